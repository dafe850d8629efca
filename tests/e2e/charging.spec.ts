import {
  chargeFromConsole,
  expectInHistory,
  expectPaid,
  expectRefused,
  removeByKeyboard,
  RIDE,
} from './charging-journey'
import { expect, test } from './fixtures'
import { Site } from './pages/site'
import { newRider } from './rider'
import { paymentsOf } from './stripe-world'

const CODE = 'payment_method_provider_decline'

test(
  'from saving to a charge, a decline, the removal and its history',
  { tag: '@phone' },
  async ({ context, page, site, customer, sandbox, stripe, watch, office }) => {
    test.slow()
    await test.step('the customer saves Amazon Pay and leaves', async () => {
      await site.saveAmazonPay()
      await expect(site.heading).toHaveText('Amazon Pay is saved')
      await site.signOut()
    })

    const customerId = await test.step('the merchant charges $12.00, and both see it paid', async () => {
      await chargeFromConsole(office, customer)
      await expect(office.payment.definition('Stripe’s fee')).toHaveText('$0.65')
      await site.signIn.open({ next: '/orders' })
      await site.signIn.enter(customer)
      await expect(site.heading).toHaveText('Your orders')
      await expectPaid(office, site, customer)
      await site.wallet.open()
      await expect(site.wallet.methods).toContainText(['Last paid with Visa •••• 4242'])
      expect(await paymentsOf(stripe, customer)).toMatchObject([{ amount: 1200, currency: 'usd', status: 'succeeded' }])
      await office.payment.definition('Customer').getByRole('link').click()
      await expect(office.customer.payments).toContainText('Paid')
      return office.page.url().slice(-36)
    })

    await test.step('a decline is told to both, each in their own words', async () => {
      await sandbox.outcomes({ nextOffSession: 'decline' })
      await office.charge(customerId, { amount: '7.50', description: 'Ride to Mars' })
      await expect(office.payment.status).toContainText('Nothing was charged: Amazon Pay said no')
      const [declined] = await paymentsOf(stripe, customer)
      expect(declined).toMatchObject({ amount: 750, status: 'requires_payment_method' })
      await expect(office.payment.status).toContainText(declined?.last_payment_error?.message ?? 'no sentence')
      await expect(office.payment.status).toContainText(CODE)

      await site.orders.open()
      await expect(site.orders.order('Ride to Mars')).toContainText('Not paid')
      await site.orders.read('Ride to Mars')
      await expect(site.order.status).toContainText('Nothing was charged.')
      await expect(page.getByRole('main')).not.toContainText(/pi_|[a-z]+_decline|Stripe/)
    })

    const stale = new Site(await office.page.context().newPage())
    await test.step('the customer removes it', async () => {
      await stale.customer.open(customerId)
      await stale.customer.fill({ amount: '5.00', description: 'Ride to Venus' })
      await removeByKeyboard(site)
    })

    await test.step('a further charge is refused in clear words', async () => {
      watch.allow(/status of 409/)
      await expectRefused(stale, customer)
      await expect(stale.customer.ended).toContainText('Removed by the customer in the wallet')
      expect(await paymentsOf(stripe, customer)).toHaveLength(2)
    })

    await test.step('history keeps it with date, reason and agreement', async () => {
      await expectInHistory(new Site(await context.newPage()), 'You removed it', 'Ended')
    })
  },
)

test('saving, charging and removing need nothing but Stripe', async ({ site, customer, stripe, watch, office }) => {
  watch.allow(/status of 409/)
  await site.saveAmazonPay()
  await expect(site.heading).toHaveText('Amazon Pay is saved')
  await chargeFromConsole(office, customer)
  await expectPaid(office, site, customer)
  await site.wallet.open()
  await expect(site.wallet.methods).toContainText(['Last paid'])
  const stale = new Site(await office.page.context().newPage())
  await office.payment.definition('Customer').getByRole('link').click()
  await office.customer.amount.waitFor()
  await stale.page.goto(office.page.url())
  await stale.customer.fill(RIDE)
  await removeByKeyboard(site)
  await expectRefused(stale, customer)
  await expectInHistory(site, 'You removed it', 'Ended')
  const methods = await Promise.all(
    (await paymentsOf(stripe, customer)).map(async ({ payment_method: method }) =>
      stripe.paymentMethods.retrieve(String(method)),
    ),
  )
  expect(methods).toMatchObject([{ customer: null }])
})

test('a customer who did not allow it can’t be charged while away', async ({ browser, stack, database, office }) => {
  const rider = await newRider(browser, { origin: stack.origin, database }, { optIn: false })
  await office.customer.open(rider.customerId)
  await expect(office.page.getByText(`${rider.name} has not allowed charges while away`)).toBeVisible()
  await expect(office.customer.button).toHaveCount(0)
  await rider.context.close()
})

test('an order, its charge and the method belong to their customer alone', async ({
  page,
  site,
  customer,
  rider,
  office,
  stack,
  watch,
}) => {
  watch.allow(/status of 404/)
  const paymentId = await office.charge(rider.customerId, RIDE)
  await rider.site.orders.open()
  await rider.site.orders.read(RIDE.description)
  const saved = (await (await rider.context.request.get('/api/payment-methods')).json()) as {
    paymentMethods: { id: string }[]
  }

  const answer = await site.order.open(rider.site.order.id())
  expect(answer?.status()).toBe(404)
  await expect(site.heading).toHaveText('There is nothing here for you to see')
  await site.orders.open()
  await expect(site.orders.nothing).toBeVisible()

  const { request } = page
  const headers = { origin: stack.origin }
  const asked = { customerId: rider.customerId, amount: 1200, currency: 'usd', description: 'A ride for nothing' }
  const refused = [
    await request.get(`/api/attempts/${paymentId}`),
    await request.delete(`/api/payment-methods/${saved.paymentMethods[0]?.id}`, { headers }),
    await request.post('/api/charges', { headers: { ...headers, 'idempotency-key': customer.email }, data: asked }),
    await request.post(`/api/jobs/${paymentId}/retry`, { headers }),
  ]
  expect(refused.map((each) => each.status())).toEqual([404, 404, 403, 403])
  await rider.site.wallet.open()
  await expect(rider.site.wallet.methods).toHaveCount(1)
})
