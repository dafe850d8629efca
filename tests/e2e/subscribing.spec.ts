import type { Database } from './database'
import { expect, test } from './fixtures'
import { look } from './look'
import { Site } from './pages/site'
import { GOOD_CARD } from './ways'

const HOUR = 3600
const DAY = 24 * HOUR

test('a trial is begun with saved Amazon Pay, kept after all, not paid at first, paid, and ended', async ({
  rider,
  sandbox,
  advanceClock,
}) => {
  test.slow()
  const { site } = rider
  const { subscriptions, wallet, page } = site
  const pass = subscriptions.mine('Moon pass')
  await subscriptions.open()
  await expect(subscriptions.plan('Moon pass')).toContainText('Then $48.00 on that day and every month after it')
  await look(page, 'subscriptions-plans')
  await subscriptions.subscribe('Moon pass')
  await expect(pass.box).toContainText('Free trial')
  await expect(subscriptions.plan('Moon pass')).toContainText('You have this subscription.')

  await test.step('the wallet says what the method pays for, before it is removed', async () => {
    await wallet.open()
    await expect(wallet.methods.first()).toContainText(/Pays for Moon pass, next on \d+ \w+ \d{4}/)
    await wallet.remove.first().click()
    await expect(wallet.dialog.box).toContainText('It pays for Moon pass')
    await look(page, 'wallet-remove-what-pays')
    await wallet.dialog.keep.click()
  })

  await test.step('it is to end with its trial, and is kept', async () => {
    await subscriptions.open()
    await pass.unfold('Cancel')
    await look(page, 'subscriptions-cancel')
    await pass.button(/^Cancel on/).click()
    await expect(pass.box).toContainText('Ending')
    await look(page, 'subscriptions-ending')
    await pass.button(/^Keep it/).click()
    await expect(pass.box).toContainText('Free trial')
  })

  await test.step('its first payment fails, and is made by its customer', async () => {
    await sandbox.outcomes({ nextOffSession: 'decline' })
    await advanceClock(14 * DAY + 2 * HOUR)
    await expect(async () => {
      await subscriptions.open()
      await expect(pass.box).toContainText('Payment missing', { timeout: 1000 })
      await expect(page.getByText('Action needed: we couldn’t charge Amazon Pay for Moon pass')).toHaveCount(1, {
        timeout: 1000,
      })
    }).toPass()
    await look(page, 'subscriptions-payment-missing')
    await pass.pay.click()
    await site.checkout.start.click()
    await site.checkout.saved.click()
    await expect(site.heading).toHaveText('Paid')
    await expect(async () => {
      await subscriptions.open()
      await expect(pass.box).toContainText('Active', { timeout: 1000 })
    }).toPass()
  })

  await pass.unfold('Cancel')
  await pass.button(/^End it now/).click()
  await expect(pass.box).toContainText('Ended')
  await pass.unfold('Payments')
  await expect(pass.box.getByRole('link', { name: /^See the order/ })).toHaveCount(1)
  await look(page, 'subscriptions-ended')
})

test('a plan is paid by card first, after a try at Amazon that was given up, and the webhooks come afterwards', async ({
  site,
  customer,
  database,
  sandbox,
}) => {
  const { checkout, subscriptions } = site
  await sandbox.pauseWebhooks()
  await subscriptions.open()
  await look(site.page, 'subscriptions-pay-first')
  await subscriptions.payFirst('Orbit pass')
  await expect(site.page.getByText('What you pay with is kept for your subscription, as you agreed.')).toBeVisible()
  await expect(checkout.optIn).toHaveCount(0)
  const orderId = site.page.url().slice(-36)
  await checkout.amazon.click()
  await site.amazon.decline()
  await checkout.open(orderId)
  await checkout.element.arrive()
  await checkout.element.enterCard(GOOD_CARD)
  await checkout.element.button.click()
  await site.returned.arrive()
  await expect(site.heading).toHaveText('Paid')
  await sandbox.resumeWebhooks()
  await expect.poll(() => stateOf(database, customer)).toEqual([{ status: 'active', type: 'card' }])
  // Nothing is owed any more, so the same address shows what came of it.
  await checkout.open(orderId)
  await expect(site.heading).toHaveText('Paid')
  await site.page.getByRole('link', { name: 'See your subscriptions' }).click()
  await expect(subscriptions.mine('Orbit pass').box).toContainText('Active')
})

test('a plan whose customer approves at Amazon and never comes back is active by the webhooks', async ({
  site,
  customer,
  database,
}) => {
  const later = new Site(await site.page.context().newPage())
  await site.subscriptions.open()
  await site.subscriptions.payFirst('Orbit pass')
  await site.checkout.amazon.click()
  await site.amazon.arrive()
  await site.amazon.approveAndCloseTab()
  await expect.poll(() => stateOf(database, customer)).toEqual([{ status: 'active', type: 'amazon_pay' }])
  await later.subscriptions.open()
  await expect(later.subscriptions.mine('Orbit pass').box).toContainText('Active')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('and without any webhook a plan is paid first with Amazon Pay, changed, and ended', async ({
    site,
    customer,
    database,
    sandbox,
    advanceClock,
  }) => {
    await sandbox.dropWebhooks(true)
    const { subscriptions } = site
    const pass = subscriptions.mine('Orbit pass')
    await subscriptions.open()
    await subscriptions.payFirst('Orbit pass')
    const orderId = site.page.url().slice(-36)
    // Back from the payment, the same plan leads to the same payment.
    await subscriptions.open()
    await pass.pay.click()
    expect(site.page.url()).toContain(orderId)
    await site.checkout.amazon.click()
    await site.amazon.approve()
    await expect(site.heading).toHaveText('Paid')
    await advanceClock(120)
    await expect.poll(() => stateOf(database, customer)).toEqual([{ status: 'active', type: 'amazon_pay' }])
    await subscriptions.open()
    await pass.unfold('Cancel')
    await pass.button(/^Cancel on/).click()
    await expect(pass.box).toContainText('Ending')
    await pass.button(/^Keep it/).click()
    await expect(pass.box).toContainText('Active')
    await pass.unfold('Cancel')
    await pass.button(/^End it now/).click()
    await expect(pass.box).toContainText('Ended')
  })
})

test('a guest sees what plans cost, and comes back to them after signing in', async ({ page, site }) => {
  await site.subscriptions.open()
  await expect(site.subscriptions.plan('Orbit pass')).toContainText('$12.00 today, then $12.00 every month')
  await look(page, 'subscriptions-guest')
  await site.subscriptions.plan('Orbit pass').getByRole('link', { name: 'Sign in to subscribe' }).click()
  await page.waitForURL('**/sign-in?next=/subscriptions')
})

function stateOf(database: Database, { email }: { email: string }) {
  return database.rows(
    `select subscriptions.status, payment_methods.type from subscriptions
     join customers on customers.id = subscriptions.customer_id join users on users.id = customers.user_id
     left join payment_methods on payment_methods.id = subscriptions.payment_method_id where users.email = $1`,
    [email],
  )
}
