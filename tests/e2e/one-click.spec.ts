import { expect, test } from './fixtures'
import { Site } from './pages/site'
import { endOf, OPEN, PAID } from './payment-end'
import { paymentOf, placeOrder } from './placed-order'

test('what is saved comes first, names the amount, and pays in one press, however often it is pressed', async ({
  rider,
  stack,
  database,
  stripe,
}) => {
  const { site, context, email } = rider
  const orderId = await placeOrder(context, { origin: stack.origin, database })
  await site.checkout.open(orderId)
  await expect(site.checkout.saved).toHaveText(
    stack.sandboxUrl ? `Pay $24.00 with Amazon Pay · ${email}` : /^Pay \$24\.00 with /,
  )
  await expect(site.checkout.amazon).toBeHidden()
  await site.checkout.saved.focus()
  for (let presses = 0; presses < 2; presses++) await site.page.keyboard.press('Enter')
  await site.returned.arrive()
  await expect(site.heading).toHaveText('Paid')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID)
  await site.wallet.open()
  await expect(site.wallet.methods).toContainText(['Last paid'])
})

test('a lost answer is “not sure yet”, and pressing again asks about the same payment', async ({
  rider,
  stack,
  database,
  stripe,
  watch,
}) => {
  watch.allow(/ERR_CONNECTION_RESET/)
  const { site, context } = rider
  const orderId = await placeOrder(context, { origin: stack.origin, database })
  await site.checkout.open(orderId)
  await site.page.route(
    '**/api/orders/*/pay',
    async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    },
    { times: 1 },
  )
  await site.checkout.saved.click()
  await expect(site.checkout.problem).toContainText('We’re not sure yet whether this went through.')
  await site.checkout.saved.click()
  await site.returned.arrive()
  await expect(site.heading).toHaveText('Paid')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID)
})

test('an unanswered Stripe is waited for on the return page, which turns to paid by itself', async ({
  rider,
  stack,
  database,
  stripe,
  sandbox,
}) => {
  const { site, context } = rider
  const orderId = await placeOrder(context, { origin: stack.origin, database })
  await site.checkout.open(orderId)
  await sandbox.faults([{ match: { method: 'POST', path: '/v1/payment_intents/:id/confirm' }, kind: 'error_503' }])
  await site.checkout.saved.click()
  await site.returned.arrive()
  await expect(site.returned.status).toContainText('We don’t know yet whether $24.00 is charged.')
  await expect(site.returned.checking).toBeVisible()
  await sandbox.faults([])
  await expect(site.heading).toHaveText('Paid', { timeout: 30_000 })
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID)
})

test('a payment that was given up for another way is not answered with again', async ({
  rider,
  stack,
  database,
  sandbox,
}) => {
  const { site, context } = rider
  const orderId = await placeOrder(context, { origin: stack.origin, database })
  await site.checkout.open(orderId)
  await sandbox.outcomes({ savedOnSession: 'redirect' })
  await sandbox.faults([{ match: { method: 'POST', path: '/v1/payment_intents/:id/confirm' }, kind: 'error_503' }])
  await site.checkout.saved.click()
  await site.returned.arrive()
  await sandbox.faults([])
  await expect(site.heading).toHaveText('Checking with Amazon', { timeout: 30_000 })
  await site.checkout.open(orderId)
  await site.checkout.payAnotherWay.click()
  await site.checkout.saved.click()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Paid')
  await sandbox.outcomes({ savedOnSession: 'charge' })
})

test('what Amazon declines is no longer saved, and the customer reads so', async ({
  rider,
  stack,
  database,
  stripe,
  sandbox,
}) => {
  const { site, context } = rider
  await sandbox.outcomes({ savedOnSession: 'redirect' })
  const orderId = await placeOrder(context, { origin: stack.origin, database })
  await site.checkout.open(orderId)
  await site.checkout.saved.click()
  await site.amazon.decline()
  await expect(site.heading).toHaveText('Nothing was charged')
  // The worker looks at the method a moment later.
  await expect(async () => {
    await site.page.reload()
    const removed = 'Amazon Pay was removed from your saved methods.'
    await expect(site.returned.status).toContainText(removed, { timeout: 500 })
  }).toPass()
  expect(await endOf({ database, stripe }, orderId)).toEqual(OPEN)
  await site.wallet.open()
  await expect(site.wallet.methods).toHaveCount(0)
  await expect(site.wallet.history).toHaveCount(1)
  await sandbox.outcomes({ savedOnSession: 'charge' })
})

test('what was removed in another tab is not charged, and the page says how else to pay', async ({
  rider,
  stack,
  database,
  stripe,
  watch,
}) => {
  watch.allow(/status of 409/)
  const { site, context } = rider
  const orderId = await placeOrder(context, { origin: stack.origin, database })
  await site.checkout.open(orderId)
  const other = new Site(await context.newPage())
  await other.wallet.open()
  await other.wallet.removeAmazonPay()
  await expect(other.wallet.nothingLeft).toBeVisible()
  await site.checkout.saved.click()
  await expect(site.checkout.problem).toContainText(
    'Nothing was charged. This saved Amazon Pay can’t be used any more.',
  )
  await expect(site.checkout.saved).toHaveCount(0)
  expect(await endOf({ database, stripe }, orderId)).toEqual(OPEN)
  await site.checkout.amazon.click()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Paid')
})

test('another way is one press further, and pays the same order', async ({ rider, stack, database, stripe }) => {
  const { site, context } = rider
  const orderId = await placeOrder(context, { origin: stack.origin, database })
  const { id } = await paymentOf(database, orderId)
  await site.checkout.open(orderId)
  await site.checkout.useAnother.click()
  await site.checkout.element.enterCard('4242424242424242')
  await site.checkout.element.button.click()
  await site.returned.arrive()
  expect(site.returned.id()).toBe(id)
  await expect(site.returned.status).toContainText('$24.00 was charged to your card.')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID)
})
