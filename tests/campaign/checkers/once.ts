import type Stripe from 'stripe'
import { type Check, check, grouped } from './findings'
import type { Evidence } from './evidence'

/** Orders that Stripe was paid for more than once: the one thing that must never happen. Also judges the two controls. */
export function paidTwice(intents: Stripe.PaymentIntent[], charges: Stripe.Charge[]): string[] {
  const orderOf = new Map(intents.map(({ id, metadata }) => [id, metadata.order_id ?? id]))
  const paid = intents.filter(({ status }) => status === 'succeeded')
  const moved = charges.filter(({ status, paid }) => status === 'succeeded' && paid)
  const twice = (ids: string[]) => [...grouped(ids, (id) => orderOf.get(id) ?? id)].filter(([, all]) => all.length > 1)
  const found = [...twice(paid.map(({ id }) => id)), ...twice(moved.map(({ payment_intent: id }) => String(id)))]
  return [...new Map(found.map(([order, all]) => [order, `order ${order}: ${all.join(', ')}`])).values()]
}

/** C1: every order is paid at most once, and exactly those are paid whose clients were told so. */
export function checkOnce({ orders, answers, world, rows }: Evidence): Check[] {
  const { payment_intents: intents, charges } = world.objects
  const answered = grouped(answers.told, ({ order }) => order.key)
  const payments = new Map(rows.payments.map((row) => [row.id, row]))
  const paidOrders = new Set(
    intents.filter(({ status }) => status === 'succeeded').map(({ metadata }) => metadata.order_id ?? ''),
  )
  const toldPaid = new Map(answers.told.filter(({ state }) => state === 'paid').map((each) => [each.orderId, each]))
  return [
    check('C1 no order was paid twice', paidTwice(intents, charges)),
    check(
      'C1 every client was told an outcome',
      orders.filter(({ key }) => !answered.has(key)).map(({ number, key }) => `order ${number} (${key})`),
    ),
    check('C1 one key, one payment, one answer', answers.wrong),
    check('C1 whoever was told "paid" has paid', missingFrom(toldPaid.keys(), paidOrders)),
    check('C1 whoever has paid was told "paid"', missingFrom(paidOrders, new Set(toldPaid.keys()))),
    check(
      'C1 what was not paid was declined',
      answers.told
        .filter(({ state }) => state !== 'paid' && state !== 'declined')
        .map((each) => `${each.orderId}: ${each.state}`),
    ),
    check(
      'C1 each charge was for the amount its client asked for',
      answers.told
        .filter(({ paymentId, orderId, order }) => {
          const row = payments.get(paymentId)
          return row?.order_id !== orderId || row.amount !== order.amount
        })
        .map(({ paymentId }) => `payment ${paymentId}`),
    ),
    check('C1 no order was made that nobody asked for', surplus(rows.orders.length, orders.length)),
  ]
}

function missingFrom(ids: Iterable<string>, known: Set<string>): string[] {
  return [...ids].filter((id) => !known.has(id)).map((id) => `order ${id}`)
}

function surplus(made: number, asked: number): string[] {
  return made === asked ? [] : [`${made} orders for ${asked} keys`]
}
