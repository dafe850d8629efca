import type Stripe from 'stripe'
import { emitChange } from '../events'
import { idOf } from '../ids'
import type { World } from '../world'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { StripeError, noSuch } from '../wire/errors'
import { type Page, created, page, pageParams } from '../wire/list'
import { changedMetadata, metadata } from '../wire/metadata'
import { filled, off, oneOf, unsupported } from '../wire/parameters'
import { amountParam } from './amounts'
import { makeRefund } from './new-refund'
import { previously } from './previously'
import { chargeNamed } from './refundable'

type Refund = Readonly<Stripe.Refund>

const PATH = '/v1/refunds'

export const refundRoutes: Route[] = [
  { method: 'POST', path: PATH, handle: createRefund },
  { method: 'GET', path: PATH, handle: listRefunds },
  { method: 'GET', path: `${PATH}/:id`, handle: (call) => (readCall(call, {}), refundInPath(call)) },
  { method: 'POST', path: `${PATH}/:id`, handle: updateRefund },
  { method: 'POST', path: `${PATH}/:id/cancel`, handle: cancelRefund },
  { method: 'GET', path: '/v1/charges/:id/refunds', handle: listRefundsOfCharge },
]

/** What a merchant may give as the reason; Stripe has others of its own. */
export const REFUND_REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const

/** docs.stripe.com/api/refunds/create */
const createParams = {
  amount: amountParam,
  charge: filled(),
  currency: unsupported(),
  customer: unsupported(),
  instructions_email: unsupported(),
  metadata: metadata(),
  origin: unsupported(),
  payment_intent: filled(),
  reason: oneOf(REFUND_REASONS),
  refund_application_fee: off(),
  reverse_transfer: off(),
}

/** docs.stripe.com/api/refunds/list */
const listParams = { ...pageParams, charge: filled(), created: created(), payment_intent: filled() }

/** The refunds of one charge, as `charge.refunds` shows them once it is expanded. */
export function refundsOf(world: World, charge: string, paging = {}): Page<Refund> {
  const shown = { url: `/v1/charges/${charge}/refunds`, noun: 'refund' }
  return page(world.groups.refundsOfCharge.of(charge), paging, shown)
}

function createRefund(call: Call): Stripe.Refund {
  const { amount, reason, metadata: given, ...named } = readCall(call, createParams)
  const charge = chargeNamed(call.world, named)
  return makeRefund(call.world, charge, {
    ...(amount !== undefined && { amount }),
    ...(reason !== undefined && { reason }),
    metadata: changedMetadata({}, given ?? {}),
  })
}

function listRefunds(call: Call): object {
  const { charge, payment_intent: intent, created: within, ...paging } = readCall(call, listParams)
  const rows = call.world.store
    .all('refunds')
    .filter((each) => charge === undefined || idOf(each.charge) === charge)
    .filter((each) => intent === undefined || idOf(each.payment_intent) === intent)
    .filter((each) => within?.(each.created) ?? true)
  return page(rows, paging, { url: PATH, noun: 'refund' })
}

function listRefundsOfCharge(call: Call): object {
  const id = pathId(call)
  if (!call.world.store.get('charges', id)) throw noSuch('charge', id, { param: 'id', path: true })
  return refundsOf(call.world, id, readCall(call, pageParams))
}

function updateRefund(call: Call): Refund {
  const before = refundInPath(call)
  const { metadata: change } = readCall(call, { metadata: metadata() })
  if (change === undefined) return before
  const refund: Stripe.Refund = { ...before, metadata: changedMetadata(before.metadata ?? {}, change) }
  const previous = previously(before, refund)
  if (!previous) return before
  call.world.store.put('refunds', refund.id, refund)
  emitChange(call.world, 'refund.updated', { object: refund, previous })
  emitChange(call.world, 'charge.refund.updated', { object: refund, previous })
  return refund
}

/** Only refunds that wait for the customer can be canceled, and neither Amazon Pay nor a card has such. */
function cancelRefund(call: Call): never {
  const { status } = refundInPath(call)
  readCall(call, {})
  const message =
    `You cannot cancel this refund because it has a status of ${status}. ` +
    'Only a refund with one of the following statuses may be canceled: requires_action.'
  throw new StripeError(400, { message })
}

function refundInPath(call: Call): Refund {
  const refund = call.world.store.get('refunds', pathId(call))
  if (refund) return refund
  throw noSuch('refund', pathId(call), { param: 'id', path: true })
}
