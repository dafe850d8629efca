import { describe, expect, it } from 'vitest'
import { backend } from '../support/backend'
import { jobOf, workOff } from '../support/charging'
import { expectSentOnce, file, filedReceipt, rowOf, server } from '../support/mails'
import { heldOrder, paidOrder } from '../support/paid-orders'
import { db, transaction } from '@/lib/server/db'
import { fileNotification } from '@/lib/server/notifications/store'

describe('a mail about one thing to one person', () => {
  it('is filed once with one command, however many file it at once', async () => {
    const { paymentId, customer } = await paidOrder()
    const about = { kind: 'receipt', subjectId: paymentId, recipient: customer.email } as const
    await Promise.all(Array.from({ length: 8 }, () => file(about)))
    const { id } = await rowOf(about)
    expect(await db().job.findMany({ select: { kind: true, subjectId: true } })).toEqual([
      { kind: 'notify', subjectId: id },
    ])
    await workOff()
    await file(about)
    await workOff()
    expect(server.mails).toHaveLength(1)
  })

  it('is another one for another person', async () => {
    const { paymentId } = await heldOrder(new Date('2030-05-03T14:05:00Z'))
    for (const recipient of ['mia@rides.example', 'mo@rides.example'])
      await file({ kind: 'hold_ending', subjectId: paymentId, recipient })
    await workOff()
    expect(server.mails.map(({ to }) => to?.[0]?.address).toSorted()).toEqual(['mia@rides.example', 'mo@rides.example'])
  })

  it('is not filed by what was undone', async () => {
    const { paymentId, customer } = await paidOrder()
    const about = { kind: 'receipt', subjectId: paymentId, recipient: customer.email } as const
    const undone = transaction(async (tx) => {
      await fileNotification(tx, { ...about, at: new Date() })
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect([await db().notification.count({ where: about }), await db().job.count()]).toEqual([0, 0])
  })
})

describe('a receipt', () => {
  it('says what was charged for what, and is kept as it was sent', async () => {
    const items = [
      { description: 'Orbit hop', quantity: 2, unitAmount: 2400 },
      { description: 'Window seat', unitAmount: 650 },
    ]
    const { about, orderId, id } = await filedReceipt(paidOrder({ items }))
    await workOff()
    const [mail] = server.mails
    expect(mail).toMatchObject({
      from: { name: 'Rocket Rides', address: 'orders@rides.example' },
      to: [{ name: '', address: about.recipient }],
      subject: 'Your receipt for Orbit hop and 1 more',
      messageId: `<${id}@localhost>`,
    })
    const lines = [
      'You were charged $54.50. Thank you!',
      '',
      'For: 2 × Orbit hop',
      'For: Window seat',
      'Amount: $54.50',
    ]
    const text = mail?.text?.trim().split(/\r?\n/) ?? []
    expect(text.slice(0, 5)).toEqual(lines)
    expect(text).toContain('Payment method: Amazon Pay, Visa •••• 4242')
    expect(text).toContain(`Order number: ${orderId}`)
    expect(text).toContain(`${backend.origin}/orders/${orderId}`)
    expect(mail?.html).toContain(`<a href="${backend.origin}/orders/${orderId}">`)
    const row = await rowOf(about)
    expect(row).toMatchObject({ title: mail?.subject, sentAt: expect.any(Date) })
    expect(row.text?.split('\n')).toEqual(text)
    await expectSentOnce(about)
  })

  it('after a partial capture names what was charged, and that the rest is released', async () => {
    await filedReceipt(paidOrder({ payment: { amountReceived: 2000, methodType: 'card' } }))
    await workOff()
    const text = server.mails[0]?.text
    expect(text).toMatch(
      /^You were charged \$20\.00\. Thank you! The rest of the \$24\.00 that was reserved is released\./,
    )
    expect(text).toContain('Payment method: Visa •••• 4242')
  })

  it('keeps hostile words to themselves', async () => {
    const description = '<img src=x onerror="alert(1)">\r\nBcc: thief@evil.example\u202e & \'more\''
    const { about } = await filedReceipt(paidOrder({ items: [{ description, unitAmount: 2400 }] }))
    await workOff()
    const [mail] = server.mails
    expect(mail?.headers.map(({ key }) => key)).not.toContain('bcc')
    expect(mail?.to).toEqual([{ name: '', address: about.recipient }])
    const safe = '&lt;img src=x onerror=&quot;alert(1)&quot;&gt; Bcc: thief@evil.example &amp; &#39;more&#39;'
    expect(mail?.html).toContain(`<td style="padding:4px 0;vertical-align:top">${safe}</td>`)
    expect(mail?.html).not.toContain('<img')
    expect(mail?.subject).toBe('Your receipt for <img src=x onerror="alert(1)"> Bcc: thief@evil.example & \'more\'')
  })

  it('goes to no second address that somebody put behind the first', async () => {
    const { paymentId } = await paidOrder()
    const about = { kind: 'receipt', subjectId: paymentId, recipient: 'sam@example.com, thief@evil.example' } as const
    await file(about)
    await workOff()
    expect(server.mails.flatMap(({ to }) => to ?? [])).toEqual([])
    expect(await jobOf((await rowOf(about)).id)).toMatchObject({ dueAt: null, doneAt: null })
  })
})
