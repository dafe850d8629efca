import { expectInHistory, RIDE } from './charging-journey'
import { expect, test } from './fixtures'
import { onlyMethodOf } from './stripe-world'

const CONFIRM = { method: 'POST', path: '/v1/payment_intents/:id/confirm' } as const

const ELSEWHERE = [
  { how: 'detached in the Dashboard', action: 'detachPaymentMethod', words: 'It was disconnected at Stripe' },
  { how: 'revoked at Amazon', action: 'revokeMandate', words: 'The permission was withdrawn at Amazon or Stripe' },
] as const

for (const { how, action, words } of ELSEWHERE)
  test(`a method ${how} is gone from the wallet, and the wallet says how`, async ({
    rider,
    office,
    sandbox,
    stripe,
  }) => {
    const { id } = await onlyMethodOf(stripe, rider)
    await sandbox.dashboard(action === 'revokeMandate' ? { revokeMandate: id } : { detachPaymentMethod: id })
    await expect(async () => {
      await rider.site.wallet.open()
      await expect(rider.site.wallet.nothingLeft).toBeVisible({ timeout: 1000 })
    }).toPass()
    await expectInHistory(rider.site, words, 'Ended')
    await office.customer.open(rider.customerId)
    await expect(office.page.getByText(`${rider.name}’s Amazon Pay is no longer connected`)).toBeVisible()
    await expect(office.customer.button).toHaveCount(0)
  })

test('a customer deleted at Stripe has nothing saved any more', async ({ rider, stripe, sandbox }) => {
  await sandbox.resumeWebhooks()
  const { customer } = await onlyMethodOf(stripe, rider)
  await stripe.customers.del(String(customer))
  await expect(async () => {
    await rider.site.wallet.open()
    await expect(rider.site.wallet.nothingLeft).toBeVisible({ timeout: 1000 })
  }).toPass()
  await expectInHistory(rider.site, /were deleted|disconnected at Stripe/, 'Ended')
})

test('a charge under way finishes before the method is removed', async ({ rider, office, sandbox }) => {
  await sandbox.faults([{ match: CONFIRM, kind: 'error_503' }])
  await office.charge(rider.customerId, RIDE)
  await expect(office.payment.status).toContainText('Not known yet')
  const { wallet } = rider.site
  await wallet.open()
  await wallet.removeAmazonPay()
  await expect(wallet.methods).toContainText(['Removing…'])
  await expect(wallet.status).toContainText('is being removed. If a charge is still under way, we wait for that first.')
  await expect(wallet.remove).toHaveCount(0)
  await office.customer.open(rider.customerId)
  await expect(office.page.getByText(`${rider.name} is removing Amazon Pay`)).toBeVisible()

  await sandbox.faults([])
  await expect(wallet.nothingLeft).toBeVisible({ timeout: 30_000 })
  await expect(wallet.status).toContainText('was removed. It can’t be charged any more.')
  await rider.site.orders.open()
  await expect(rider.site.orders.order(RIDE.description)).toContainText('Paid')
})

test('a removal whose answer is lost keeps the row and can be asked for again', async ({ rider, watch }) => {
  watch.allow(/ERR_CONNECTION_RESET/)
  const { page, wallet } = rider.site
  await wallet.open()
  await page.route('**/api/payment-methods/*', (route) => route.abort('connectionreset'), { times: 1 })
  await wallet.removeAmazonPay()
  await expect(wallet.problem).toContainText('We’re not sure yet whether it was removed.')
  await expect(wallet.methods).toHaveCount(1)
  await wallet.removeAmazonPay()
  await expect(wallet.nothingLeft).toBeVisible()
  await expect(wallet.problem).toHaveCount(0)
})

test('of two accounts the other one can be made the default, and is the one that stays', async ({ rider, office }) => {
  const { wallet } = rider.site
  await rider.site.saveAmazonPay()
  await wallet.open()
  await expect(wallet.methods).toHaveCount(2)
  await expect(wallet.methods.first()).toContainText('Default')
  await wallet.methods.getByRole('button', { name: /^Make default/ }).click()
  await expect(wallet.methods.getByText('Default', { exact: true })).toHaveCount(1)
  await wallet.removeAmazonPay()
  await expect(wallet.methods).toHaveCount(1)
  await expect(wallet.methods).toContainText(['Default'])
  await office.charge(rider.customerId, RIDE)
  await expect(office.payment.status).toContainText('Paid')
})
