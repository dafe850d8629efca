import 'server-only'
import type { ChangedSubscriptionDto, ChangeSubscriptionBody } from '@/lib/contracts/subscriptions'
import { AppError } from '@/lib/domain/errors'
import { answerTo, type SubscriptionAsk, subscriptionState } from '@/lib/domain/subscription-status'
import type { SignedInCustomer } from '../auth/session'
import { addSeconds, businessNow } from '../clock'
import { runNow } from '../jobs/run-now'
import { requireSameAccount } from '../stripe/same-account'
import { findSubscription, type FoundSubscription } from '../subscriptions/store'
import { insertChange, type NotChanged } from './store'

export type ChangeSubscription = {
  change: ChangeSubscriptionBody
  subscriptionId: string
  customer: SignedInCustomer
  requestId: string
}

/** `isKnown`: Stripe has answered. */
export type Changed = ChangedSubscriptionDto & { isKnown: boolean }

/**
 * Ends one of a customer's subscriptions, now or with what was paid for, keeps it after all, or has it paid with another of
 * their methods. Waits ten seconds at most, then the worker goes on. Asking for what is so already changes nothing. Throws
 * `not_found`, `subscription_changing`, `subscription_not_changeable`, `mandate_missing`,
 * `method_unavailable`, `wrong_stripe_account`.
 */
export async function changeSubscription(ask: ChangeSubscription): Promise<Changed> {
  const { change, subscriptionId, customer, requestId } = ask
  const own = await findSubscription(subscriptionId, customer.id)
  if (!own) throw whyNot('unknown')
  await requireSameAccount(own)
  const now = await businessNow()
  const { action: what } = change
  const paymentMethodId = what === 'method' ? change.paymentMethodId : null
  const actor = { actorId: customer.userId, requestId, now, nextSyncAt: addSeconds(now, 60) }
  const asked = await insertChange({ subscriptionId, customerId: customer.id, what, paymentMethodId, ...actor })
  if (typeof asked === 'string') throw whyNot(asked)
  if (asked.job) await runNow(asked.job)
  const after = (await findSubscription(subscriptionId)) ?? own
  if (asked.asked && !after.asked && !isDone(asked.asked, after, paymentMethodId)) throw whyNot('not_changeable')
  return { id: subscriptionId, state: subscriptionState(after), isKnown: after.asked === null }
}

function isDone(what: SubscriptionAsk, row: FoundSubscription, paymentMethodId: string | null): boolean {
  return what === 'method' ? row.paymentMethodId === paymentMethodId : answerTo(what, row) === 'done'
}

function whyNot(reason: NotChanged): AppError {
  switch (reason) {
    case 'unknown':
      return new AppError('not_found', 'There is no such subscription.')
    case 'no_method':
      return new AppError('not_found', 'There is no such payment method.')
    case 'unusable':
      return new AppError('method_unavailable', 'This saved method can’t pay for this subscription.')
    case 'no_mandate':
      return new AppError('mandate_missing', 'You have not allowed charges to this method while you are away.')
    case 'changing':
      return new AppError('subscription_changing', 'An earlier change is still under way.')
    case 'not_changeable':
      return new AppError('subscription_not_changeable', 'This can’t be done with the subscription as it stands.')
  }
}
