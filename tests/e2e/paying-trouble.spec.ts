import { expect, test } from './fixtures'
import { endOf, PAID } from './payment-end'
import { placeOrder } from './placed-order'
import { customerIdOf } from './records'

test('without Stripe.js the server takes the customer to Amazon', async ({
  page,
  site,
  stack,
  database,
  stripe,
  watch,
}) => {
  watch.allow(/ERR_FAILED/)
  const orderId = await placeOrder(page.context(), { origin: stack.origin, database })
  await page.route('**/endive/stripe.js', (route) => route.abort())
  await site.checkout.open(orderId)
  await expect(page.getByText('Part of this page couldn’t be loaded')).toBeVisible()
  await expect(site.checkout.element.problem).toContainText('The other ways on this page still work.')
  await site.checkout.amazon.click()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Paid')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID)
})

test('an Element that does not load takes nothing with it, and can be loaded again', async ({
  page,
  site,
  stack,
  database,
  watch,
}) => {
  watch.allow(/ERR_FAILED|payment Element/i)
  const orderId = await placeOrder(page.context(), { origin: stack.origin, database })
  await page.route('**/v1/elements/sessions**', (route) => route.abort())
  await site.checkout.open(orderId)
  await expect(site.checkout.element.problem).toContainText('Nothing was charged.')
  await expect(site.checkout.amazon).toBeEnabled()
  await page.unroute('**/v1/elements/sessions**')
  await site.checkout.element.retry.click()
  await site.checkout.element.arrive()
  await expect(site.checkout.element.problem).toHaveCount(0)
  await site.checkout.amazon.click()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Paid')
})

test('a kept page with a dead button asks the server how it stands', async ({ page, site, stack, database }) => {
  await site.checkout.open(await placeOrder(page.context(), { origin: stack.origin, database }))
  await site.checkout.element.arrive()
  await page.route('**/v1/payment_intents/*/confirm', () => undefined)
  await site.checkout.amazon.click()
  await expect(site.checkout.amazon).toHaveText('Opening Amazon…')
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  await expect(site.checkout.amazon).toHaveText('Pay $24.00 with Amazon Pay')
  await expect(site.checkout.amazon).toBeEnabled()
})

test('an order whose answer is lost and that is pressed again is one order', async ({
  page,
  site,
  customer,
  database,
  watch,
}) => {
  watch.allow(/ERR_CONNECTION_RESET/)
  await site.shop.open()
  await site.shop.add('Orbit hop')
  await page.route(
    '**/api/orders',
    async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    },
    { times: 1 },
  )
  await site.shop.order.click()
  await expect(site.shop.problem).toContainText('Nothing was charged. We’re not sure whether your order arrived.')
  await site.shop.order.click()
  await site.checkout.arrive()
  const customerId = await customerIdOf(database, customer)
  expect(await database.rows('select id from orders where customer_id = $1', [customerId])).toHaveLength(1)
})

test('a payment Stripe is slow about says that it still works, and lets nothing be pressed twice', async ({
  page,
  site,
  stack,
  database,
  line,
  stripe,
}) => {
  await page.clock.install()
  const orderId = await placeOrder(page.context(), { origin: stack.origin, database })
  await site.checkout.open(orderId)
  await site.checkout.element.arrive()
  line.hold()
  await site.checkout.amazon.click()
  await expect(site.checkout.amazon).toBeDisabled()
  await expect(site.checkout.element.button).toBeDisabled()
  await page.clock.fastForward(5000)
  await expect(page.getByText('Still working…')).toBeVisible()
  line.mend()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Paid')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID)
})
