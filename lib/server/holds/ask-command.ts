import 'server-only'
import { createHash } from 'node:crypto'
import { AppError } from '@/lib/domain/errors'
import { requireMerchant, type Viewer } from '../auth/session'
import { businessNow } from '../clock'
import { findIdempotentRequest } from '../http/store'
import { runNow } from '../jobs/run-now'
import { findPayment, type FoundPayment } from '../payments/store'
import { syncPayment } from '../payments/sync-payment'
import { stripeAccount } from '../stripe/account'
import { askCommand as fileCommand, type NotDone } from './store'

export type AskCommand = {
  merchant: Viewer
  paymentId: string
  what: 'capture' | 'cancel'
  /** Minor units; undefined captures all that is held. */
  amount?: number | undefined
  /** From the client: repeating a request with it asks once. */
  idempotencyKey: string
  requestId: string
}

/**
 * Captures what is held, in full or in part, or ends a payment; waits ten seconds at most, then the worker goes on. Gives
 * the payment as it is afterwards. Throws `not_found`, `payment_changing`, `hold_ended`, `not_capturable`,
 * `not_cancelable`, `amount_too_large`, `idempotency_key_reused`, `wrong_stripe_account`.
 */
export async function askCommand(ask: AskCommand): Promise<FoundPayment> {
  const { merchant, paymentId, what, amount, idempotencyKey: key, requestId } = ask
  requireMerchant(merchant)
  const bodyHash = createHash('sha256').update(JSON.stringify({ paymentId, amount })).digest('hex')
  const idempotency = { route: `POST /api/payments/[id]/${what}`, key, bodyHash }
  if (!(await wasAsked(merchant.userId, idempotency))) {
    await requireKnown(paymentId)
    const actor = { actorId: merchant.userId, requestId, now: await businessNow() }
    const job = await fileCommand({ paymentId, what, amount, idempotency, ...actor })
    if (job && typeof job !== 'string') await runNow(job)
    // The same request may have come in twice at once: the other one carries it out, and is the answer to both.
    else if (!(await wasAsked(merchant.userId, idempotency)) && job) throw whyNot(job)
  }
  const payment = await findPayment(paymentId)
  if (!payment) throw whyNot('no_payment')
  return payment
}

async function wasAsked(
  actorId: string,
  idempotency: { route: string; key: string; bodyHash: string },
): Promise<boolean> {
  const request = await findIdempotentRequest(actorId, idempotency)
  if (!request) return false
  if (request.bodyHash === idempotency.bodyHash) return true
  throw new AppError('idempotency_key_reused', 'This Idempotency-Key was used with another request.')
}

// What we know may be old: somebody may have captured or canceled it in the Dashboard. Stripe being away is no hindrance.
async function requireKnown(paymentId: string): Promise<void> {
  const payment = await findPayment(paymentId)
  if (!payment) throw whyNot('no_payment')
  const { stripeAccountId, livemode } = await stripeAccount()
  if (payment.stripeAccountId !== stripeAccountId || payment.livemode !== livemode) throw whyNot('other_account')
  await syncPayment(paymentId).catch(() => undefined)
}

function whyNot(reason: NotDone): AppError {
  switch (reason) {
    case 'no_payment':
      return new AppError('not_found', 'There is no such payment.')
    case 'changing':
      return new AppError('payment_changing', 'Something else is being done with this payment right now.')
    case 'hold_ended':
      return new AppError('hold_ended', 'The hold has ended, so nothing can be captured. Create a new payment.')
    case 'not_capturable':
      return new AppError('not_capturable', 'There is nothing held that could be captured.')
    case 'not_cancelable':
      return new AppError('not_cancelable', 'This payment can’t be cancelled any more.')
    case 'amount_too_large':
      return new AppError('amount_too_large', 'That is more than what is held.')
    case 'other_account':
      return new AppError('wrong_stripe_account', 'This belongs to another Stripe account.')
  }
}
