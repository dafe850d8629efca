import { afterAll, beforeEach, expect } from 'vitest'
import './backend'
import { jobOf } from './charging'
import { startMailServer } from './mail-server'
import { paidOrder } from './paid-orders'
import { db, transaction } from '@/lib/server/db'
import { fileNotification, type NewNotification } from '@/lib/server/notifications/store'

/** The mail server of this test file. */
export const server = await startMailServer()
// Read when the first mail is sent.
process.env.SMTP_URL = server.url
process.env.MAIL_FROM = 'orders@rides.example'

beforeEach(async () => {
  // Whoever claims takes what is there.
  await db().job.deleteMany()
  server.mails.length = 0
  server.behave('take')
})
afterAll(() => server.stop())

export type About = Omit<NewNotification, 'at'>

/** Files a mail and its command, as of now. */
export const file = (about: About) => transaction((tx) => fileNotification(tx, { ...about, at: new Date() }))
export const rowOf = ({ kind, subjectId, recipient }: About) =>
  db().notification.findUniqueOrThrow({ where: { kind_subjectId_recipient: { kind, subjectId, recipient } } })

/** The receipt of a fresh order, filed and not sent. */
export async function filedReceipt(order = paidOrder()) {
  const { orderId, paymentId, customer } = await order
  const about = { kind: 'receipt', subjectId: paymentId, recipient: customer.email } as const
  await file(about)
  return { about, orderId, id: (await rowOf(about)).id }
}

/** It is on record as sent, and nothing is left to do for it. */
export async function expectSentOnce(about: About): Promise<void> {
  const row = await rowOf(about)
  expect(row.sentAt).not.toBeNull()
  expect(await jobOf(row.id)).toMatchObject({ dueAt: null, lastError: null, doneAt: expect.any(Date) })
}
