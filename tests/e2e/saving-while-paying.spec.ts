import type Stripe from 'stripe'
import { chargeFromConsole } from './charging-journey'
import { expect, test } from './fixtures'
import { Site } from './pages/site'
import { endOf, PAID, PAID_AND_SAVED } from './payment-end'
import { placeOrder } from './placed-order'
import { countsOf, currentWords, publishWords } from './records'
import { onlyMethodOf, paymentsOf } from './stripe-world'
import { GOOD_CARD } from './ways'

const TERMS = 'By continuing, you authorize Rocket Rides to debit your Amazon Pay account for this payment and future'

test(
  'a customer saves Amazon Pay while paying, reads what they agreed to, and can be charged later',
  { tag: '@phone' },
  async ({ page, site, customer, office, database, stripe }) => {
    await site.shop.open()
    await site.shop.add('Orbit hop')
    await site.shop.order.click()
    await site.checkout.arrive()
    const orderId = page.url().slice(-36)
    await expect(site.checkout.notice).toContainText(TERMS)
    await expect(site.checkout.optIn).not.toBeChecked()
    await site.checkout.optIn.check()
    await expect(site.checkout.amazon).toBeEnabled()
    await site.checkout.amazon.click()
    await site.amazon.approve()
    await expect(site.heading).toHaveText('Paid')
    await expect(page.getByText('Amazon Pay is saved, and may be charged while you’re away.')).toBeVisible()
    await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID_AND_SAVED)

    await site.returned.readAgreement()
    await expect(site.mandate.quotes.first()).toContainText(TERMS)
    await expect(site.mandate.definition('Status')).toHaveText('In force')
    await site.wallet.open()
    await expect(site.wallet.methods).toContainText(['May be charged while you’re away'])
    const method = await onlyMethodOf(stripe, customer)
    expect(await paymentsOf(stripe, customer)).toMatchObject([
      { setup_future_usage: 'off_session', payment_method: method.id, status: 'succeeded' },
    ])

    await chargeFromConsole(office, customer)
    await expect(office.payment.status).toContainText('Paid')
    expect(await paymentsOf(stripe, customer)).toMatchObject([{ amount: 1200, payment_method: method.id }, {}])
  },
)

test('the tick is passed on to Stripe and the Element, survives a reload, and is taken back in the same way', async ({
  page,
  site,
  customer,
  stack,
  database,
  stripe,
}) => {
  const { checkout } = site
  const orderId = await placeOrder(page.context(), { origin: stack.origin, database })
  await checkout.open(orderId)
  await checkout.element.arrive()
  const terms = checkout.element.frame.getByText(TERMS)
  await expect(terms).toHaveCount(0)
  await checkout.optIn.check()
  await expect(terms).toBeVisible()
  expect(await paymentsOf(stripe, customer)).toMatchObject([{ setup_future_usage: 'off_session' }])

  await page.reload()
  await checkout.element.arrive()
  await expect(checkout.optIn).toBeChecked()
  await checkout.optIn.uncheck()
  await expect(terms).toHaveCount(0)
  expect(await paymentsOf(stripe, customer)).toMatchObject([{ setup_future_usage: null }])

  await checkout.element.button.click()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Paid')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID)
  expect(await countsOf(database, customer)).toEqual([{ methods: 0, active: 0 }])
})

test('a card is never saved: choosing it takes the tick back and says so', async ({
  page,
  site,
  customer,
  stack,
  database,
  stripe,
}) => {
  const { checkout } = site
  const orderId = await placeOrder(page.context(), { origin: stack.origin, database })
  await checkout.open(orderId)
  await checkout.element.arrive()
  await checkout.optIn.check()
  await checkout.element.arrive()
  await checkout.element.enterCard(GOOD_CARD)
  await expect(checkout.choiceNote).toHaveText('Only Amazon Pay can be saved, so the box is no longer ticked.')
  await expect(checkout.optIn).not.toBeChecked()
  await checkout.element.button.click()
  await site.returned.arrive()
  await expect(site.heading).toHaveText('Paid')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID)
  expect(await savedAt(stripe, customer.email)).toEqual([])
})

test('what is saved is what the box says on the page that is paid on, whatever another tab has ticked', async ({
  page,
  site,
  customer,
  stack,
  database,
  stripe,
}) => {
  const orderId = await placeOrder(page.context(), { origin: stack.origin, database })
  const other = new Site(await page.context().newPage())
  for (const { checkout } of [site, other]) {
    await checkout.open(orderId)
    await checkout.element.arrive()
  }
  await other.checkout.optIn.check()
  await expect(other.checkout.amazon).toBeEnabled()
  await expect.poll(() => paymentsOf(stripe, customer)).toMatchObject([{ setup_future_usage: 'off_session' }])

  await expect(site.checkout.optIn).not.toBeChecked()
  await site.checkout.amazon.click()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Paid')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID)
  expect(await paymentsOf(stripe, customer)).toMatchObject([{ setup_future_usage: null }])
  expect(await countsOf(database, customer)).toEqual([{ methods: 0, active: 0 }])
})

test('a tick whose answer is lost is shown as the server has it, and paid as it is shown', async ({
  page,
  signedInSite: site,
  stack,
  database,
  stripe,
  watch,
}) => {
  watch.allow(/ERR_CONNECTION_RESET/)
  const { checkout } = site
  const orderId = await placeOrder(page.context(), { origin: stack.origin, database })
  await checkout.open(orderId)
  await checkout.element.arrive()
  await page.route(
    '**/api/orders/*/payment-intents',
    async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    },
    { times: 1 },
  )
  await checkout.optIn.check({ noWaitAfter: true })
  await expect(checkout.problem).toContainText('Please check the box before you pay.')
  await expect(checkout.problem).toBeFocused()
  await checkout.element.arrive()
  await expect(checkout.optIn).toBeChecked()
  await checkout.element.button.click()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Paid')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID_AND_SAVED)
})

test('words that have changed are shown before anything is saved or paid', async ({
  page,
  site,
  customer,
  stack,
  database,
  stripe,
  watch,
}) => {
  watch.allow(/status of 409/)
  const { checkout } = site
  const words = await currentWords(database)
  const orderId = await placeOrder(page.context(), { origin: stack.origin, database })
  await checkout.open(orderId)
  await checkout.element.arrive()
  await publishWords(database, { ...words, text: `${words.text} From tomorrow on.` })
  // Not `check`, which looks at the box afterwards and would tick the one of the page that is made anew.
  await checkout.optIn.click({ force: true, noWaitAfter: true })
  await expect(checkout.problem).toContainText('The words you would agree to have changed')
  await expect(page.getByText('From tomorrow on.')).toBeVisible()
  await expect(checkout.optIn).not.toBeChecked()
  expect(await paymentsOf(stripe, customer)).toMatchObject([{ setup_future_usage: null }])

  await checkout.element.arrive()
  await checkout.optIn.check()
  await checkout.element.arrive()
  await checkout.amazon.click()
  await site.amazon.approve()
  await site.returned.arrive()
  await site.returned.readAgreement()
  await expect(site.mandate.quotes).toContainText(['From tomorrow on.'])
  await publishWords(database, words)
})

async function savedAt(stripe: Stripe, email: string): Promise<string[]> {
  const { data: customers } = await stripe.customers.list({ email })
  const lists = await Promise.all(customers.map(({ id }) => stripe.customers.listPaymentMethods(id)))
  return lists.flatMap(({ data }) => data.map(({ id }) => id))
}
