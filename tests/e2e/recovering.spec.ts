import { expect, test } from './fixtures'
import { look } from './look'
import { RecoverPage } from './pages/recover-page'
import { Site } from './pages/site'
import { paymentsOf } from './stripe-world'

const RIDE = { amount: '12.00', description: 'Ride to the moon' }
const SUBJECT = 'Action needed: we couldn’t charge Amazon Pay for Ride to the moon'

test('a charge that fails is paid by the mail’s link in another browser, on the same intent', async ({
  browser,
  office,
  rider,
  sandbox,
  stripe,
  stack,
  watch,
}) => {
  test.slow()
  await sandbox.outcomes({ nextOffSession: 'decline' })
  const paymentId = await office.charge(rider.customerId, RIDE)
  await expect(office.payment.status).toContainText('Nothing was charged: Amazon Pay said no')

  const context = await browser.newContext({ baseURL: stack.origin })
  watch.watch(context)
  const site = new Site(await context.newPage())
  const recover = new RecoverPage(site.page)
  const link = await test.step('the message is there once, in the mailbox and on their pages', async () => {
    const mail = site.mailbox.mails.filter({ hasText: rider.email }).filter({ hasText: SUBJECT })
    await expect(async () => {
      await site.mailbox.open()
      await expect(mail).toHaveCount(1, { timeout: 1000 })
    }).toPass()
    await office.payment.open(paymentId)
    await expect(recover.panelOf(office.page)).toContainText(
      '402; payment intent back to requires_payment_method; message sent',
    )
    await look(office.page, 'payment-recovering')
    for (const path of ['/orders', '/wallet']) {
      await rider.site.page.goto(path)
      await expect(recover.bannerOn(rider.site.page)).toHaveCount(1)
    }
    await look(rider.site.page, 'wallet-charge-failed')
    return mail.getByRole('link')
  })

  await link.click()
  const address = site.page.url()
  await expect(recover.note).toContainText('Nothing was charged')
  await expect(recover.saveAnother).toHaveAttribute('href', '/wallet/add?mode=hosted')
  await expect(recover.saveAnother).toHaveAttribute('rel', 'noreferrer')
  await look(site.page, 'recover-open')
  await recover.pay.click()
  await site.checkout.arrive()
  await site.checkout.element.arrive()
  await expect(site.checkout.element.method('Card')).toBeVisible()
  expect(await site.page.evaluate(() => document.referrer)).not.toContain('recover')
  await site.checkout.amazon.click()
  await site.amazon.decline()
  await expect(site.heading).toHaveText('Nothing was charged')
  await look(site.page, 'recover-declined-again')
  await site.returned.tryAgain.click()
  await sandbox.pauseWebhooks()
  await site.checkout.amazon.click()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Paid')
  await sandbox.resumeWebhooks()
  await look(site.page, 'recover-paid')
  expect(await paymentsOf(stripe, rider)).toMatchObject([{ metadata: { payment_id: paymentId }, status: 'succeeded' }])

  await site.page.goto(address)
  await expect(site.heading).toHaveText('This link can’t be used any more')
  await look(site.page, 'recover-link-ended')
  // The button came back for another reason than the link.
  await site.page.goto('/recover/ended?problem=database_unavailable')
  await expect(site.heading).toHaveText('That didn’t work')
  await look(site.page, 'recover-not-opened')
  await rider.site.page.reload()
  await expect(recover.bannerOn(rider.site.page)).toHaveCount(0)
  await context.close()
})

test('a failed charge is paid with a card that its customer saves on Stripe’s page, and that is charged from then on', async ({
  office,
  rider: { site, customerId },
  sandbox,
}) => {
  const recover = new RecoverPage(site.page)
  await sandbox.outcomes({ nextOffSession: 'decline' })
  await office.charge(customerId, RIDE)
  await site.wallet.open()
  await recover.saveAnother.click()
  await site.hosted.optIn.check()
  await site.hosted.goOn.click()
  await site.hosted.arrive()
  await site.hosted.enterCard()
  await site.hosted.returned()
  await expect(site.heading).toHaveText('It’s saved')
  await expect(recover.bannerOn(site.page)).toHaveCount(1)
  await look(site.page, 'return-hosted-saved-to-pay')
  await recover.useFromNowOn.click()
  await expect(site.wallet.methods.first()).toContainText('Visa •••• 4242')
  await recover.bannerOn(site.page).click()
  await recover.goOn.click()
  await site.page.getByRole('button', { name: 'Pay $12.00 with Visa •••• 4242' }).click()
  await expect(site.heading).toHaveText('Paid')
})

test('a customer who approves at Amazon and never comes back has paid by the webhooks', async ({
  office,
  rider,
  sandbox,
}) => {
  const { site } = rider
  await sandbox.outcomes({ nextOffSession: 'decline' })
  const paymentId = await office.charge(rider.customerId, RIDE)
  const later = new Site(await site.page.context().newPage())
  await site.wallet.open()
  await new RecoverPage(site.page).bannerOn(site.page).click()
  await new RecoverPage(site.page).goOn.click()
  await site.checkout.useAnother.click()
  await site.checkout.amazon.click()
  await site.amazon.arrive()
  await site.amazon.approveAndCloseTab()
  await expect(async () => {
    await office.payment.open(paymentId)
    await expect(office.payment.status).toContainText('Paid', { timeout: 1000 })
  }).toPass()
  await later.wallet.open()
  await expect(new RecoverPage(later.page).bannerOn(later.page)).toHaveCount(0)
})

test('without JavaScript and without webhooks the link leads to Amazon and back, and the merchant can stop further tries', async ({
  browser,
  office,
  rider,
  sandbox,
  stack,
}) => {
  await sandbox.dropWebhooks(true)
  await sandbox.outcomes({ nextOffSession: 'decline' })
  const paymentId = await office.charge(rider.customerId, RIDE)
  await office.payment.open(paymentId)
  const recover = new RecoverPage(office.page)
  await recover.stop.click()
  await expect(recover.panelOf(office.page)).toContainText('There is no further try.')

  const context = await browser.newContext({ baseURL: stack.origin, javaScriptEnabled: false })
  const site = new Site(await context.newPage())
  const mail = site.mailbox.mails.filter({ hasText: rider.email }).filter({ hasText: SUBJECT })
  await expect(async () => {
    await site.mailbox.open()
    await expect(mail).toHaveCount(1, { timeout: 1000 })
  }).toPass()
  await mail.getByRole('link').click()
  await new RecoverPage(site.page).pay.click()
  await site.checkout.amazon.click()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Paid')
  await context.close()
})
