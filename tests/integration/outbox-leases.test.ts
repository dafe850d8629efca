import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { expireLeases } from '../support/charging'
import { db } from '@/lib/server/db'
import { claimJobs, type LeasedJob, markDone, markFailed, putOff, renewLease } from '@/lib/server/jobs/store'
import { newId } from '@/lib/server/new-id'

// Whoever claims takes what is there.
beforeEach(() => db().job.deleteMany())
afterEach(() => vi.useRealTimers())

/** Commands about nothing, due now unless they are put off. */
async function commands(count: number): Promise<string[]> {
  const data = Array.from({ length: count }, () => ({ id: newId(), kind: 'sync_method' as const, subjectId: newId() }))
  await db().job.createMany({ data })
  return data.map(({ id }) => id)
}
const rowOf = (id: string) => db().job.findUniqueOrThrow({ where: { id } })

describe('a lease', () => {
  it('is given to one worker only, however many ask at once', async () => {
    const ids = await commands(40)
    const claims = await Promise.all(Array.from({ length: 16 }, () => claimJobs(4)))
    const claimed = claims.flat().map(({ id }) => id)
    expect(claimed.toSorted()).toEqual(ids.toSorted())
    expect(claims.flat().every(({ fence, attempts }) => fence === 1 && attempts === 1)).toBe(true)
  })

  it('goes to those that have been due the longest', async () => {
    const ids = await commands(3)
    for (const [at, id] of ids.entries())
      await db()
        .$executeRaw`update jobs set due_at = now() - make_interval(secs => ${10 * (at + 1)}) where id = ${id}::uuid`
    expect((await claimJobs(2)).map(({ id }) => id).toSorted()).toEqual(ids.slice(1).toSorted())
  })

  it.each([
    ['mark it as done', (old: LeasedJob) => markDone(old)],
    ['put it back', (old: LeasedJob) => markFailed(old, 'late news', 1)],
    ['set it aside', (old: LeasedJob) => markFailed(old, 'late news', null)],
    ['put it off', (old: LeasedJob) => putOff(old, 60)],
    ['prolong it', (old: LeasedJob) => renewLease(old)],
  ])('that was lost cannot %s any more', async (_what, write) => {
    const [id = ''] = await commands(1)
    const old = await claimed(id)
    await expireLeases()
    const latest = await claimed(id)
    const before = await rowOf(id)
    expect(await write(old)).toBeFalsy()
    expect(await rowOf(id)).toEqual(before)
    expect(await renewLease(latest)).toBe(true)
    await markDone(latest)
  })

  it('that ran out may still be prolonged as long as nobody else has taken it', async () => {
    const [id = ''] = await commands(1)
    const lease = await claimed(id)
    await expireLeases()
    expect(await renewLease(lease)).toBe(true)
    expect(await claimJobs(10)).toEqual([])
    await markDone(lease)
    expect(await renewLease(lease)).toBe(false)
  })

  it('is measured by the database’s clock, whatever a worker’s own says', async () => {
    const [id = ''] = await commands(1)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3600_000 })
    const lease = await claimed(id)
    expect(await claimJobs(10)).toEqual([])
    vi.setSystemTime(Date.now() - 2 * 3600_000)
    expect(await renewLease(lease)).toBe(true)
    const [row] = await db().$queryRaw<{ seconds: number }[]>`
      select extract(epoch from due_at - now())::float8 as seconds from jobs where id = ${id}::uuid`
    expect(Math.round(row?.seconds ?? 0)).toBe(30)
    await markDone(lease)
  })

  async function claimed(id: string): Promise<LeasedJob> {
    const job = (await claimJobs(10)).find((each) => each.id === id)
    if (!job) throw new Error(`Nothing claimed ${id}.`)
    return job
  }
})
