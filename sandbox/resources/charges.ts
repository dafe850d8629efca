import type Stripe from 'stripe'
import { emitChange } from '../events'
import { idOf } from '../ids'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { noSuch } from '../wire/errors'
import { created, page, pageParams } from '../wire/list'
import { changedMetadata, metadata } from '../wire/metadata'
import { filled, text, unsupported } from '../wire/parameters'
import { previously } from './previously'

export const chargeRoutes: Route[] = [
  { method: 'GET', path: '/v1/charges', handle: listCharges },
  { method: 'GET', path: '/v1/charges/:id', handle: (call) => (readCall(call, {}), chargeInPath(call)) },
  { method: 'POST', path: '/v1/charges/:id', handle: updateCharge },
]

/** docs.stripe.com/api/charges/list */
const listParams = {
  ...pageParams,
  created: created(),
  customer: filled(),
  payment_intent: filled(),
  transfer_group: unsupported(),
}

/** docs.stripe.com/api/charges/update */
const updateParams = {
  customer: unsupported(),
  description: text(),
  fraud_details: unsupported(),
  metadata: metadata(),
  receipt_email: unsupported(),
  shipping: unsupported(),
  transfer_group: unsupported(),
}

function listCharges(call: Call): object {
  const { customer, payment_intent: intent, created: within, ...paging } = readCall(call, listParams)
  const rows = call.world.store
    .all('charges')
    .filter((each) => customer === undefined || idOf(each.customer) === customer)
    .filter((each) => intent === undefined || idOf(each.payment_intent) === intent)
    .filter((each) => within?.(each.created) ?? true)
  return page(rows, paging, { url: '/v1/charges', noun: 'charge' })
}

function updateCharge(call: Call): Readonly<Stripe.Charge> {
  const before = chargeInPath(call)
  const { description, metadata: change } = readCall(call, updateParams)
  const charge: Stripe.Charge = {
    ...before,
    ...(description !== undefined && { description }),
    ...(change !== undefined && { metadata: changedMetadata(before.metadata, change) }),
  }
  const previous = previously(before, charge)
  if (!previous) return before
  call.world.store.put('charges', charge.id, charge)
  emitChange(call.world, 'charge.updated', { object: charge, previous })
  return charge
}

function chargeInPath(call: Call): Readonly<Stripe.Charge> {
  const charge = call.world.store.get('charges', pathId(call))
  if (charge) return charge
  throw noSuch('charge', pathId(call), { param: 'id', path: true })
}
