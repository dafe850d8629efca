import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  command,
  counts,
  csvOf,
  type Desk,
  drafted,
  fillBudget,
  linesOf,
  openDesk,
  seen,
  start,
  started,
} from '../support/batches'
import { freshWorld } from '../support/business-clock'
import { anotherMethod, chargeOf, customerWithMethod, expireLeases, paymentOf, workOff } from '../support/charging'
import { said } from '../support/console'
import { both, join, newGuest, newOwner } from '../support/joining'
import { atStripe, PAID_AT_STRIPE } from '../support/payment-ends'
import { control } from '../support/saving'
import { takeFromBudget } from '@/lib/server/bulk/store'
import { workBulk } from '@/lib/server/bulk/work-bulk'
import { listChargeable } from '@/lib/server/console/list-chargeable'
import { db } from '@/lib/server/db'
import { claimJobs } from '@/lib/server/jobs/store'
import { askCharge } from '@/lib/server/payments/ask-charge'

let desk: Desk
let rider: Awaited<ReturnType<typeof customerWithMethod>>

beforeAll(async () => {
  await freshWorld()
  desk = await openDesk()
  rider = await customerWithMethod()
})
beforeEach(async () => {
  await control.faults([])
  await fillBudget(0)
})

const rides = (count: number, who = rider.email) =>
  csvOf(Array.from({ length: count }, (_, at) => [who, '5.00', `Ride ${at + 1}`]))

/** Does bulk work until this many lines have begun, with a budget for exactly those. */
async function begin(lines: number): Promise<void> {
  for (let line = 0; line < lines; line++) {
    await fillBudget(5)
    let asked = 0
    await workBulk(() => asked++ === 0)
  }
}

/** Gives a command two times, which is giving it once. */
async function twice(name: string, id: string): Promise<void> {
  const answers = [await command(desk, id, name), await command(desk, id, name)]
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
}

/** Charges that a worker claims for people, without those of the lists. */
async function chargesFirst(): Promise<string[]> {
  return (await claimJobs(100)).filter(({ kind }) => kind === 'charge').map((job) => job.id)
}

describe('a list that is confirmed', () => {
  it('is charged once it was confirmed with its own figures, and only once', async () => {
    const id = await drafted(desk, `${rides(2)}\nnobody@example.com,5.00,usd,Ride`)
    for (const wrong of [
      { count: 3, sums: { usd: 1000 } },
      { count: 2, sums: { usd: 1001 } },
      { count: 2, sums: {} },
      { count: 2, sums: { usd: 1000, eur: 1 } },
    ])
      expect(await said(start(desk, id, wrong))).toEqual([409, 'confirmation_wrong'])
    await workBulk()
    expect(await counts(desk, id)).toEqual({ bad: 1, waiting: 2 })
    const right = { count: 2, sums: { usd: 1000 } }
    const answers = await Promise.all([1, 2, 3].map(() => start(desk, id, right)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(
      await db().auditEntry.count({ where: { subject: `charge_batch:${id}`, action: 'charge_batch.start' } }),
    ).toBe(1)
    await begin(3)
    expect((await start(desk, id, right)).status).toBe(200)
    await begin(1)
    expect(await counts(desk, id)).toEqual({ bad: 1, paid: 2 })
    expect(await seen(desk, id)).toMatchObject({ status: 'done', endedAt: expect.any(String) })
    const paid = (await linesOf(desk, id)).flatMap(({ paymentId }) => (paymentId ? [paymentId] : []))
    expect(paid).toHaveLength(2)
    for (const paymentId of paid) expect(await atStripe(paymentId)).toEqual(PAID_AT_STRIPE)
    const { order } = await paymentOf(paid[0] ?? '')
    expect(order.items).toMatchObject([{ description: 'Ride 1', unitAmount: 500 }])
    // Its terms and its end stay what they are, whoever writes.
    const line = { where: { paymentId: paid[0] ?? '' } }
    await expect(db().chargeBatchLine.update({ ...line, data: { amount: 1 } })).rejects.toThrow(/never rewritten/)
    await expect(db().chargeBatchLine.update({ ...line, data: { status: 'ready', paymentId: null } })).rejects.toThrow(
      /never/,
    )
  })

  it('pauses, resumes and stops: no line begins after that was answered', async () => {
    const id = await drafted(desk, rides(5))
    expect(await said(command(desk, id, 'pause'))).toEqual([409, 'batch_ended'])
    await started(desk, id)
    await begin(1)
    await twice('pause', id)
    await begin(2)
    expect(await seen(desk, id)).toMatchObject({ status: 'paused', endedAt: null })
    expect(await counts(desk, id)).toEqual({ paid: 1, waiting: 4 })
    await twice('resume', id)
    await begin(2)
    expect(await counts(desk, id)).toEqual({ paid: 3, waiting: 2 })
    await twice('stop', id)
    await begin(2)
    expect(await counts(desk, id)).toEqual({ paid: 3, cancelled: 2 })
    expect(await said(command(desk, id, 'resume'))).toEqual([409, 'batch_ended'])
    expect(await said(start(desk, id, { count: 5, sums: { usd: 2500 } }))).toEqual([409, 'batch_ended'])
    expect(await said(command(desk, crypto.randomUUID(), 'stop'))).toEqual([404, 'not_found'])
    const steps = await db().auditEntry.findMany({ where: { subject: `charge_batch:${id}` }, orderBy: { id: 'asc' } })
    const actions = steps.map(({ action }) => action.replace('charge_batch.', ''))
    expect(actions).toEqual(['make', 'start', 'paused', 'running', 'stopped'])
  })

  it('charges somebody who joined as a guest with the default of their account, under whichever name, once', async () => {
    const [guest, owner] = [await newGuest(), await newOwner()]
    await anotherMethod({ ...owner, id: guest.customerId })
    expect((await join(both(owner.cookie, guest.cookie))).status).toBe(204)
    const id = await drafted(desk, csvOf([owner.email, guest.customerId, owner.id].map((who) => [who, '5.00', 'Ride'])))
    expect((await linesOf(desk, id)).map(({ sameAsLine }) => sameAsLine)).toEqual([null, 2, 2])
    const chargeable = await listChargeable(desk.merchant, owner.email)
    expect(chargeable.customers.map((one) => one.id)).toEqual([owner.id])
    await started(desk, id)
    await begin(1)
    const [line] = await linesOf(desk, id)
    expect(line).toMatchObject({ outcome: 'paid', customer: { id: owner.id } })
    expect(await paymentOf(line?.paymentId ?? '')).toMatchObject({ customerId: guest.customerId, status: 'succeeded' })
  })

  it('skips whoever can’t be charged any more when their turn comes, and tells a decline from that', async () => {
    const [other, third] = [await customerWithMethod(), await customerWithMethod()]
    const rows = [rider, other, third].map(({ email }) => [email, '5.00', 'Season'] as const)
    const id = await drafted(desk, csvOf(rows))
    await started(desk, id)
    await db().mandate.updateMany({
      where: { paymentMethodId: other.paymentMethod.id },
      data: { status: 'inactive', endedAt: new Date() },
    })
    await begin(2)
    await control.outcomes({ nextOffSession: 'decline' })
    await begin(1)
    const lines = await linesOf(desk, id)
    expect(lines.map(({ outcome, problems }) => [outcome, problems.join()])).toEqual([
      ['paid', ''],
      ['skipped', 'no_mandate'],
      ['failed', ''],
    ])
    expect(lines[2]?.reason).toBeTruthy()
  })

  it('goes on where it was when Stripe was away or said that it was too much, and slows down', async () => {
    const id = await drafted(desk, rides(2))
    await started(desk, id)
    await control.faults([{ match: { method: 'POST' }, kind: 'rate_limit_429', reason: 'global-rate', count: 1 }])
    await begin(1)
    expect(await counts(desk, id)).toEqual({ under_way: 1, waiting: 1 })
    const budget = await db().bulkBudget.findUniqueOrThrow({ where: { id: 1 } })
    expect(budget.tokens).toBeLessThan(0)
    // What comes back is bulk work as well: it stands behind no person, and waits for the budget.
    await expireLeases()
    expect(await chargesFirst()).toEqual([])
    expect(await takeFromBudget({ perSecond: 20, cost: 5 })).toBe(false)
    await begin(2)
    expect(await counts(desk, id)).toEqual({ paid: 2 })
  })

  it('never keeps a person waiting: their command is claimed first, whatever else is due', async () => {
    const id = await drafted(desk, rides(2))
    await started(desk, id)
    await control.faults([{ kind: 'error_503' }])
    await begin(2)
    const { job } = await askCharge(chargeOf(desk.merchant, rider.id))
    await expireLeases()
    expect(await chargesFirst()).toEqual([job?.id])
    await control.faults([])
    await workOff()
    await expireLeases()
    await begin(2)
    expect(await counts(desk, id)).toEqual({ paid: 2 })
  })
})

describe('the budget', () => {
  it('gives eight workers together no more than comes in, by the database’s clock', async () => {
    const clock = async () => {
      const [row] = await db().$queryRaw<{ at: number }[]>`select extract(epoch from clock_timestamp())::float8 as at`
      return row?.at ?? 0
    }
    const [budget, taken] = [{ perSecond: 400, cost: 5 }, [] as boolean[]]
    const began = await clock()
    await fillBudget(0)
    const worker = async () => {
      for (let ask = 0; ask < 60; ask++) taken.push(await takeFromBudget(budget))
    }
    await Promise.all(Array.from({ length: 8 }, worker))
    const seconds = (await clock()) - began
    const given = taken.filter(Boolean).length * budget.cost
    expect(given).toBeLessThanOrEqual(budget.perSecond * seconds)
    expect(given).toBeGreaterThan(budget.perSecond * seconds * 0.7 - budget.cost)
  })

  it('saves up a quarter of a second at most', async () => {
    await fillBudget(1000)
    const taken = []
    for (let ask = 0; ask < 10; ask++) taken.push(await takeFromBudget({ perSecond: 0.4, cost: 0.01 }))
    expect(taken).toEqual([...Array(10).fill(true)])
    expect(await takeFromBudget({ perSecond: 0.4, cost: 0.05 })).toBe(false)
  })
})
