import { expect, test } from './fixtures'
import { Site } from './pages/site'
import { endOf, PAID } from './payment-end'
import { newPerson } from './people'
import { placeOrder } from './placed-order'
import { BAD_CARD, GOOD_CARD } from './ways'

test(
  'a guest orders, pays with Amazon Pay and has a receipt, all without an account',
  { tag: '@phone' },
  async ({ page, site, database, stripe }) => {
    const { email } = newPerson('Gale Guest')
    await test.step('order two things at the shop’s prices', async () => {
      await site.shop.open()
      await site.shop.add('Orbit hop')
      await site.shop.add('Window seat')
      await expect(site.shop.total).toContainText('$30.50')
      await site.shop.email.fill(email)
      await site.shop.order.click()
      await site.checkout.arrive()
      await expect(site.checkout.order).toContainText('$30.50')
    })
    const orderId = page.url().slice(-36)

    await test.step('approve at Amazon', async () => {
      await expect(site.checkout.amazon).toHaveText('Pay $30.50 with Amazon Pay')
      await expect(site.checkout.optIn).toHaveCount(0)
      await site.checkout.amazon.click()
      await site.amazon.approve()
      await expect(site.heading).toHaveText('Paid')
      await expect(site.heading).toBeFocused()
      await expect(site.returned.status).toContainText('$30.50 was charged to your Amazon Pay.')
      expect(page.url()).not.toContain('secret')
    })

    await test.step('read the order, and the receipt that was sent once', async () => {
      await site.returned.receipt.click()
      await expect(site.order.status).toContainText('Charged to your Amazon Pay.')
      await expect(site.order.timeline).toContainText(['Order placed', 'Paid with Amazon Pay'])
      await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual({ ...PAID, revenue: 3050 })
      const mails = await database.rows(`select kind::text as kind from notifications where recipient = $1`, [email])
      expect(mails).toEqual([{ kind: 'receipt' }])
    })
  },
)

test('a card is paid with on the page, and what is wrong with it is said there', async ({
  page,
  site,
  stack,
  database,
  stripe,
  watch,
}) => {
  watch.allow(/status of 402/)
  const orderId = await placeOrder(page.context(), { origin: stack.origin, database })
  await site.checkout.open(orderId)
  const { element } = site.checkout
  await element.enterCard(GOOD_CARD.slice(0, 8))
  await element.button.click()
  await expect(element.problem).toHaveText('Nothing was charged. Please check what you entered above.')
  await expect(element.error.first()).toHaveText('Your card number is incomplete.')

  await element.enterCard(BAD_CARD)
  await element.button.click()
  await expect(element.problem).toHaveText('Nothing was charged. Your card was declined.')
  await page.reload()
  await expect(page.getByRole('main')).toContainText('The payment wasn’t approved.')
  await expect(element.error).toHaveText('Your card was declined.')

  await element.enterCard(GOOD_CARD)
  await element.button.focus()
  for (let presses = 0; presses < 2; presses++) await page.keyboard.press('Enter')
  await site.returned.arrive()
  await expect(site.returned.status).toContainText('$24.00 was charged to your card.')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID)
})

test('a card that Stripe fails to answer about is not called uncharged, and cannot be charged twice', async ({
  page,
  site,
  stack,
  database,
  stripe,
  sandbox,
  watch,
}) => {
  watch.allow(/status of 500/)
  const orderId = await placeOrder(page.context(), { origin: stack.origin, database })
  const { element, problem } = site.checkout
  const match = { method: 'POST', path: '/v1/payment_intents/:id/confirm' } as const
  await site.checkout.open(orderId)
  await element.enterCard(GOOD_CARD)
  await sandbox.faults([{ match, kind: 'error_500_no_effect', count: 1 }])
  await element.button.click()
  await page.waitForURL(/problem=/)
  await expect(problem).toContainText('we’re not sure whether this went through')
  await expect(problem).toBeFocused()
  await expect(page.getByText('Nothing was charged')).toHaveCount(0)

  await element.enterCard(GOOD_CARD)
  await sandbox.faults([{ match, kind: 'error_500_with_effect', count: 1 }])
  await element.button.click()
  await site.returned.arrive()
  await expect(site.heading).toHaveText('Paid')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID)
})

test('an approval at Amazon after the order was paid by card in another tab charges nothing', async ({
  page,
  site,
  stack,
  database,
  stripe,
  sandbox,
}) => {
  // Whether Stripe lets another tab take over a payment that waits at Amazon is what the sandbox assumes.
  await sandbox.outcomes({ savedOnSession: 'charge' })
  const orderId = await placeOrder(page.context(), { origin: stack.origin, database })
  const other = new Site(await page.context().newPage())
  for (const { checkout } of [site, other]) await checkout.open(orderId)
  await other.checkout.element.enterCard(GOOD_CARD)
  await site.checkout.element.arrive()
  await site.checkout.amazon.click()
  await site.amazon.arrive()
  await other.checkout.element.button.click()
  await other.returned.arrive()
  await expect(other.heading).toHaveText('Paid')

  await site.amazon.approve()
  await site.amazon.goBack.click()
  await site.returned.arrive()
  await expect(site.returned.status).toContainText('$24.00 was charged to your card.')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID)
})
