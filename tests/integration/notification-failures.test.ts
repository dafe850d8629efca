import { describe, expect, it } from 'vitest'
import { expireLeases, jobOf, workOff } from '../support/charging'
import { expectSentOnce, filedReceipt, rowOf, server } from '../support/mails'
import { db } from '@/lib/server/db'
import { carryOut } from '@/lib/server/jobs/carry-out'
import { claimJobs } from '@/lib/server/jobs/store'
import { workJobs } from '@/lib/server/jobs/work-jobs'

describe('a mail that the server does not take', () => {
  it('is sent once the server is back', async () => {
    const { about, id } = await filedReceipt()
    await server.stop()
    await workJobs()
    expect(await jobOf(id)).toMatchObject({ doneAt: null, lastError: expect.stringContaining('ECONNREFUSED') })
    expect((await rowOf(about)).sentAt).toBeNull()
    await server.restart()
    await workOff()
    expect(server.mails).toHaveLength(1)
    await expectSentOnce(about)
  })

  it('is tried again when the server says "later"', async () => {
    const { about, id } = await filedReceipt()
    server.behave(451)
    await workJobs()
    expect(await jobOf(id)).toMatchObject({ doneAt: null, dueAt: expect.any(Date) })
    server.behave('take')
    await workOff()
    await expectSentOnce(about)
  })

  it('waits for a person when the server says "never"', async () => {
    const { about, id } = await filedReceipt()
    server.behave(550)
    await workOff()
    expect(await jobOf(id)).toMatchObject({
      attempts: 1,
      doneAt: null,
      dueAt: null,
      lastError: expect.stringContaining('550'),
    })
    expect((await rowOf(about)).sentAt).toBeNull()
  })
})

describe('a mail whose sender cannot know that it was taken', () => {
  const ids = () => server.mails.map(({ messageId }) => messageId)

  it('because the answer is lost, goes out again as the same mail', async () => {
    const { about, id } = await filedReceipt()
    server.behave('drop_answer')
    await workJobs()
    expect((await rowOf(about)).sentAt).toBeNull()
    server.behave('take')
    await workOff()
    expect(ids()).toEqual([`<${id}@localhost>`, `<${id}@localhost>`])
    await expectSentOnce(about)
  })

  it('because the sender froze and another took over, goes out again as the same mail and is recorded once', async () => {
    const { about, id } = await filedReceipt()
    server.behave('hold_answer')
    const frozen = workJobs()
    await expect.poll(ids).toHaveLength(1)
    await expireLeases()
    server.behave('take')
    await Promise.all((await claimJobs(1)).map(carryOut))
    const recorded = await rowOf(about)
    server.release()
    await frozen
    expect(ids()).toEqual([`<${id}@localhost>`, `<${id}@localhost>`])
    expect(await rowOf(about)).toEqual(recorded)
    await expectSentOnce(about)
  })

  it('because it died before it could record that, goes out again as the same mail', async () => {
    const { about, id } = await filedReceipt()
    await workOff()
    // What a process leaves behind that dies between the server's answer and the record of it.
    await db().notification.update({ where: { id }, data: { sentAt: null, title: null, text: null } })
    await db().$executeRaw`update jobs set done_at = null, due_at = now() where subject_id = ${id}::uuid`
    await workOff()
    expect(ids()).toEqual([`<${id}@localhost>`, `<${id}@localhost>`])
    await expectSentOnce(about)
  })
})
