import type Stripe from 'stripe'
import { freshWorld } from './business-clock'
import { workOff } from './charging'
import { inBatches } from './in-batches'
import { listenAnew } from './payment-news'
import type { Plan } from './payment-orders'
import { begin, travel, type Trip } from './payment-trip'
import { newBuyer, offers } from './payment-people'
import { rowsOf } from './payment-rows'
import { control } from './saving'
import { db } from '@/lib/server/db'

const IN_ONE_WORLD = 60
const AT_ONCE = 6

/** The rows that a plan has led to, and what Stripe has to show for it. */
export type End = { plan: Plan; rows: object }

/** Carries plans out, each with an order and a payment of its own. */
export async function endsOf(plans: readonly Plan[]): Promise<End[]> {
  const ends: End[] = []
  for (let from = 0; from < plans.length; from += IN_ONE_WORLD) {
    ends.push(...(await inOneWorld(plans.slice(from, from + IN_ONE_WORLD))))
    sayProgress(ends.length, plans.length)
  }
  return ends
}

async function inOneWorld(plans: readonly Plan[]): Promise<End[]> {
  await emptyWorld()
  const guest = { buyer: await newBuyer(false), offers: await offers() }
  const trips: Trip[] = []
  await inBatches(plans, AT_ONCE, async (plan) => {
    const trip = await begin(plan, plan.way === 'saves' ? { ...guest, buyer: await newBuyer(true) } : guest)
    trips.push(trip)
    await travel(trip)
  })
  await workOff()
  await requireBooks(trips.map(({ paymentId }) => paymentId))
  return readEnds(trips)
}

/** One line for each thousand. */
export function sayProgress(done: number, all: number): void {
  if (done % 960 === 0) console.log(`${new Date().toISOString()} ${done} of ${all}`)
}

/** A world in which nothing has happened, and which tells us nothing by itself. */
export async function emptyWorld(): Promise<void> {
  await freshWorld()
  await control.dropWebhooks(true)
  await listenAnew()
  // Whoever claims looks through what was done before.
  await db().$executeRaw`delete from stripe_events`
  await db().$executeRaw`delete from jobs`
}

async function readEnds(trips: readonly Trip[]): Promise<End[]> {
  const { payment_intents: intents, charges } = (await control.state()).objects
  const ends: End[] = []
  await inBatches(trips, AT_ONCE, async ({ plan, orderId, paymentId }) => {
    const own = intents.filter(({ metadata }) => metadata['payment_id'] === paymentId)
    const atStripe = { intents: own.map(({ status }) => status), charges: charges.flatMap((one) => moneyOf(one, own)) }
    ends.push({ plan, rows: { ...(await rowsOf(orderId, own)), atStripe } })
  })
  return ends
}

function moneyOf({ payment_intent: of, status, amount_captured }: Stripe.Charge, own: Stripe.PaymentIntent[]) {
  return own.some(({ id }) => id === of) ? [`${status} ${amount_captured}`] : []
}

/** What the ledger says Stripe holds for these payments is what it holds, if there are no others in this world. */
export async function requireBooks(paymentIds: string[]): Promise<void> {
  const where = { account: 'stripe_clearing', transaction: { paymentId: { in: paymentIds } } } as const
  const { _sum } = await db().ledgerEntry.aggregate({ where, _sum: { amount: true } })
  const { usd } = await control.balance()
  const [ours, theirs] = [_sum.amount ?? 0, usd?.net ?? 0]
  if (ours !== theirs) throw new Error(`The ledger has ${ours}, Stripe's balance ${theirs}.`)
}
