import type { Browser } from 'playwright/test'
import { expect, test } from './fixtures'
import { Site } from './pages/site'
import { endOf, HELD, PAID } from './payment-end'
import { payOrder } from './paid-order'

const SEVEN_DAYS = 7 * 24 * 3600
const MOON = { slug: 'moon-landing' } as const

test('a hold is captured in part by keyboard, refunded here and in the Dashboard, and its guest reads all of it', async ({
  site,
  office,
  stack,
  database,
  stripe,
  sandbox,
}) => {
  const { payment } = office
  const { keyboard } = office.page
  const { orderId, paymentId, intent } = await payOrder(site, { origin: stack.origin, database }, MOON)
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(HELD)

  await test.step('capture $45.00 of $60.00', async () => {
    await office.holds.open()
    await office.holds.holds.getByRole('link', { name: 'Moon landing' }).first().click()
    await payment.arrive()
    await payment.open(paymentId)
    await payment.capture.opener.focus()
    await keyboard.press('Enter')
    await expect(payment.capture.amount).toBeFocused()
    await keyboard.press('Escape')
    await expect(payment.capture.opener).toBeFocused()
    await keyboard.press('Enter')
    await keyboard.press('ControlOrMeta+A')
    await keyboard.type('45')
    await expect(payment.capture.submit).toHaveText('Capture $45.00')
    await keyboard.press('Enter')
    await expect(office.page.getByText('$45.00 captured')).toBeVisible()
    await expect(payment.status).toContainText('Paid')
    await expect(payment.definition('Captured')).toHaveText('$45.00')
  })

  await test.step('refund $10.00, pressing twice', async () => {
    await payment.refund.open()
    await payment.refund.amount.fill('10')
    await payment.refund.submit.dblclick()
    await expect(payment.refunds).toHaveCount(1)
    expect((await stripe.refunds.list({ payment_intent: intent })).data).toMatchObject([{ amount: 1000 }])
  })

  await test.step('refund $5.00 in the Dashboard', async () => {
    await sandbox.refund(intent, { amount: 500 })
    for (const { id } of (await stripe.refunds.list({ payment_intent: intent })).data)
      await sandbox.dashboard({ settleRefund: id })
    await expect(async () => {
      await payment.open(paymentId)
      await expect(payment.status).toContainText('$15.00 of it was refunded.', { timeout: 1000 })
    }).toPass()
    await expect(payment.refunds.filter({ hasText: 'Made in Stripe’s Dashboard' })).toContainText('$5.00')
  })

  await test.step('the guest reads it', async () => {
    await site.order.open(orderId)
    await expect(site.order.status).toContainText('$45.00 of what was reserved was taken; the rest has been released.')
    await expect(site.page.getByRole('list', { name: 'Refunds' })).toContainText(
      /\$10\.00.*Sent back|\$5\.00.*Sent back/,
    )
    await expect(site.page.getByRole('list', { name: 'Refunds' }).getByRole('listitem')).toHaveCount(2)
    await expect
      .poll(async () => (await endOf({ database, stripe }, orderId)).mails.toSorted())
      .toEqual(['hold_placed', 'receipt'])
  })
})

test('a hold whose time has passed is not captured, and the page says so in words', async ({
  site,
  office,
  stack,
  database,
  stripe,
  advanceClock,
  watch,
}) => {
  const { payment } = office
  watch.allow(/status of 409/)
  const { orderId, paymentId, intent } = await payOrder(site, { origin: stack.origin, database }, MOON)
  // Opened while there was time, and left open.
  await payment.open(paymentId)
  await payment.capture.open()
  await advanceClock(SEVEN_DAYS + 60)
  await payment.capture.submit.click()
  await expect(office.page.getByRole('main')).toContainText(
    'Nothing was charged. The hold has ended, so it can’t be captured any more. Ask for a new payment.',
  )
  expect((await stripe.paymentIntents.retrieve(intent)).amount_received).toBe(0)
  await payment.open(paymentId)
  await expect(payment.status).toContainText('What was held is released')
  await expect(payment.capture.opener).toHaveCount(0)
  await site.order.open(orderId)
  await expect(site.order.status).toContainText('The amount that was reserved has been released.')
  await expect
    .poll(() => endOf({ database, stripe }, orderId))
    .toEqual({ ...HELD, payments: [], intents: [], mails: ['hold_placed', 'hold_released'] })
})

test('without JavaScript a hold is captured and refunded by plain forms', async ({
  browser,
  site,
  office,
  stack,
  database,
  stripe,
}) => {
  const { orderId, paymentId, intent } = await payOrder(site, { origin: stack.origin, database }, MOON)
  const plain = await withoutScript(browser, office)
  const { payment } = plain
  await payment.open(paymentId)
  await payment.capture.fold.ask('60')
  await expect(payment.status).toContainText('Paid')
  await payment.refund.fold.ask('10')
  await expect(payment.refunds).toHaveCount(1)
  await expect
    .poll(() => endOf({ database, stripe }, orderId))
    .toMatchObject({ ...PAID, ledger: 2, revenue: 6000, mails: expect.arrayContaining(['receipt']) as string[] })
  expect((await stripe.refunds.list({ payment_intent: intent })).data).toMatchObject([{ amount: 1000 }])
  await plain.page.context().close()
})

async function withoutScript(browser: Browser, office: Site): Promise<Site> {
  const context = await browser.newContext({ javaScriptEnabled: false })
  await context.addCookies(await office.page.context().cookies())
  return new Site(await context.newPage())
}
