import { randomUUID } from 'node:crypto'
import { expect, test } from './fixtures'
import { look } from './look'
import { LONG_WAY, sellLongWay, stopSelling } from './long-way'
import { payOrder } from './paid-order'
import { currentNoticeId, withoutRows } from './records'

const SIX_DAYS = 6 * 24 * 3600

test.describe('every page about money looks right and is accessible', () => {
  test.slow()

  test('held and captured', async ({ page, site, office, stack, database, advanceClock }) => {
    const shop = { origin: stack.origin, database }
    await withoutRows(database, 'payments', async () => {
      await office.holds.open()
      await expect(office.holds.nothing).toBeVisible()
      await look(office.page, 'holds-empty')
    })
    await sellLongWay(stack.databaseUrl, database)
    const soon = await payOrder(site, shop, { slug: LONG_WAY.slug })
    await stopSelling(database)
    await advanceClock(SIX_DAYS + 3600)
    const fresh = await payOrder(site, shop, { slug: 'moon-landing' })
    await office.holds.open()
    await expect(office.holds.holds.getByText(/22 h \d+ min left/)).toBeVisible()
    await look(office.page, 'holds')
    const { payment } = office
    await payment.open(soon.paymentId)
    await expect(payment.status).toContainText('Reserved, not charged')
    await look(office.page, 'payment-held')
    await payment.capture.ask('1000000')
    await expect(payment.capture.amount).toHaveAttribute('aria-invalid', 'true')
    await look(office.page, 'payment-capture-too-much')
    await payment.capture.amount.fill('999984.99')
    await expect(payment.capture.box).toContainText('The rest ($15.00) is released at once')
    await look(office.page, 'payment-capture')
    await payment.capture.notNow.click()
    await payment.release.open()
    await look(office.page, 'payment-release')
    await payment.release.notNow.click()
    await payment.capture.ask('999984.99')
    await expect(payment.status).toContainText('Paid')
    await look(office.page, 'payment-captured-in-part')
    await payment.open(fresh.paymentId)
    await payment.release.open()
    await payment.release.submit.click()
    await expect(payment.status).toContainText('What was held is released')
    await look(office.page, 'payment-released')
    await office.payments.open()
    await expect(office.payments.payment('Guest').first()).toBeVisible()
    await look(office.page, 'payments-of-guests')
    await page.close()
  })

  test('given back', async ({ site, office, stack, database, sandbox }) => {
    const shop = { origin: stack.origin, database }
    const { payment } = office
    const { paymentId, intent, orderId } = await payOrder(site, shop)
    await payment.open(paymentId)
    await payment.refund.open()
    await look(office.page, 'payment-refund')
    await payment.refund.amount.fill('10')
    await payment.refund.submit.click()
    await expect(payment.refunds).toHaveCount(1)
    await look(office.page, 'payment-refund-on-its-way')
    const [first] = await database.rows<{ id: string }>(
      'select stripe_refund_id as id from refunds where payment_id = $1',
      [paymentId],
    )
    await sandbox.dashboard({ settleRefund: first?.id ?? '' })
    const failed = await sandbox.refund(intent, { amount: 500 })
    await sandbox.dashboard({ failRefund: failed })
    await expect(async () => {
      await payment.open(paymentId)
      await expect(payment.refunds.filter({ hasText: 'Made in Stripe’s Dashboard' })).toContainText('Failed', {
        timeout: 1000,
      })
      await expect(payment.status).toContainText('$10.00 of it was refunded.', { timeout: 1000 })
    }).toPass()
    await look(office.page, 'payment-refund-failed')
    await site.order.open(orderId)
    await look(site.page, 'order-refund-failed')
  })

  test('disputed', async ({ rider, site, office, stack, database, sandbox }) => {
    const shop = { origin: stack.origin, database }
    await withoutRows(database, 'disputes', async () => {
      await office.disputes.open()
      await expect(office.disputes.nothing).toBeVisible()
      await look(office.page, 'disputes-empty')
    })
    const save = { noticeId: await currentNoticeId(database), agreed: true } as const
    const [claimed, lost] = [await payOrder(rider.site, shop, { save }), await payOrder(site, shop)]
    await sandbox.dispute(claimed.intent, { kind: 'claim' })
    const decideDispute = await sandbox.dispute(lost.intent)
    await sandbox.dashboard({ decideDispute, as: 'lost' })
    await expect(async () => {
      await office.disputes.open()
      await expect(office.disputes.disputes).toContainText('A-to-z claim at Amazon', { timeout: 1000 })
      await expect(office.disputes.disputes).toContainText('Lost', { timeout: 1000 })
    }).toPass()
    await look(office.page, 'disputes')
    await office.payment.open(claimed.paymentId)
    await expect(office.payment.disputes).toContainText('What the customer agreed to')
    await expect(office.page.getByText('Nothing is left that could be refunded now')).toBeVisible()
    await expect(office.payment.refund.opener).toHaveCount(0)
    await look(office.page, 'payment-disputed')
    await office.payment.open(lost.paymentId)
    await look(office.page, 'payment-dispute-lost')
  })

  test('given up, and written about', async ({ page, site, office, stack, database, advanceClock }) => {
    const shop = { origin: stack.origin, database }
    await withoutRows(database, 'notifications', async () => {
      await site.mailbox.open()
      await expect(site.mailbox.nothing).toBeVisible()
      await look(page, 'mailbox-empty')
    })
    const { paymentId } = await payOrder(site, shop, { slug: 'moon-landing' })
    await office.payment.open(paymentId)
    await office.payment.capture.ask('60')
    await expect(office.payment.status).toContainText('Paid')
    await payOrder(site, shop, { slug: 'moon-landing' })
    await advanceClock(SIX_DAYS + 3600)
    await expect(async () => {
      await site.mailbox.open()
      for (const title of ['A hold ends soon', 'Your receipt', 'Reserved, not charged'])
        await expect(site.mailbox.mails.filter({ hasText: title }).first()).toBeVisible({ timeout: 1000 })
    }).toPass()
    await look(page, 'mailbox')

    const kinds = ['confirm', 'capture', 'cancel', 'refund', 'notify', 'fulfil', 'adopt_method', 'retry']
    const ids = kinds.map(() => randomUUID())
    for (const [at, kind] of kinds.entries())
      await database.rows(
        `insert into jobs (id, kind, subject_id, attempts, due_at, last_error)
         values ($1, $2::job_kind, $3, 450, null, 'Stripe would not take the request.')`,
        [ids[at], kind, paymentId],
      )
    await office.attention.open()
    await expect(office.attention.letters.getByRole('row')).toHaveCount(kinds.length + 1)
    await look(office.page, 'attention-about-money')
    await office.payment.open(paymentId)
    await look(office.page, 'payment-given-up')
    await database.rows('delete from jobs where id = any($1)', [ids])
  })
})
