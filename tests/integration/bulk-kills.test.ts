import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Running } from '../../scripts/launcher/processes.mjs'
import { signal } from '../../scripts/launcher/processes.mjs'
import { startWorker } from '../../scripts/launcher/web.mjs'
import { recordedProcesses, testLog } from '../../scripts/testing/infrastructure.mjs'
import { until } from '../campaign/until'
import { backend } from '../support/backend'
import { counts, csvOf, type Desk, drafted, openDesk, outcomeFile, seen, started } from '../support/batches'
import { freshWorld } from '../support/business-clock'
import { customerWithMethod, expireLeases } from '../support/charging'
import { control } from '../support/saving'
import { db } from '@/lib/server/db'

// The whole of it is run by hand: BULK_CHARGES=10000 node scripts/test.mjs --only integration bulk-kills
const CHARGES = Number(process.env.BULK_CHARGES ?? 500)
const PEOPLE = 10
// Fast enough to be held back by nothing but this machine.
const PER_SECOND = '10000'
const AT_MOST_SECONDS = 60 + CHARGES / 2

const processes = await recordedProcesses(`bulk-${backend.port}`)
let desk: Desk
let list: string

beforeAll(async () => {
  await freshWorld()
  desk = await openDesk()
  const people: Awaited<ReturnType<typeof customerWithMethod>>[] = []
  for (let one = 0; one < PEOPLE; one++) people.push(await customerWithMethod())
  // The sandbox declines by the amount, so no two are alike.
  const rows = Array.from({ length: CHARGES }, (_, at) => {
    const { email } = people[at % PEOPLE] ?? {}
    return [email ?? '', ((1200 + at) / 100).toFixed(2), `Ride ${at}`] as const
  })
  list = csvOf(rows)
  // The journal is read at the end, and would have forgotten how it began.
  const journalLimit = Math.max(10_000, CHARGES * 10)
  await control.outcomes({ offSessionDeclineShare: 0.1, offSessionDeclineSeed: 7, journalLimit })
})
afterAll(() => processes.stopAll())

function worker(): Promise<Running> {
  const log = testLog().of(`bulk-worker-${backend.port}`)
  return startWorker(processes, {
    env: { ...backend.env, STRIPE_RATE_LIMIT: PER_SECOND, LOG_LEVEL: 'warn' },
    onLine: log,
  })
}

const done = async (id: string) => {
  const { waiting = 0, under_way = 0 } = await counts(desk, id)
  return CHARGES - waiting - under_way
}

describe(`${CHARGES} charges of a list with two workers, one of which is killed in the middle`, () => {
  it('are each made exactly once', { timeout: AT_MOST_SECONDS * 1000 + 30_000 }, async () => {
    const last = (await control.journal())[0]?.id
    const id = await drafted(desk, list)
    await started(desk, id)
    const began = performance.now()
    const [first] = [await worker(), await worker()]
    await until(async () => (await done(id)) > CHARGES / 3, AT_MOST_SECONDS, 500)
    signal(first.pid, 'SIGKILL')
    await first.ended
    // Instead of the 30 seconds that its leases would run: the other one's run out as well, and somebody goes on with both.
    await expireLeases()
    await worker()
    expect(await until(async () => (await done(id)) === CHARGES, AT_MOST_SECONDS, 500)).toBe(true)
    const seconds = (performance.now() - began) / 1000

    const { paid = 0, failed = 0, ...others } = await counts(desk, id)
    expect([paid + failed, others]).toEqual([CHARGES, {}])
    expect(failed / CHARGES).toBeGreaterThan(0.05)
    expect(failed / CHARGES).toBeLessThan(0.15)
    expect(await seen(desk, id)).toMatchObject({ status: 'done' })
    // The blow has fallen on charges that were in hand.
    expect(await db().job.count({ where: { isBulk: true, attempts: { gt: 1 } } })).toBeGreaterThan(0)
    await expectOnce(paid, failed)
    const journal = await control.wholeJournal(last)
    const confirmed = journal.filter(({ path, effects }) => path.endsWith('/confirm') && effects.objects.length > 0)
    // However often it was asked, each intent was confirmed with an effect at most once.
    expect([confirmed.length, new Set(confirmed.map(({ path }) => path)).size]).toEqual([CHARGES, CHARGES])
    const file = await (await outcomeFile(desk, id)).text()
    expect(file.trimEnd().split('\r\n')).toHaveLength(CHARGES + 1)
    console.log(
      `${CHARGES} charges in ${seconds.toFixed(1)} s: ${(CHARGES / seconds).toFixed(1)} a second, ${paid} paid, ${failed} declined, ` +
        `${(journal.length / CHARGES).toFixed(2)} requests to Stripe for each`,
    )
  })
})

/** At Stripe, in our rows and in the ledger alike: one order, one payment, one intent and one charge for each line. */
async function expectOnce(paid: number, failed: number): Promise<void> {
  const { payment_intents: intents, charges } = (await control.state()).objects
  expect(intents).toHaveLength(CHARGES)
  const of = (status: string) => charges.filter((charge) => charge.status === status)
  expect([of('succeeded').length, of('failed').length]).toEqual([paid, failed])
  expect(new Set(charges.map(({ payment_intent }) => payment_intent)).size).toBe(charges.length)
  const rows = await db().payment.findMany({ select: { stripePaymentIntentId: true, orderId: true } })
  expect(new Set(rows.map(({ stripePaymentIntentId }) => stripePaymentIntentId))).toEqual(
    new Set(intents.map(({ id }) => id)),
  )
  expect([rows.length, new Set(rows.map(({ orderId }) => orderId)).size]).toEqual([CHARGES, CHARGES])
  const movements = await db().ledgerTransaction.findMany({ select: { source: true } })
  expect(movements.map(({ source }) => source).toSorted()).toEqual(
    of('succeeded')
      .map(({ id }) => `charge:${id}`)
      .toSorted(),
  )
  const clearing = await db().ledgerEntry.aggregate({ where: { account: 'stripe_clearing' }, _sum: { amount: true } })
  expect(clearing._sum.amount).toBe((await control.balance()).usd?.net)
}
