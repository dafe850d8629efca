import { isDeepStrictEqual } from 'node:util'
import type Stripe from 'stripe'

type Snapshot = { id: string; object: string } & { [member: string]: unknown }
export type Objects = Map<string, Snapshot>

/** What an event must be there for when it appears. Kinds that are not here are made without one. */
const MADE_BY: { [kind: string]: string[] } = {
  charge: ['charge.succeeded', 'charge.failed'],
  customer: ['customer.created'],
  dispute: ['charge.dispute.created'],
  invoice: ['invoice.created'],
  payment_intent: ['payment_intent.created'],
  price: ['price.created'],
  product: ['product.created'],
  refund: ['refund.created'],
  setup_intent: ['setup_intent.created'],
  subscription: ['customer.subscription.created'],
}

/** Members that Stripe changes without an event: there is none that could tell of them, or none is documented. */
const SILENT: { [kind: string]: string[] } = {
  charge: ['amount_refunded', 'refunded', 'disputed'],
  customer: ['next_invoice_sequence'],
  // Each of its transactions becomes available by the clock alone.
  dispute: ['balance_transactions'],
}

/** Of these kinds only what is listed is told: `payment_intent.updated` and the like do not exist. */
const TOLD: { [kind: string]: string[] } = {
  'checkout.session': ['status'],
  invoice_payment: ['status'],
  mandate: ['status'],
  payment_intent: ['status', 'amount_received', 'amount_capturable', 'latest_charge', 'canceled_at'],
  payment_method: ['customer'],
  setup_attempt: [],
  setup_intent: ['status', 'cancellation_reason'],
  balance_transaction: [],
}

/** Steps of which no event tells. */
const UNTOLD: { [kind: string]: (status: unknown, before: unknown) => boolean } = {
  invoice_payment: (status) => status !== 'paid',
  mandate: (status, before) => before === 'pending' && status === 'inactive',
  payment_intent: (status) => status === 'requires_confirmation',
  setup_intent: (status) => status === 'requires_confirmation' || status === 'processing',
}

/** They tell once more, in other words, what an event beside them told; or of what happened to something else. */
const TELLS_AGAIN = new Set<string>([
  'charge.dispute.funds_reinstated',
  'charge.refund.updated',
  'charge.refunded',
  'checkout.session.async_payment_failed',
  'checkout.session.async_payment_succeeded',
  'customer.subscription.trial_will_end',
  'invoice.payment_action_required',
  'invoice.payment_failed',
  'invoice.payment_succeeded',
  'payment_intent.payment_failed',
  'payment_intent.requires_action',
  'setup_intent.requires_action',
  'setup_intent.setup_failed',
  'refund.updated',
])

/** What is wrong with the events of one step, given every object before and after it. Oldest event first. */
export function wrongEvents(before: Objects, after: Objects, events: readonly Stripe.Event[]): string[] {
  const known: Objects = new Map(before)
  const wrong = events.flatMap((event) => wrongEvent(event, known))
  const told = new Set(events.map(({ data }) => (data.object as unknown as Snapshot).id))
  for (const object of after.values()) {
    if (before.get(object.id) === undefined && object.object in MADE_BY && !told.has(object.id)) {
      wrong.push(`${object.object} was made without an event`)
    }
    wrong.push(...untold(object, known.get(object.id)))
  }
  return [...wrong, ...doubled(events)]
}

function wrongEvent({ type, data }: Stripe.Event, known: Objects): string[] {
  // The SDK types each event's object; all of them have an id and a kind.
  const object = data.object as unknown as Snapshot
  const before = known.get(object.id)
  if (type === 'invoice.upcoming') return []
  known.set(object.id, object)
  const makes = MADE_BY[object.object]?.includes(type) ?? false
  if (object.object in MADE_BY && makes !== (before === undefined)) return [`${type} of an object that is new or not`]
  if (type === 'customer.deleted' || before === undefined) return []
  const previous = (data.previous_attributes ?? {}) as { [member: string]: unknown }
  const again = TELLS_AGAIN.has(type)
  const lies = Object.keys(previous).filter((name) => !isSilent(object, name) && !agrees(previous[name], before[name]))
  const changed = changes(before, object).filter((name) => !isSilent(object, name))
  const unnamed = data.previous_attributes ? changed.filter((name) => !(name in previous)) : []
  const isNews = again || changes(before, object).length > 0
  return [
    ...(again ? [] : lies.map((name) => `${type} says ${name} was something else`)),
    ...unnamed.map((name) => `${type} does not say that ${name} changed`),
    ...(isNews ? [] : [`${type} tells nothing new`]),
  ]
}

/** What changed after the last event that told of the object. */
function untold(object: Snapshot, known: Snapshot | undefined): string[] {
  if (known === undefined) return []
  const { object: kind, status } = object
  if (status !== known.status && UNTOLD[kind]?.(status, known.status)) return []
  const told = TOLD[kind]
  const names = changes(known, object).filter((name) => (told ? told.includes(name) : !isSilent(object, name)))
  return names.map((name) => `no event tells that ${name} of ${kind} changed to ${JSON.stringify(object[name])}`)
}

function doubled(events: readonly Stripe.Event[]): string[] {
  const seen = new Set<string>()
  return events.flatMap(({ type, created, request, data }) => {
    const key = JSON.stringify([type, created, request, data.object])
    if (seen.has(key)) return [`${type} came twice`]
    seen.add(key)
    return []
  })
}

function isSilent({ object }: Snapshot, name: string): boolean {
  return SILENT[object]?.includes(name) ?? false
}

function changes(before: Snapshot, after: Snapshot): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name]))
}

/** Of a hash, previous attributes name the members that changed. */
function agrees(said: unknown, was: unknown): boolean {
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return isDeepStrictEqual(said, was ?? null)
  if (typeof was !== 'object' || was === null) return false
  const members = new Map(Object.entries(was))
  return Object.entries(said).every(([name, value]) => agrees(value, members.get(name)))
}
