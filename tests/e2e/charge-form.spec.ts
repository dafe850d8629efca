import type { Page } from 'playwright/test'
import { RIDE } from './charging-journey'
import { expect, test } from './fixtures'
import { Site } from './pages/site'
import { signUpMerchant } from './people'
import { chargesOf } from './records'
import { paymentsOf } from './stripe-world'

// What somebody types, and what the form says to it.
const WRONG = {
  abc: 'Enter an amount such as 12.00',
  '12,50': 'Enter an amount such as 12.00',
  '0': 'Enter an amount',
  '0.10': 'The smallest charge is $0.50.',
  '1000000.00': 'up to $999,999.99',
  '': 'Enter an amount.',
}

test('what was typed wrong is kept, with what to change beside it', async ({ rider, office, stripe, watch }) => {
  watch.allow(/status of 422/)
  const { customer } = office
  await customer.open(rider.customerId)
  for (const [typed, sentence] of Object.entries(WRONG)) {
    await customer.charge({ amount: typed, description: RIDE.description })
    await expect.poll(() => customer.errorOf(customer.amount), typed).toContain(sentence)
    await expect(customer.amount).toBeFocused()
    await expect(customer.amount).toHaveValue(typed)
    await expect(customer.description).toHaveValue(RIDE.description)
    await expect(customer.button).toBeEnabled()
  }
  await customer.charge({ amount: '12.00', description: '' })
  await expect.poll(() => customer.errorOf(customer.description)).toContain('Say what it is for.')
  expect(await paymentsOf(stripe, rider)).toEqual([])

  await customer.charge(RIDE)
  await office.payment.arrive()
  expect(await paymentsOf(stripe, rider)).toMatchObject([{ amount: 1200 }])
})

test('a double click charges once', async ({ rider, office, stripe, database }) => {
  await office.customer.open(rider.customerId)
  await office.customer.fill(RIDE)
  await office.customer.button.evaluate((button: HTMLButtonElement) => {
    button.click()
    button.click()
  })
  await office.payment.arrive()
  await expect(office.payment.status).toContainText('Paid')
  expect(await chargesOf(database, rider.customerId)).toHaveLength(1)
  expect(await paymentsOf(stripe, rider)).toHaveLength(1)
})

test('the same page in two tabs charges once', async ({ rider, office, stripe, database }) => {
  const first = await office.customer.open(rider.customerId)
  const copy = new Site(await office.page.context().newPage())
  // What a browser shows that duplicates a tab: the page it has, not a new one.
  const kept = { status: 200, headers: first?.headers() ?? {}, body: (await first?.text()) ?? '' }
  await copy.page.route(`**/console/customers/${rider.customerId}`, (route) => route.fulfill(kept), { times: 1 })
  await copy.customer.open(rider.customerId)
  await Promise.all([office, copy].map((tab) => tab.customer.fill(RIDE)))
  await Promise.all([office, copy].map((tab) => tab.customer.button.click()))
  await Promise.all([office, copy].map((tab) => tab.payment.arrive()))
  expect(copy.payment.id()).toBe(office.payment.id())
  expect(await chargesOf(database, rider.customerId)).toHaveLength(1)
  expect(await paymentsOf(stripe, rider)).toMatchObject([{ status: 'succeeded' }])
})

test('reloading and going back after a charge do not charge again', async ({ rider, office, database }) => {
  const { page, customer, payment } = office
  await office.charge(rider.customerId, RIDE)
  await page.reload()
  await expect(payment.status).toContainText('Paid')
  await page.goBack()
  await expect(customer.button).toHaveText('Charge Amazon Pay')
  await expect(customer.payments).toContainText(RIDE.description)
  await page.reload()
  await expect(customer.amount).toHaveValue('')
  await page.goForward()
  await expect(payment.status).toContainText('Paid')
  expect(await chargesOf(database, rider.customerId)).toHaveLength(1)
})

test('a lost answer is “not sure yet”, also after a reload, and asking again charges once', async ({
  rider,
  office,
  stripe,
  database,
  watch,
}) => {
  watch.allow(/ERR_CONNECTION_RESET/)
  const { page, customer } = office
  await customer.open(rider.customerId)
  await loseAnswers(page, 1)
  await customer.charge(RIDE)
  await expect(customer.problem).toContainText('We’re not sure yet whether this went through')
  await expect(customer.problem).toContainText('$12.00 for “Ride to the moon”')
  expect(await paymentsOf(stripe, rider)).toMatchObject([{ status: 'succeeded' }])

  await page.reload()
  await expect(customer.problem).toContainText('We’re not sure yet')
  await expect(customer.button).toHaveText('Ask again about $12.00')
  await customer.button.click()
  await office.payment.arrive()
  await expect(office.payment.status).toContainText('Paid')
  expect(await chargesOf(database, rider.customerId)).toHaveLength(1)
  expect(await paymentsOf(stripe, rider)).toHaveLength(1)

  await customer.open(rider.customerId)
  await expect(customer.button).toHaveText('Charge Amazon Pay')
  await expect(customer.problem).toHaveCount(0)
})

test('a slow Stripe is waited for, and the form says that it still works', async ({
  rider,
  office,
  line,
  database,
}) => {
  const { page, customer } = office
  await page.clock.install()
  await customer.open(rider.customerId)
  line.hold()
  await customer.charge(RIDE)
  await expect(customer.button).toHaveText('Charging $12.00…')
  await expect(customer.button).toBeDisabled()
  await page.clock.fastForward(5000)
  await expect(customer.slow).toBeVisible()
  line.mend()
  await office.payment.arrive()
  await expect(office.payment.status).toContainText('Paid')
  expect(await chargesOf(database, rider.customerId)).toHaveLength(1)
})

test('charging works without scripts, and says what was wrong', async ({
  browser,
  rider,
  stack,
  database,
  stripe,
  watch,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  watch.watch(context)
  await signUpMerchant(context, stack.origin, database)
  const plain = new Site(await context.newPage())
  await plain.customer.open(rider.customerId)
  await plain.customer.charge({ amount: '12,50', description: RIDE.description })
  await expect(plain.customer.problem).toContainText('Some fields are missing or wrong.')
  await plain.customer.charge({ amount: '0.10', description: RIDE.description })
  await expect(plain.customer.problem).toContainText('Nothing was charged. The amount is below the smallest one')
  expect(await paymentsOf(stripe, rider)).toEqual([])

  await plain.customer.charge(RIDE)
  await plain.payment.arrive()
  await expect(plain.payment.status).toContainText('Paid')
  await plain.page.reload()
  await expect(plain.payment.status).toContainText('Paid')
  expect(await chargesOf(database, rider.customerId)).toHaveLength(1)
  expect(await paymentsOf(stripe, rider)).toMatchObject([{ amount: 1200, status: 'succeeded' }])
  await context.close()
})

test('a page whose scripts had not loaded yet charges all the same', async ({ rider, office, database }) => {
  await office.customer.open(rider.customerId)
  await office.customer.fill(RIDE)
  await office.customer.sendWithoutScript()
  await office.payment.arrive()
  await expect(office.payment.status).toContainText('Paid')
  expect(await chargesOf(database, rider.customerId)).toHaveLength(1)
})

/** The server does its work; what it says about it never arrives. */
async function loseAnswers(page: Page, times: number) {
  await page.route(
    '**/api/charges',
    async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    },
    { times },
  )
}
