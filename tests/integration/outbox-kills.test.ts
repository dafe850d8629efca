import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { chargeOf, customerWithMethod, expireLeases, jobOf, newMerchant, workOff } from '../support/charging'
import { wrongKeys } from '../support/charge-keys'
import { atStripe, endOf, PAID, PAID_AT_STRIPE } from '../support/payment-ends'
import { control } from '../support/saving'
import type { Viewer } from '@/lib/server/auth/session'
import { db } from '@/lib/server/db'
import { carryOut } from '@/lib/server/jobs/carry-out'
import { type Lease, LeaseLost } from '@/lib/server/jobs/lease'
import { claimJobs, type LeasedJob } from '@/lib/server/jobs/store'
import { workJobs } from '@/lib/server/jobs/work-jobs'
import { askCharge } from '@/lib/server/payments/ask-charge'
import { runCharge } from '@/lib/server/payments/run-charge'

const CONFIRM = { method: 'POST', path: '/v1/payment_intents/:id/confirm' } as const

let merchant: Viewer
let customerId: string

beforeAll(async () => {
  await freshWorld()
  merchant = await newMerchant()
  customerId = (await customerWithMethod()).id
})
// Whoever claims takes what is there.
beforeEach(() => db().job.deleteMany())
afterEach(() => control.faults([]))

async function asked(): Promise<{ id: string; job: LeasedJob }> {
  const { paymentId: id, job } = await askCharge(chargeOf(merchant, customerId))
  if (!job) throw new Error('No command was filed.')
  return { id, job }
}

/** A lease that nobody checks: what a worker believes that was frozen just after it had renewed its own. */
const unchecked: Lease = { renew: async () => {} }

/** A lease that is lost at the n-th renewal, as if the process had died there. */
function dyingAt(turn: number): Lease {
  let renewals = 0
  const renew = async () => {
    if (++renewals === turn) throw new LeaseLost('killed')
  }
  return { renew }
}

async function expectPaidOnce(id: string): Promise<void> {
  expect(await endOf(id)).toEqual(PAID)
  expect(await atStripe(id)).toEqual(PAID_AT_STRIPE)
}

describe('a charge whose worker dies', () => {
  it.each([
    ['before it has asked Stripe anything', 1, 'starting'],
    ['between storing the intent and confirming it', 2, 'charging'],
  ])('%s is finished by another one', async (_when, turn, state) => {
    const { id } = await asked()
    await expect(runCharge(id, dyingAt(turn))).rejects.toBeInstanceOf(LeaseLost)
    expect(await endOf(id)).toMatchObject({ state, openJobs: 1, ledger: [] })
    await workOff()
    await expectPaidOnce(id)
  })

  it('after Stripe has charged and before it could write that, is finished by another one', async () => {
    const { id, job } = await asked()
    await control.faults([
      { match: CONFIRM, kind: 'drop_mid_body' },
      { match: { method: 'GET' }, kind: 'error_503' },
    ])
    await carryOut(job)
    await control.faults([])
    expect(await endOf(id)).toMatchObject({ state: 'charging', ledger: [] })
    expect((await atStripe(id)).charges).toEqual(['succeeded'])
    await workOff()
    await expectPaidOnce(id)
  })

  it('after it has written everything but that it is done, is not charged again', async () => {
    const { id } = await asked()
    await runCharge(id, unchecked)
    expect(await endOf(id)).toMatchObject({ state: 'paid', openJobs: 1 })
    await workOff()
    await expectPaidOnce(id)
  })

  it('is left alone for 30 seconds and taken over after that', async () => {
    const { id, job } = await asked()
    expect(await claimJobs(10)).toEqual([])
    const [lease] = await db().$queryRaw<{ seconds: number }[]>`
      select extract(epoch from due_at - now())::float8 as seconds from jobs where id = ${job.id}::uuid`
    expect(lease?.seconds).toBeGreaterThan(25)
    expect(lease?.seconds).toBeLessThanOrEqual(30)
    await db().$executeRaw`update jobs set due_at = due_at - interval '30 seconds' where id = ${job.id}::uuid`
    expect(await workJobs(4)).toBe(1)
    await expectPaidOnce(id)
  })
})

describe('a worker that was frozen and wakes up', () => {
  it('stops at its next step, because its lease is somebody else’s', async () => {
    const { id, job } = await asked()
    await control.faults([{ match: { method: 'POST', path: '/v1/payment_intents' }, kind: 'delay', milliseconds: 600 }])
    const frozen = carryOut(job)
    await expect.poll(async () => (await control.faultState()).rules[0]?.struck).toBe(1)
    await expireLeases()
    const [second] = await claimJobs(1)
    if (!second) throw new Error('The command could not be taken over.')
    await frozen
    expect(await endOf(id)).toMatchObject({ state: 'charging', openJobs: 1 })
    expect(await jobOf(id)).toMatchObject({ fence: second.fence, attempts: 2, doneAt: null, lastError: null })
    await carryOut(second)
    await expectPaidOnce(id)
  })

  it('charges nobody twice, even when six of them go on at once', async () => {
    const { id } = await asked()
    const last = (await control.journal())[0]?.id
    await Promise.allSettled(Array.from({ length: 6 }, () => runCharge(id, unchecked)))
    await workOff()
    await expectPaidOnce(id)
    expect(wrongKeys(await control.wholeJournal(last))).toEqual([])
  })

  it('does not try a declined payment again, even when six of them go on at once', async () => {
    const { id } = await asked()
    await control.outcomes({ nextOffSession: 'decline' })
    await Promise.allSettled(Array.from({ length: 6 }, () => runCharge(id, unchecked)))
    await workOff()
    expect(await endOf(id)).toMatchObject({ state: 'declined', ledger: [], openJobs: 0 })
    expect((await atStripe(id)).charges).toEqual(['failed'])
  })
})

describe('a command that cannot be carried out now', () => {
  it('waits a second, then twice as long each time, up to ten minutes', async () => {
    const { id, job } = await asked()
    await control.faults([{ match: { path: '/v1/payment_intents*' }, kind: 'error_503' }])
    await carryOut(job)
    const waits: number[] = []
    for (let turn = 0; turn < 12; turn++) {
      const [row] = await db().$queryRaw<{ seconds: number }[]>`
        select extract(epoch from due_at - now())::float8 as seconds from jobs where id = ${job.id}::uuid`
      waits.push(Math.ceil(row?.seconds ?? 0))
      await expireLeases()
      await workJobs(4)
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600])
    expect(await jobOf(id)).toMatchObject({ lastError: expect.stringContaining('payment provider'), doneAt: null })
    await control.faults([])
    await workOff()
    await expectPaidOnce(id)
    expect(await jobOf(id)).toMatchObject({ lastError: null, dueAt: null })
  })
})
