import type { JournalEntry, WorldState } from '../../../sandbox/control-types'
import type { Answers } from '../clients'
import type { Order } from '../orders'
import type { Shop } from '../shop'

/** Everything the checkers judge by. None of it comes from the app's own code. */
export type Evidence = {
  orders: Order[]
  answers: Answers
  /** What Stripe holds, and every request it was sent. */
  world: WorldState
  journal: JournalEntry[]
  rows: Rows
}

/** By which of the two a row's customer is known at Stripe. */
export type OwnerRow = { stripe_customer_id: string | null; stripe_customer_account_id: string | null }

export type PaymentRow = OwnerRow & {
  id: string
  order_id: string
  stripe_payment_intent_id: string | null
  amount: number
  currency: string
  status: string | null
  failure: string | null
  stripe_charge_id: string | null
  paid_at: Date | null
  fee: number | null
  next_sync_at: Date | null
  created_at: Date
}
export type Rows = {
  orders: { id: string; amount: number; currency: string }[]
  payments: PaymentRow[]
  methods: (OwnerRow & { id: string; stripe_payment_method_id: string; status: string })[]
  mandates: { id: string; stripe_mandate_id: string | null; status: string; stripe_payment_method_id: string | null }[]
  entries: {
    transaction_id: string
    source: string
    payment_id: string
    account: string
    currency: string
    amount: number
  }[]
  fulfilments: { order_id: string }[]
  mails: { id: string; kind: string; subject_id: string; sent_at: Date | null }[]
  open: { id: string }[]
  audit: { subject: string; action: string; at: Date }[]
}

const OPEN = `
  select 'job ' || kind || ' ' || id || coalesce(': ' || last_error, '') as id from jobs where done_at is null
  union all select 'event ' || id || ' ' || type || coalesce(': ' || last_error, '') from stripe_events where handled_at is null
  union all select 'setup ' || id from setups where status is distinct from 'succeeded' or next_sync_at is not null
  union all select 'payment ' || id || ' (' || coalesce(status::text, 'not created') || ')' from payments
    where next_sync_at is not null
    or not (status in ('succeeded', 'canceled') is true or failure is not null)`

/** Reads all that is to be judged, once everything has come to rest. */
export async function gather(
  { database, control }: Shop,
  asked: Pick<Evidence, 'orders' | 'answers'>,
): Promise<Evidence> {
  const { rows } = database
  return {
    ...asked,
    world: await control.state(),
    journal: await control.wholeJournal(),
    rows: {
      orders: await rows('select id, amount, currency from orders'),
      payments: await rows('select * from payments'),
      methods:
        await rows(`select p.id, p.stripe_payment_method_id, p.status, c.stripe_customer_id, c.stripe_customer_account_id
        from payment_methods p join customers c on c.id = p.customer_id`),
      mandates: await rows(`select m.id, m.stripe_mandate_id, m.status, p.stripe_payment_method_id
        from mandates m left join payment_methods p on p.id = m.payment_method_id`),
      entries: await rows(`select e.transaction_id, t.source, t.payment_id, e.account, e.currency, e.amount
        from ledger_entries e join ledger_transactions t on t.id = e.transaction_id`),
      fulfilments: await rows('select order_id from fulfilments'),
      mails: await rows('select id, kind, subject_id, sent_at from notifications'),
      open: await rows(OPEN),
      audit: await rows('select subject, action, at from audit_entries order by id'),
    },
  }
}
