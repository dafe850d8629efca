import { expect, test } from './fixtures'
import { look } from './look'
import { endOf, PAID, PAID_AND_SAVED } from './payment-end'
import { placeOrder } from './placed-order'
import { GOOD_CARD } from './ways'

// What Stripe's button needs besides the code, such as a registered domain, only an account in use has.
test('a customer pays by Stripe’s Amazon Pay button, and what they ticked is saved by it too', async ({
  page,
  site,
  customer,
  stack,
  database,
  stripe,
  sandbox,
}) => {
  test.slow()
  expect(customer.email).toContain('@')
  const orderId = await placeOrder(page.context(), { origin: stack.origin, database })
  const { checkout } = site
  await checkout.open(orderId)
  await expect(checkout.express).toContainText('Pay $24.00 in one press.')
  await checkout.optIn.check()
  await expect(checkout.express).toContainText('Amazon Pay is saved by it too, as you ticked below.')
  await checkout.element.arrive()
  await look(page, 'checkout-express')

  await test.step('closing Amazon’s window leaves everything as it was', async () => {
    await sandbox.outcomes({ nextExpress: 'cancel' })
    const closed = page.waitForResponse('**/v1/elements/express_checkout')
    await checkout.expressButton.click()
    await closed
    await expect(checkout.amazon).toBeEnabled()
  })
  await checkout.expressButton.click()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Paid')
  await expect(page.getByText('Amazon Pay is saved, and may be charged while you’re away.')).toBeVisible()
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID_AND_SAVED)
})

test('a guest who is declined there pays with a card, and sees nothing of it where Stripe does not offer it', async ({
  page,
  site,
  stack,
  database,
  stripe,
  sandbox,
}) => {
  test.slow()
  await sandbox.outcomes({ nextPayment: 'succeed' })
  const orderId = await placeOrder(page.context(), { origin: stack.origin, database })
  const { checkout } = site
  await checkout.open(orderId)
  await checkout.expressButton.click()
  await site.amazon.decline()
  await expect(site.heading).not.toHaveText('Paid')
  await page.route('**/v1/elements/sessions?**', async (route) => {
    const response = await route.fetch()
    const session = (await response.json()) as object
    await route.fulfill({ response, json: { ...session, payment_method_types: ['card'] } })
  })
  await checkout.open(orderId)
  await expect(checkout.note).toBeVisible()
  await checkout.element.arrive()
  await expect(checkout.express).toBeHidden()
  await expect(page.getByText('or pay another way')).toBeHidden()
  await page.unroute('**/v1/elements/sessions?**')
  await page.reload()
  await expect(checkout.express).toBeVisible()
  await checkout.element.enterCard(GOOD_CARD)
  await checkout.element.button.click()
  await site.returned.arrive()
  await expect(site.returned.status).toContainText('$24.00 was charged to your card.')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID)
})
