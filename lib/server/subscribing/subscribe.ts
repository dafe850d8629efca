import 'server-only'
import { createHash } from 'node:crypto'
import type { SubscribeBody, SubscribedDto } from '@/lib/contracts/subscriptions'
import { AppError } from '@/lib/domain/errors'
import type { SignedInCustomer } from '../auth/session'
import { addSeconds, businessNow } from '../clock'
import { stripeCustomerOf } from '../customers/ensure-stripe-customer'
import { getCustomer } from '../customers/store'
import { findIdempotentRequest } from '../http/store'
import { runNow } from '../jobs/run-now'
import { requireCurrentNotice } from '../mandates/current-notice'
import { requireAmountTaken } from '../payments/require-amount-taken'
import { stripeAccount } from '../stripe/account'
import { payOrderOf } from '../subscriptions/dto'
import { findPlan, findSubscription } from '../subscriptions/store'
import { insertSubscription, type NewSubscription, type NotBegun } from './store'

const ROUTE = 'POST /api/subscriptions'

export type Subscribe = Omit<SubscribeBody, 'attemptKey'> & {
  customer: SignedInCustomer
  /** From the client: repeating a request with it gives the same subscription. */
  idempotencyKey: string
  /** Where the notice stood, and what is known about the browser it stood in. */
  page: string | null
  ip: string | null
  userAgent: string | null
  requestId: string
}

/** `isKnown`: Stripe has answered. */
export type Subscribed = SubscribedDto & { isKnown: boolean }

/**
 * Subscribes a customer: with a saved method that is charged at once or after the trial, or by an order that they pay first.
 * Waits ten seconds at most, then the worker goes on. Asking again while its first payment waits gives the same one. Throws
 * `product_unavailable`, `plan_changed`, `subscription_exists`, `method_needed`, `mandate_missing`, `method_unavailable`, `not_found`,
 * `notice_changed`, `idempotency_key_reused`, `payment_provider_refused`, `payment_provider_unavailable`.
 */
export async function subscribe(ask: Subscribe): Promise<Subscribed> {
  const { productId, paymentMethodId, noticeId, customer, idempotencyKey: key } = ask
  const body = JSON.stringify({ productId, paymentMethodId, noticeId })
  const idempotency = { route: ROUTE, key, bodyHash: createHash('sha256').update(body).digest('hex') }
  const earlier = await findEarlier(customer.id, idempotency)
  if (earlier) return outcomeOf(earlier)
  const begun = await insertSubscription(await askedFrom(ask, idempotency))
  if (begun && typeof begun !== 'string') {
    if (begun.job) await runNow(begun.job)
    return outcomeOf(begun.subscriptionId)
  }
  // The same request may have come in twice at once: whatever the other one filed is the answer to both.
  const first = await findEarlier(customer.id, idempotency)
  if (first) return outcomeOf(first)
  throw whyNot(begun ?? 'exists')
}

async function askedFrom(ask: Subscribe, idempotency: NewSubscription['idempotency']): Promise<NewSubscription> {
  const { productId, paymentMethodId, noticeId, amount, trialDays, customer, page, ip, userAgent, requestId } = ask
  const plan = await findPlan(productId)
  if (!plan) throw new AppError('product_unavailable', 'This isn’t offered any more.')
  requireAmountTaken({ amount: plan.unitAmount, currency: plan.currency })
  // The card or Amazon account that pays is kept, whichever it is.
  const notice = noticeId ? await requireCurrentNotice(noticeId, 'any_method') : null
  const who = { customerName: customer.name, customerEmail: customer.email }
  const [account, now] = [await stripeAccount(), await businessNow()]
  return {
    ...{ customerId: customer.id, plan, shown: { amount, trialDays }, paymentMethodId: paymentMethodId ?? null },
    owner: paymentMethodId ? null : await stripeCustomerOf(await getCustomer(customer.id)),
    agreement: notice && { notice, ...who, page, ip, userAgent },
    ...{ account, idempotency, actorId: customer.userId, requestId, now },
    // The first minute belongs to the command; then the sweep looks after it as well.
    nextSyncAt: addSeconds(now, 60),
  }
}

async function findEarlier(customerId: string, idempotency: NewSubscription['idempotency']): Promise<string | null> {
  const request = await findIdempotentRequest(customerId, idempotency)
  if (!request) return null
  if (request.bodyHash === idempotency.bodyHash) return request.resultId
  throw new AppError('idempotency_key_reused', 'This Idempotency-Key was used with another request.')
}

async function outcomeOf(id: string): Promise<Subscribed> {
  const row = await findSubscription(id)
  if (!row) throw new Error(`Subscription ${id} disappeared.`)
  if (row.status === null && row.endedAt)
    throw new AppError('payment_provider_refused', 'Our payment provider refused this.')
  return { id, orderId: payOrderOf(row), isKnown: row.status !== null }
}

function whyNot(reason: NotBegun): AppError {
  switch (reason) {
    case 'exists':
      return new AppError('subscription_exists', 'You have this subscription already.')
    case 'no_method':
      return new AppError('not_found', 'There is no such payment method.')
    case 'method_removed':
      return new AppError('method_unavailable', 'This saved method can’t be used any more.')
    case 'no_mandate':
      return new AppError('mandate_missing', 'You have not allowed charges to this method while you are away.')
    case 'other_account':
      return new AppError('wrong_stripe_account', 'This belongs to another Stripe account.')
    case 'plan_changed':
      return new AppError('plan_changed', 'What this costs, or when, is not what the page showed.')
    case 'method_needed':
      return new AppError('method_needed', 'A free trial needs a saved method. Save one first.')
  }
}
