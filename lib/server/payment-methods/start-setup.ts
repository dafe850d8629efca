import 'server-only'
import { createHash } from 'node:crypto'
import type { StartSetupBody } from '@/lib/contracts/setups'
import { AppError } from '@/lib/domain/errors'
import type { SignedInCustomer } from '../auth/session'
import { addSeconds, businessNow } from '../clock'
import { stripeCustomerOf } from '../customers/ensure-stripe-customer'
import { getCustomer } from '../customers/store'
import type { CheckoutMethods } from '@/lib/contracts/setups'
import { countTry } from '../http/rate-limit'
import { findIdempotentRequest } from '../http/store'
import { requireCurrentNotice } from '../mandates/current-notice'
import { newId } from '../new-id'
import { stripeAccount } from '../stripe/account'
import { isAtStripe, type StripeCustomerIds } from '../stripe/customer-ids'
import { findSetup, type FoundSetup, insertSetup } from './store'

const ROUTE = 'POST /api/setup-intents'
const HOSTED_ROUTE = 'POST /api/checkout-sessions'

export type StartSetup = StartSetupBody & {
  customer: SignedInCustomer
  /** What Stripe's hosted page offers; without it Amazon Pay is saved on our own pages. */
  methods?: CheckoutMethods
  /** From the client: repeating a request with it gives the same try. */
  idempotencyKey: string
  /** Where the notice stood, and what is known about the browser it stood in. */
  page: string | null
  ip: string | null
  userAgent: string | null
  requestId: string
}

/**
 * Files one try at saving with what the customer agreed to, before Stripe hears of it. A repeated request gives
 * the try it made the first time. Throws `notice_changed`, `idempotency_key_reused`, `too_many_requests`.
 */
export async function startSetup(start: StartSetup): Promise<FoundSetup> {
  const { customer, noticeId, usage, methods, idempotencyKey: key } = start
  const route = methods ? HOSTED_ROUTE : ROUTE
  const idempotency = { route, key, bodyHash: hashOf({ noticeId, usage, methods }) }
  const notice = await requireCurrentNotice(noticeId, methods ? 'any_method' : 'amazon_pay')
  const earlier = await findEarlier(customer.id, idempotency)
  if (earlier) return earlier

  await countTry('setup', customer.id)
  const now = await businessNow()
  const setup = {
    id: newId(),
    customerId: customer.id,
    offers: methods ?? null,
    sessionOwner: methods ? await knownStripeCustomer(customer.id) : NOBODY,
    idempotency,
    acceptance: {
      notice,
      usage,
      acceptedAt: now,
      customerName: customer.name,
      customerEmail: customer.email,
      page: start.page,
      ip: start.ip,
      userAgent: start.userAgent,
    },
    ...(await stripeAccount()),
    // Until then the request that made it is at work; afterwards the sweep takes over.
    nextSyncAt: addSeconds(now, 60),
    actorId: customer.userId,
    requestId: start.requestId,
  }
  await insertSetup(setup)
  const made = await findEarlier(customer.id, idempotency)
  if (!made) throw new Error(`Setup ${setup.id} was not written.`)
  return made
}

const NOBODY: StripeCustomerIds = { stripeCustomerId: null, stripeCustomerAccountId: null }

// A first save makes nobody at Stripe before there is something to attach to them: many a hosted page is never finished.
async function knownStripeCustomer(customerId: string): Promise<StripeCustomerIds> {
  const customer = await getCustomer(customerId)
  return isAtStripe(customer) ? stripeCustomerOf(customer) : NOBODY
}

async function findEarlier(customerId: string, idempotency: { route: string; key: string; bodyHash: string }) {
  const request = await findIdempotentRequest(customerId, idempotency)
  if (!request) return null
  if (request.bodyHash === idempotency.bodyHash) return findSetup(request.resultId)
  throw new AppError('idempotency_key_reused', 'This Idempotency-Key was used with another request.')
}

function hashOf(body: object): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex')
}
