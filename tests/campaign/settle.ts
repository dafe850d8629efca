import { advanceClocks } from '../e2e/clocks'
import type { Shop } from './shop'
import { until } from './until'

export type Settled = {
  /** Real seconds, and seconds by the business clock, until nothing was left to do. */
  seconds: number
  clockSeconds: number
  /** What is still open; empty when all has settled. */
  open: string[]
}

const LIMIT_SECONDS = 120
const HURRY_SECONDS = 10
/** How far the business clock goes on, step by step: the sweep's waits, then Stripe's second and third try of a webhook. */
const STEPS = [60, 60, 60, 60, 60, 300, 3600, 7200, 3600]

const WORK = `select 'job ' || id as id from jobs where due_at is not null
  union all select 'event ' || id from stripe_events where due_at is not null`
const SWEPT = `select 'payment ' || id as id from payments where next_sync_at is not null
  union all select 'setup ' || id from setups where next_sync_at is not null`
// The outbox waits by real time, up to ten minutes after many failures. Moving its rows is as good as moving that clock.
const HURRY = ['jobs', 'stripe_events'].map((table) => `update ${table} set due_at = now() where due_at is not null`)

type Awaited = {
  /** Whether nobody is going to ask for anything any more. */
  clientsDone: () => boolean
  /** Whether all that stopped processes had in hand was taken up: leases are waited for in real time. */
  takenUp: () => boolean
}

/** Waits, with both clocks moved on as the sweep needs it, until nothing is due any more. Bounded. */
export async function settle(shop: Shop, { clientsDone, takenUp }: Awaited): Promise<Settled> {
  const { database, control } = shop
  const began = Date.now()
  let clockSeconds = 0
  const ids = async (sql: string) => (await database.rows<{ id: string }>(sql)).map(({ id }) => id)
  const workDone = async () => clientsDone() && (await ids(WORK)).length === 0
  const quiet = async () => (await dueNow(shop)) === 0 && (await workDone())
  await until(takenUp, LIMIT_SECONDS)
  // More than once: what had failed before all was well again may fail once more, and then waits twice as long.
  for (let waited = 0; waited < LIMIT_SECONDS && !(await workDone()); waited += HURRY_SECONDS) {
    for (const sql of HURRY) await database.rows(sql)
    await until(workDone, HURRY_SECONDS)
  }
  for (const step of STEPS) {
    await until(async () => (await undelivered(shop)).every(({ isDue }) => !isDue), LIMIT_SECONDS, 500)
    await until(quiet, LIMIT_SECONDS)
    if ((await ids(SWEPT)).length === 0 && (await undelivered(shop)).length === 0) break
    await advanceClocks(step, { databaseUrl: shop.databaseUrl, sandbox: control })
    clockSeconds += step
  }
  const open = [
    ...(await ids(WORK)),
    ...(await ids(SWEPT)),
    ...(await undelivered(shop)).map(({ event }) => `webhook ${event}`),
  ]
  return { seconds: (Date.now() - began) / 1000, clockSeconds, open }
}

/** How many rows the sweep should have looked at by now. */
async function dueNow({ database }: Shop): Promise<number> {
  const now = `now() + (select offset_seconds from clock) * interval '1 second'`
  const sql = `select (select count(*) from payments where next_sync_at <= ${now})
    + (select count(*) from setups where next_sync_at <= ${now}) as count`
  const [row] = await database.rows<{ count: string }>(sql)
  return Number(row?.count ?? 0)
}

/** Webhooks that Stripe is going to try again, and whether it would do so by now. */
async function undelivered({ control }: Shop): Promise<{ event: string; isDue: boolean }[]> {
  const { deliveries, clock } = await control.state()
  const waiting = deliveries.filter(({ status }) => status === 'pending')
  return waiting.map(({ event, nextTryAt }) => ({ event, isDue: nextTryAt === null || nextTryAt <= clock.now }))
}
