import type Stripe from 'stripe'
import { type Check, check, difference } from './findings'
import type { Evidence, PaymentRow } from './evidence'

/** C2: what the app says about each object is what Stripe says about it. */
export function checkSameState({ world, rows, journal }: Evidence): Check[] {
  const { payment_intents: intents, charges, balance_transactions: balance, payment_methods, mandates } = world.objects
  const [charged, booked] = [byId(charges), byId(balance)]
  const known = new Set(rows.payments.map((row) => row.stripe_payment_intent_id))
  const intentOf = byId(intents)
  // A stored 500 can leave an intent behind that nobody knows. It must never have been tried.
  const tried = new Set(
    journal.flatMap(({ path }) => /^\/v1\/payment_intents\/([^/]+)\/confirm$/.exec(path)?.[1] ?? []),
  )
  return [
    check(
      'C2 payments are what Stripe says',
      rows.payments.flatMap((row) => {
        const intent = intentOf.get(row.stripe_payment_intent_id ?? '')
        if (!intent) return [`payment ${row.id} has no intent`]
        const charge = charged.get(String(intent.latest_charge))
        const fee = booked.get(String(charge?.balance_transaction))?.fee
        return named(`payment ${row.id}`, difference(ours(row), theirs(intent, { charge, fee })))
      }),
    ),
    check(
      'C2 intents nobody knows were never tried',
      intents
        .filter(({ id }) => !known.has(id))
        .filter(
          ({ id, status, latest_charge }) => tried.has(id) || status !== 'requires_payment_method' || latest_charge,
        )
        .map(({ id, status }) => `${id} (${status})`),
    ),
    check('C2 saved methods are what Stripe says', methodsThatDiffer(rows.methods, payment_methods)),
    check('C2 mandates are what Stripe says', mandatesThatDiffer(rows.mandates, mandates)),
  ]
}

/** Intents that a stored 500 left behind: harmless, because they were never confirmed. */
export function orphans({ world, rows }: Evidence): number {
  return world.objects.payment_intents.length - rows.payments.filter((row) => row.stripe_payment_intent_id).length
}

function ours(row: PaymentRow): Record<string, unknown> {
  const isPaid = row.status === 'succeeded'
  return {
    status: row.status,
    failed: row.failure,
    amount: row.amount,
    currency: row.currency,
    customer: row.stripe_customer_account_id ?? row.stripe_customer_id,
    order: row.order_id,
    payment: row.id,
    charge: isPaid ? row.stripe_charge_id : null,
    fee: isPaid ? row.fee : null,
    'time of payment': isPaid ? (row.paid_at?.getTime() ?? 0) / 1000 : null,
  }
}

type Paid = { charge: Stripe.Charge | undefined; fee: number | undefined }

function theirs(intent: Stripe.PaymentIntent, { charge, fee }: Paid): Record<string, unknown> {
  const isPaid = intent.status === 'succeeded'
  return {
    status: intent.status,
    failed: intent.last_payment_error ? 'declined' : null,
    amount: intent.amount,
    currency: intent.currency,
    customer: intent.customer_account ?? intent.customer,
    order: intent.metadata.order_id,
    payment: intent.metadata.payment_id,
    charge: isPaid ? charge?.id : null,
    fee: isPaid ? fee : null,
    'time of payment': isPaid ? charge?.created : null,
  }
}

function methodsThatDiffer(rows: Evidence['rows']['methods'], theirMethods: Stripe.PaymentMethod[]): string[] {
  const known = byId(theirMethods)
  const ours = new Set(rows.map((row) => row.stripe_payment_method_id))
  // One that belongs to nobody was never saved: a setup has it until its customer confirms with another.
  const strangers = theirMethods.filter(({ id, customer }) => customer !== null && !ours.has(id))
  const differing = rows.flatMap((row) => {
    const method = known.get(row.stripe_payment_method_id)
    const customer = method?.customer_account ?? method?.customer ?? null
    const owner = row.stripe_customer_account_id ?? row.stripe_customer_id
    const own = { customer: row.status === 'detached' ? null : owner, status: row.status }
    const status = customer === null ? 'detached' : 'active'
    return named(`payment method ${row.id}`, difference(own, { customer, status }))
  })
  return [...differing, ...strangers.map(({ id }) => `${id} is not known here`)]
}

function mandatesThatDiffer(rows: Evidence['rows']['mandates'], theirMandates: Stripe.Mandate[]): string[] {
  const known = byId(theirMandates)
  const strangers = theirMandates.filter(({ id }) => !rows.some((row) => row.stripe_mandate_id === id))
  const differing = rows.flatMap((row) => {
    const mandate = known.get(row.stripe_mandate_id ?? '')
    const own = { status: row.status, method: row.stripe_payment_method_id }
    return named(`mandate ${row.id}`, difference(own, { status: mandate?.status, method: mandate?.payment_method }))
  })
  return [...differing, ...strangers.map(({ id }) => `${id} is not known here`)]
}

function byId<T extends { id: string }>(objects: T[]): Map<string, T> {
  return new Map(objects.map((object) => [object.id, object]))
}

function named(what: string, differs: string): string[] {
  return differs === '' ? [] : [`${what}: ${differs}`]
}
