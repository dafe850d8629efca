import 'server-only'
import { createHash } from 'node:crypto'
import type { ChargeBody } from '@/lib/contracts/charges'
import { AppError } from '@/lib/domain/errors'
import { requireMerchant, type Viewer } from '../auth/session'
import { addSeconds, businessNow } from '../clock'
import { env } from '../env'
import { findIdempotentRequest } from '../http/store'
import type { LeasedJob } from '../jobs/store'
import { stripeAccount } from '../stripe/account'
import { requireAmountTaken } from './require-amount-taken'
import { insertCharge } from '../charges/store'
import type { NotChargeable } from './why-not-chargeable'

const ROUTE = 'POST /api/charges'

export type AskCharge = Omit<ChargeBody, 'attemptKey'> & {
  merchant: Viewer
  /** From the client: repeating a request with it gives the same payment. */
  idempotencyKey: string
  requestId: string
}

/**
 * Files what the merchant charges a customer who is away: order, payment and command, before Stripe hears of it. A repeated
 * request gives the payment it made the first time, and no command. Throws `mandate_missing` unless the customer allowed
 * it, `idempotency_key_reused`, `currency_unavailable`, `amount_too_small`, `not_found`, `wrong_stripe_account`.
 */
export async function askCharge(ask: AskCharge): Promise<{ paymentId: string; job: LeasedJob | null }> {
  const { merchant, idempotencyKey: key, requestId, ...body } = ask
  requireMerchant(merchant)
  const idempotency = { route: ROUTE, key, bodyHash: hashOf(body) }
  const earlier = await findEarlier(merchant.userId, idempotency)
  if (earlier) return earlier
  requireAmountTaken(body)
  const [account, now] = [await stripeAccount(), await businessNow()]
  // The first minute belongs to the command; then the sweep looks after it as well.
  const times = { now, nextSyncAt: addSeconds(now, 60) }
  const { paymentMethodId, ...rest } = body
  const made = await insertCharge({
    ...rest,
    ...times,
    paymentMethodId,
    statementDescriptor: env().STATEMENT_DESCRIPTOR ?? null,
    account,
    idempotency,
    requestId,
    actorId: merchant.userId,
  })
  if (made && typeof made !== 'string') return made
  // The same request may have come in twice at once: whatever the other one filed is the answer to both.
  const first = await findEarlier(merchant.userId, idempotency)
  if (first) return first
  if (made) throw whyNot(made)
  throw new Error(`The request that used key ${key} first has left nothing.`)
}

async function findEarlier(actorId: string, idempotency: { route: string; key: string; bodyHash: string }) {
  const request = await findIdempotentRequest(actorId, idempotency)
  if (!request) return null
  if (request.bodyHash === idempotency.bodyHash) return { paymentId: request.resultId, job: null }
  throw new AppError('idempotency_key_reused', 'This Idempotency-Key was used with another request.')
}

function whyNot(reason: NotChargeable): AppError {
  switch (reason) {
    case 'no_customer':
      return new AppError('not_found', 'There is no such customer.')
    case 'no_method':
      return new AppError('mandate_missing', 'This customer has no saved Amazon Pay that could be charged.')
    case 'method_removed':
      return new AppError('mandate_missing', 'This Amazon Pay is no longer connected, so it can’t be charged any more.')
    case 'no_mandate':
      return new AppError('mandate_missing', 'This customer has not allowed charges while they are away.')
    case 'other_account':
      return new AppError('wrong_stripe_account', 'This belongs to another Stripe account.')
  }
}

function hashOf(body: object): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(body).sort()))
    .digest('hex')
}
