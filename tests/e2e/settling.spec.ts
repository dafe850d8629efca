import { expect, test } from './fixtures'
import { Site } from './pages/site'
import { countsOf, onlyTryOf, triesOf } from './records'
import { callsAbout, intentsOf } from './stripe-world'

const TEN_MINUTES = 600
// Real seconds pass as well while a test runs; to the second it is tested where no browser is needed.
const SLACK = 30

test('a decline saves nothing and says so', async ({ site, customer, stripe }) => {
  await site.leaveForAmazon()
  await site.amazon.decline()
  await expect(site.heading).toHaveText('Amazon Pay wasn’t saved')
  await expect(site.returned.status).toContainText('Nothing was charged.')
  await site.wallet.open()
  await expect(site.wallet.nothingSaved).toBeVisible()
  expect(await intentsOf(stripe, customer)).toMatchObject([{ status: 'requires_payment_method' }])
})

test('the window for approving is ten minutes', async ({ site, customer, advanceClock, database, stripe }) => {
  await site.leaveForAmazon()
  const { id } = await onlyTryOf(database, customer)
  await advanceClock(TEN_MINUTES - SLACK)
  await site.returned.open(id)
  await expect(site.heading).toHaveText('Confirming with Amazon')
  expect(await intentsOf(stripe, customer)).toMatchObject([{ status: 'requires_action' }])

  await advanceClock(SLACK)
  await expect(site.heading).toHaveText('The approval window closed')
  await expect(site.returned.status).toContainText('Nothing was charged and nothing was saved.')
})

test('letting it expire on the test page is told as such', async ({ page, site, customer, database, sandbox }) => {
  await sandbox.dropWebhooks(true)
  await site.leaveForAmazon()
  const { id } = await onlyTryOf(database, customer)
  await site.amazon.letItExpire()
  await expect(page.getByText('This setup expired')).toBeVisible()
  await site.returned.open(id)
  await expect(site.heading).toHaveText('The approval window closed')
})

test('the sweep notices a closed window without any webhook', async ({
  site,
  customer,
  advanceClock,
  sandbox,
  database,
}) => {
  await sandbox.dropWebhooks(true)
  await site.leaveForAmazon()
  await advanceClock(TEN_MINUTES + 60)
  await expect
    .poll(() => triesOf(database, customer))
    .toMatchObject([{ status: 'requires_payment_method', failed: true }])
})

test('a webhook settles what a closed tab has left', async ({ context, signedInSite: site, sandbox }) => {
  await sandbox.resumeWebhooks()
  await site.leaveForAmazon()
  await site.amazon.approveAndCloseTab()
  await expectOneMethod(new Site(await context.newPage()))
})

test('the return settles what a lost webhook has left', async ({ signedInSite: site, sandbox }) => {
  await sandbox.dropWebhooks(true)
  await site.saveAmazonPay()
  await expect(site.heading).toHaveText('Amazon Pay is saved')
  await expectOneMethod(site)
})

test('the sweep settles what a lost webhook and a closed tab have left', async ({
  context,
  site,
  customer,
  sandbox,
  advanceClock,
  database,
}) => {
  await sandbox.dropWebhooks(true)
  await site.leaveForAmazon()
  await site.amazon.approveAndCloseTab()
  expect(await triesOf(database, customer)).not.toMatchObject([{ status: 'succeeded' }])
  await advanceClock(61)
  await expect.poll(() => triesOf(database, customer)).toMatchObject([{ status: 'succeeded' }])
  await expectOneMethod(new Site(await context.newPage()))
})

test('webhook, return, polling and sweep together save it once', async ({
  context,
  site,
  customer,
  advanceClock,
  database,
}) => {
  await site.leaveForAmazon()
  const { id } = await onlyTryOf(database, customer)
  const waiting = new Site(await context.newPage())
  await waiting.returned.open(id)
  await expect(waiting.heading).toHaveText('Confirming with Amazon')
  await Promise.all([advanceClock(61), site.amazon.approve()])
  await expect(site.heading).toHaveText('Amazon Pay is saved')
  await expect(waiting.heading).toHaveText('Amazon Pay is saved')
  await expectOneMethod(site)
  expect(await countsOf(database, customer)).toEqual([{ methods: 1, active: 1 }])
})

test('two tabs save two accounts, and one of them is the default', async ({ context, site, customer, database }) => {
  const other = new Site(await context.newPage())
  await site.leaveForAmazon()
  await other.leaveForAmazon()
  await Promise.all([site.amazon.approve(), other.amazon.approve()])
  await expect(site.heading).toHaveText('Amazon Pay is saved')
  await expect(other.heading).toHaveText('Amazon Pay is saved')
  await site.wallet.open()
  await expect(site.wallet.methods).toHaveCount(2)
  await expect(site.wallet.methods.getByText('Default', { exact: true })).toHaveCount(1)
  expect(await countsOf(database, customer)).toEqual([{ methods: 2, active: 2 }])
})

test('opening the return page again changes nothing', async ({ page, site, customer, sandbox, stripe }) => {
  await sandbox.dropWebhooks(true)
  const id = await site.saveAmazonPay()
  await expect(site.heading).toHaveText('Amazon Pay is saved')
  const [intent] = await intentsOf(stripe, customer)
  const before = await callsAbout(sandbox, intent?.id ?? '')
  await page.reload()
  for (let visit = 0; visit < 10; visit++) await site.returned.open(id)
  await expect(site.heading).toHaveText('Amazon Pay is saved')
  expect(await callsAbout(sandbox, intent?.id ?? '')).toEqual(before)
  await expectOneMethod(site)
})

test('opening the return page too early asks Stripe only now and then', async ({
  site,
  customer,
  sandbox,
  database,
  stripe,
}) => {
  // Each webhook would be one more call.
  await sandbox.dropWebhooks(true)
  await site.leaveForAmazon()
  const { id } = await onlyTryOf(database, customer)
  const [intent] = await intentsOf(stripe, customer)
  const before = await callsAbout(sandbox, intent?.id ?? '')
  const began = Date.now()
  for (let visit = 0; visit < 10; visit++) await site.returned.open(id)
  await expect(site.heading).toHaveText('Confirming with Amazon')
  const after = await callsAbout(sandbox, intent?.id ?? '')
  const calls = after.slice(0, after.length - before.length)
  // At most one every two seconds.
  expect(calls.length).toBeLessThanOrEqual((Date.now() - began) / 2000 + 1)
  expect(calls.filter((call) => !call.startsWith('GET '))).toEqual([])
})

async function expectOneMethod(site: Site) {
  await expect(async () => {
    await site.wallet.open()
    await expect(site.wallet.methods).toHaveCount(1, { timeout: 1000 })
  }).toPass()
  await expect(site.wallet.methods.getByText('Default', { exact: true })).toHaveCount(1)
}
