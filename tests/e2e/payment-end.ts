import type Stripe from 'stripe'
import type { Database } from './database'

/** How an order ended, in our rows and at Stripe, without what differs from order to order. */
export type PaymentEnd = {
  /** Our payments that were not cancelled, and Stripe's. */
  payments: (string | null)[]
  intents: string[]
  /** Charges that took or reserved money. */
  charges: number
  ledger: number
  /** Minor units. */
  revenue: number
  mails: string[]
  fulfilled: number
  /** Methods saved by paying: the customer's own, and with a mandate in force. */
  saved: number
}

/** An order of one Orbit hop that was paid once. */
export const PAID: PaymentEnd = {
  payments: ['succeeded'],
  intents: ['succeeded'],
  charges: 1,
  ledger: 1,
  revenue: 2400,
  mails: ['receipt'],
  fulfilled: 1,
  saved: 0,
}

export const PAID_AND_SAVED: PaymentEnd = { ...PAID, saved: 1 }

/** A Moon landing whose price is reserved, and not charged yet. */
export const HELD: PaymentEnd = {
  ...PAID,
  payments: ['requires_capture'],
  intents: ['requires_capture'],
  ledger: 0,
  revenue: 0,
  mails: ['hold_placed'],
  fulfilled: 0,
}

/** Nothing was charged, and the order can be paid still. */
export const OPEN: PaymentEnd = {
  ...PAID,
  payments: ['requires_payment_method'],
  intents: ['requires_payment_method'],
  charges: 0,
  ledger: 0,
  revenue: 0,
  mails: [],
  fulfilled: 0,
}

type World = { database: Database; stripe: Stripe }

/** How an order stands now. */
export async function endOf({ database, stripe }: World, orderId: string): Promise<PaymentEnd> {
  const [rows, [facts]] = await Promise.all([
    database.rows<PaymentRow>(PAYMENTS, [orderId]),
    database.rows<Omit<PaymentEnd, 'payments' | 'intents' | 'charges'>>(FACTS, [orderId]),
  ])
  const intents = rows[0] ? await intentsOfOrder(stripe, orderId, rows[0]) : []
  const charges = await Promise.all(
    intents.map(async ({ id }) => (await stripe.charges.list({ payment_intent: id })).data),
  )
  return {
    payments: rows.map(({ status }) => status).filter(isLive),
    intents: intents.map(({ status }) => status).filter(isLive),
    charges: charges.flat().filter(({ status }) => status === 'succeeded').length,
    ...facts!,
  }
}

type Owner = { stripe_customer_id: string | null; stripe_customer_account_id: string | null }
type PaymentRow = Owner & { status: string | null }

const PAYMENTS = 'select status, stripe_customer_id, stripe_customer_account_id from payments where order_id = $1'
const FACTS = `
  with own as (select * from payments where order_id = $1)
  select
    (select count(*)::int from ledger_transactions where payment_id in (select id from own)) as ledger,
    (select coalesce(-sum(amount), 0)::int from ledger_entries
       join ledger_transactions on ledger_transactions.id = transaction_id
       where payment_id in (select id from own) and account = 'revenue') as revenue,
    (select coalesce(array_agg(kind::text order by kind::text), '{}') from notifications
       where subject_id in (select id from own) and sent_at is not null) as mails,
    (select count(*)::int from fulfilments where order_id = $1) as fulfilled,
    (select count(*)::int from mandates
       join payment_methods on payment_methods.id = mandates.payment_method_id
       join own on own.id = mandates.payment_id and own.customer_id = payment_methods.customer_id
       where mandates.status = 'active' and payment_methods.status = 'active') as saved`

async function intentsOfOrder(stripe: Stripe, orderId: string, owner: Owner): Promise<Stripe.PaymentIntent[]> {
  const { stripe_customer_id: customer, stripe_customer_account_id: account } = owner
  const whose = account === null ? { customer: customer ?? '' } : { customer_account: account }
  const { data } = await stripe.paymentIntents.list({ ...whose, limit: 100 })
  return data.filter(({ metadata }) => metadata.order_id === orderId)
}

function isLive(status: string | null): boolean {
  return status !== 'canceled'
}
