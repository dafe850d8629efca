import { expect, test } from './fixtures'
import { endOf, PAID } from './payment-end'
import { placeOrder } from './placed-order'

// Guide 2: customers are accounts at Stripe (Accounts v2). What they do and see is the same.
test.use({ customerModel: 'account' })

test('a customer who is an account at Stripe saves, is charged while away, pays, subscribes, and removes it', async ({
  rider,
  office,
  stack,
  database,
  stripe,
}) => {
  const { site, context, customerId } = rider
  await office.charge(customerId, { amount: '12.00', description: 'Ride to the moon' })
  await expect(office.payment.status).toContainText('Paid')

  const orderId = await placeOrder(context, { origin: stack.origin, database })
  await site.checkout.open(orderId)
  await site.checkout.saved.click()
  await expect(site.heading).toHaveText('Paid')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID)

  await site.subscriptions.open()
  await site.subscriptions.subscribe('Orbit pass')
  const pass = site.subscriptions.mine('Orbit pass')
  await expect(pass.box).toContainText('Active')
  await pass.unfold('Cancel')
  await pass.button(/^End it now/).click()
  await expect(pass.box).toContainText('Ended')

  const [row] = await database.rows<{ account: string; customer: string | null }>(
    'select stripe_customer_account_id as account, stripe_customer_id as customer from customers where id = $1',
    [customerId],
  )
  expect(row).toEqual({ account: expect.stringMatching(/^acct_/), customer: null })
  const intents = await stripe.paymentIntents.list({ customer_account: row?.account ?? '' })
  expect(intents.data.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'succeeded'])

  await site.wallet.open()
  await site.wallet.removeAmazonPay()
  await expect(site.wallet.status).toContainText('was removed')
})
