import { beforeAll, describe, expect, it } from 'vitest'
import '../support/backend'
import { workOff } from '../support/charging'
import { paidOrder } from '../support/paid-orders'
import { db, transaction } from '@/lib/server/db'
import { listNotifications } from '@/lib/server/notifications/list-notifications'
import { fileNotification } from '@/lib/server/notifications/store'

beforeAll(async () => void (await db().job.deleteMany()))

async function fileReceipt(): Promise<string> {
  const { paymentId: subjectId, customer } = await paidOrder()
  await transaction((tx) =>
    fileNotification(tx, { kind: 'receipt', subjectId, recipient: customer.email, at: new Date() }),
  )
  return customer.email
}

describe('the mailbox, without a mail server', () => {
  it('holds what was sent with its words, the newest first, and nothing that was not sent yet', async () => {
    expect(await listNotifications()).toEqual([])
    const first = await fileReceipt()
    await workOff()
    const second = await fileReceipt()
    await workOff()
    await fileReceipt()
    const mails = await listNotifications()
    expect(mails.map(({ recipient }) => recipient)).toEqual([second, first])
    expect(mails[0]).toMatchObject({ kind: 'receipt', title: 'Your receipt for Orbit hop' })
    expect(mails[0]?.text).toMatch(/^You were charged \$24\.00\. Thank you!\n\nFor: Orbit hop\n/)
  })
})
