import type Stripe from 'stripe'
import { orderState, paymentState } from '@/lib/domain/payment-status'
import { db } from '@/lib/server/db'

/**
 * Columns that differ from one order of events to another and say nothing about how it ended: how often a row was written,
 * swept, tried or claimed. Nothing that anybody is charged, told or shown follows from them.
 */
const COUNTERS = ['version', 'syncCount', 'attempts', 'fence']

/**
 * Every row that one order has led to, so that it can be compared with another's. All columns of all of them count, those
 * that are yet to be added too, but for three things: counters (above); of a moment only whether there is one, because no two
 * runs have the same clock; and ids, which are replaced by what they name.
 */
export async function rowsOf(orderId: string, atStripe: readonly Stripe.PaymentIntent[]) {
  const { customer, payments, fulfilment, ...order } = await read(orderId)
  const refunds = payments.flatMap((payment) => payment.refunds)
  const methods = customer.paymentMethods
  const mails = await db().notification.findMany({
    where: { subjectId: { in: idsOf(payments, refunds) } },
    orderBy: { kind: 'asc' },
  })
  const subjectId = { in: [orderId, ...idsOf(payments, refunds, methods, mails)] }
  const jobs = await db().job.findMany({ where: { subjectId }, orderBy: [{ kind: 'asc' }, { subjectId: 'asc' }] })
  const lines = await db().auditEntry.findMany({
    where: { subject: { in: payments.map(({ id }) => `payment:${id}`) } },
  })
  const names = new Map([
    [orderId, 'the order'],
    [customer.id, 'the customer'],
    [customer.stripeCustomerAccountId ?? customer.stripeCustomerId ?? '', 'the customer at Stripe'],
    ...payments.map(({ id }) => [id, 'the payment'] as const),
    ...methods.map(({ id }) => [id, 'the saved method'] as const),
    ...mails.map(({ id, kind }) => [id, `the mail ${kind}`] as const),
    ...atStripe.flatMap(namesAtStripe),
  ])
  const states = { order: orderState(payments), payments: payments.map(paymentState) }
  const rows = { states, order, payments, fulfilment, methods, mails, jobs, moments: momentsIn(lines, states.payments) }
  return { rows: plain(rows, names) }
}

function read(id: string) {
  return db().order.findUniqueOrThrow({
    where: { id },
    include: {
      items: { orderBy: { position: 'asc' } },
      fulfilment: true,
      customer: { include: { paymentMethods: { orderBy: { createdAt: 'asc' } } } },
      payments: {
        orderBy: { createdAt: 'asc' },
        include: {
          refunds: { orderBy: [{ amount: 'asc' }, { createdAt: 'asc' }] },
          mandates: { orderBy: { acceptedAt: 'asc' } },
          disputes: true,
          ledger: { orderBy: { source: 'asc' }, include: { entries: { orderBy: { account: 'asc' } } } },
        },
      },
    },
  })
}

function idsOf(...rows: { id: string }[][]): string[] {
  return rows.flat().map(({ id }) => id)
}

function namesAtStripe({ id, latest_charge: charge, payment_method: method }: Stripe.PaymentIntent) {
  return [
    [id, 'the intent'],
    [String(charge), 'the charge'],
    [String(method), 'the method at Stripe'],
  ] as const
}

/** What is seen on the way, or is not: who looks earlier sees more. */
const ON_THE_WAY = ['create', 'needs_customer', 'declined', 'processing'].map((state) => `payment.${state}`)

// Of the timeline, what was asked for and how it ended: each as often as it is there.
function momentsIn(lines: { action: string }[], ends: string[]): string[] {
  const actions = lines.map(({ action }) => action)
  return actions.filter((one) => !ON_THE_WAY.includes(one) || ends.some((end) => one === `payment.${end}`)).toSorted()
}

const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(mandate|pyr|re|du)_\w+/g
const TIME = /\d{1,2} \w{3} \d{4}, [\d:]+ UTC/g
const BOOKING = /RR-\w{4}-\w{4}/g

function plain(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (value instanceof Date) return 'a moment'
  if (Array.isArray(value)) return value.map((each) => plain(each, names))
  if (typeof value === 'string') return said(value, names)
  if (typeof value !== 'object' || value === null) return value
  const columns = Object.entries(value).filter(([column]) => !COUNTERS.includes(column))
  return Object.fromEntries(columns.map(([column, each]) => [column, plain(each, names)]))
}

function said(words: string, names: ReadonlyMap<string, string>): string {
  let text = words
  for (const [id, name] of names) if (id !== '') text = text.replaceAll(id, name)
  return text.replace(ID, 'an id').replace(TIME, 'a time').replace(BOOKING, 'a booking')
}
