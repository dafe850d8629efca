import { expect, test } from './fixtures'
import { look } from './look'
import { Site } from './pages/site'
import { triesOf } from './records'

const DAY = 24 * 3600

test('a card is saved on Stripe’s page after Amazon Pay was declined there, and charged later', async ({
  page,
  site,
  customer,
  office,
  database,
  watch,
}) => {
  watch.allow(/status of 404/)
  await site.hosted.choose('A card or Amazon Pay')
  await look(page, 'add-hosted')
  await site.hosted.goOn.click()
  await site.hosted.leaveForAmazon()
  await site.amazon.decline()
  await expect(site.hosted.problem).toBeVisible()
  await site.hosted.enterCard()
  const id = await site.hosted.returned()
  await expect(site.heading).toHaveText('It’s saved')
  await look(page, 'return-hosted-saved')
  await page.reload()
  await expect(site.heading).toHaveText('It’s saved')
  expect((await page.goto(`/return/${id}?session_id=cs_test_another`))?.status()).toBe(404)

  await site.wallet.open()
  await expect(site.wallet.methods).toHaveCount(1)
  await expect(site.wallet.methods.first()).toContainText('Visa •••• 4242')
  await expect(site.wallet.methods.first()).toContainText('May be charged while you’re away')
  await look(page, 'wallet-card')

  const [row] = await database.rows<{ id: string }>(
    'select customers.id from customers join users on users.id = user_id where email = $1',
    [customer.email],
  )
  await office.charge(row?.id ?? '', { amount: '12.00', description: 'Ride to the moon' })
  await expect(office.payment.status).toContainText('Paid')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('Amazon Pay is saved on Stripe’s page, and known without any webhook', async ({
    site,
    customer,
    stack,
    database,
  }) => {
    await stack.stopWorker()
    await site.hosted.leave('Amazon Pay only')
    await site.hosted.leaveForAmazon()
    await site.amazon.approve()
    await site.hosted.returned()
    await expect(site.heading).toHaveText('It’s saved')
    expect(await triesOf(database, customer)).toMatchObject([{ status: 'succeeded' }])
    await site.wallet.open()
    await expect(site.wallet.methods.first()).toContainText('Amazon Pay')
  })
})

test('what is saved in a tab that was closed is known by its webhook', async ({
  context,
  site,
  customer,
  database,
}) => {
  await site.hosted.leave('A card or Amazon Pay')
  await site.hosted.leaveForAmazon()
  await site.amazon.arrive()
  await site.amazon.approveAndCloseTab()
  // Stripe's page is told that it was approved by the way back from Amazon, which this tab never went.
  await expect.poll(() => triesOf(database, customer)).toMatchObject([{ status: 'succeeded' }])
  const wallet = new Site(await context.newPage()).wallet
  await wallet.open()
  await expect(wallet.methods).toHaveCount(1)
})

test('a page that was left is gone on with for a day, and has closed after that', async ({
  page,
  site,
  customer,
  database,
  advanceClock,
}) => {
  await site.hosted.leave('A card or Amazon Pay')
  const address = page.url()
  await site.hosted.back.click()
  await expect(site.heading).toHaveText('You haven’t finished at Stripe')
  await look(page, 'return-hosted-open')
  await page.getByRole('link', { name: 'Continue at Stripe' }).click()
  expect(page.url()).toBe(address)
  await page.goBack()
  await expect(site.heading).toHaveText('You haven’t finished at Stripe')

  await advanceClock(DAY + 60)
  await expect.poll(() => triesOf(database, customer)).toMatchObject([{ status: 'canceled' }])
  await page.reload()
  await expect(site.heading).toHaveText('This page at Stripe has closed')
  await look(page, 'return-hosted-closed')
})
