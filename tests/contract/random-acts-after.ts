import type { WorldState } from '../../sandbox/control-types'
import { type Random, between, oneOf } from '../campaign/random'
import type { TestWorld } from './sandbox-under-test'

/** What somebody does to a world, knowing what is in it. Some of it makes no sense, and is refused. */
export type Act = (here: Here) => Promise<unknown>
export type Here = { world: TestWorld; objects: WorldState['objects']; random: Random }

/** One of what there is, mostly of `wanted`; what there is not is refused like everything that makes no sense. */
export function any<Row extends { id: string }>({ random }: Here, rows: Row[], wanted?: (row: Row) => boolean): string {
  const chosen = wanted && random() < 0.8 ? rows.filter(wanted) : rows
  return chosen.length === 0 ? 'none' : oneOf(random, chosen).id
}

/** What is done to what was paid or saved before. */
export const giveBack: Act = (here) => {
  const { world, random, objects } = here
  const charge = any(here, objects.charges, ({ captured, refunded }) => captured && !refunded)
  const amount = random() < 0.4 ? {} : { amount: between(random, 1, 3000) }
  const refund = any(here, objects.refunds, ({ status }) => status === 'pending')
  const acts: (() => Promise<unknown>)[] = [
    () => world.stripe.refunds.create({ charge, ...amount }),
    () => world.control.refund(charge, amount),
    () => world.control.dashboard({ settleRefund: refund }),
    () => world.control.dashboard({ failRefund: refund }),
    () => world.stripe.charges.update(charge, { description: `Ride ${between(random, 1, 9)}` }),
  ]
  return oneOf(random, acts)()
}

export const contest: Act = (here) => {
  const { world, random, objects } = here
  const charge = any(here, objects.charges, ({ captured, disputed }) => captured && !disputed)
  const dispute = any(here, objects.disputes, ({ status }) => status === 'needs_response')
  const { disputes } = world.stripe
  const acts: (() => Promise<unknown>)[] = [
    () => world.control.dispute(charge, { amount: between(random, 1, 900) }),
    () => world.control.dispute(charge),
    () => world.control.dashboard({ decideDispute: dispute, as: oneOf(random, ['won', 'lost']) }),
    () => disputes.update(dispute, { evidence: { uncategorized_text: oneOf(random, ['winning_evidence', 'Rode.']) } }),
    () => disputes.update(dispute, { evidence: { customer_name: 'Sam' }, submit: false }),
    () => disputes.update(dispute, { metadata: { seen: String(between(random, 1, 9)) } }),
    () => disputes.close(dispute),
  ]
  return oneOf(random, acts)()
}

export const end: Act = (here) => {
  const { world, objects, random } = here
  const method = any(here, objects.payment_methods, (each) => each.customer !== null)
  const acts: (() => Promise<unknown>)[] = [
    () => world.stripe.paymentMethods.detach(method),
    () => world.control.dashboard({ detachPaymentMethod: method }),
    () => world.control.dashboard({ revokeMandate: any(here, objects.mandates) }),
    () => world.control.dashboard({ revokeMandate: method }),
    () => world.stripe.paymentMethods.attach(method, { customer: any(here, objects.customers) }),
    () => world.stripe.customers.update(any(here, objects.customers), { name: `Sam ${between(random, 1, 9)}` }),
    () => (random() < 0.3 ? world.stripe.customers.del(any(here, objects.customers)) : Promise.resolve()),
  ]
  return oneOf(random, acts)()
}

export const bill: Act = (here) => {
  const { world, random, objects } = here
  const { subscriptions, invoices } = world.stripe
  const subscription = any(here, objects.subscriptions)
  const invoice = any(here, objects.invoices, ({ status }) => status === 'open' || status === 'draft')
  const acts: (() => Promise<unknown>)[] = [
    () => subscriptions.update(subscription, { cancel_at_period_end: random() < 0.5 }),
    () => subscriptions.update(subscription, { metadata: { seen: String(between(random, 1, 9)) } }),
    () => subscriptions.cancel(subscription),
    () => invoices.pay(invoice),
    () => invoices.pay(invoice, { payment_method: any(here, objects.payment_methods) }),
    () => invoices.finalizeInvoice(invoice),
    () => invoices.voidInvoice(invoice),
    () => invoices.update(invoice, { auto_advance: random() < 0.5 }),
  ]
  return oneOf(random, acts)()
}
