import { describe, expect, it } from 'vitest'
import { backend } from '../support/backend'
import { jobOf, workOff } from '../support/charging'
import { askForMail, newOwner } from '../support/joining'
import { file, rowOf, server } from '../support/mails'
import { heldOrder, newDispute, newRefund, paidOrder } from '../support/paid-orders'
import { db } from '@/lib/server/db'

describe('a mail', () => {
  const DEADLINE = new Date('2030-05-03T14:05:00Z')
  const heldAt = async () => (await heldOrder(DEADLINE)).paymentId
  const releasedAt = async () => {
    const { paymentId } = await heldOrder(DEADLINE)
    await db().payment.update({ where: { id: paymentId }, data: { status: 'canceled', nextSyncAt: null } })
    return paymentId
  }
  const refundedBy = async (status: 'succeeded' | 'failed') => newRefund((await paidOrder()).paymentId, status)
  const disputedBy = async () => newDispute((await paidOrder()).paymentId, DEADLINE)

  it.each([
    {
      kind: 'hold_placed',
      subject: heldAt,
      lead: 'Reserved, not charged. It will be charged before you ride, by 3 May 2030, 14:05 UTC; otherwise it is released.',
      place: '/orders/',
    },
    {
      kind: 'hold_released',
      subject: releasedAt,
      lead: 'Nothing was charged. The $24.00 that we had reserved is released.',
      place: '/orders/',
    },
    {
      kind: 'hold_ending',
      subject: heldAt,
      lead: 'Nothing has been charged yet. Capture it by 3 May 2030, 14:05 UTC, or it is released.',
      place: '/console/payments/',
    },
    {
      kind: 'refund_made',
      subject: () => refundedBy('succeeded'),
      lead: 'We are giving you $10.00 back. It can take up to 14 days until you see it.',
      place: '/orders/',
    },
    {
      kind: 'refund_failed',
      subject: () => refundedBy('failed'),
      lead: 'The $10.00 has not reached you: we could not send it back that way.',
      place: '/orders/',
    },
    {
      kind: 'dispute_opened',
      subject: disputedBy,
      lead: 'The customer objects to having been charged. Evidence is taken until 3 May 2030, 14:05 UTC.',
      place: '/console/payments/',
    },
  ] as const)('of kind $kind says first whether money moved', async ({ kind, subject, lead, place }) => {
    await file({ kind, subjectId: await subject(), recipient: 'sam@example.com' })
    await workOff()
    const text = server.mails[0]?.text?.replaceAll('\r\n', '\n') ?? ''
    expect(text.slice(0, lead.length)).toBe(lead)
    expect(text).toContain(`\n${backend.origin}${place}`)
  })

  it.each(['hold_placed', 'hold_ending'] as const)('of kind %s is not sent once the hold is over', async (kind) => {
    const about = { kind, subjectId: await releasedAt(), recipient: 'sam@example.com' }
    await file(about)
    await workOff()
    expect(server.mails).toEqual([])
    const { id, sentAt } = await rowOf(about)
    expect(sentAt).toBeNull()
    expect(await jobOf(id)).toMatchObject({ doneAt: expect.any(Date) })
  })

  it('of kind verify_email has its link in the mail alone, and is not sent once the address is verified', async () => {
    const [first, second] = [await newOwner({ isVerified: false }), await newOwner({ isVerified: false })]
    await askForMail(first.cookie)
    await workOff()
    const link = server.mails[0]?.text?.match(/^http:\S+\/verify-email\/[\w-]{43}$/m)?.[0]
    expect(link).toMatch(backend.origin)
    expect(server.mails[0]?.html).toContain(`href="${link}"`)
    const { text } = await db().notification.findFirstOrThrow({ where: { recipient: first.email } })
    expect(text).toContain('Confirm your e-mail:\n(in the mail alone)')
    await askForMail(second.cookie)
    await db().user.update({ where: { id: second.userId }, data: { emailVerified: true } })
    await workOff()
    expect(server.mails).toHaveLength(1)
  })

  it('of kind refund_made is not sent once the refund has failed', async () => {
    await file({ kind: 'refund_made', subjectId: await refundedBy('failed'), recipient: 'sam@example.com' })
    await workOff()
    expect(server.mails).toEqual([])
  })
})
