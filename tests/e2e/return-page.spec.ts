import { randomUUID } from 'node:crypto'
import type { Locator, Page } from 'playwright/test'
import { expect, test } from './fixtures'
import { leaveWithOrder } from './paid-order'
import { Site } from './pages/site'
import { newPerson, signUp } from './people'
import { onlyTryOf } from './records'
import { callsAbout, intentsOf } from './stripe-world'

test('the page that waits turns to saved by itself', async ({ context, page, site, customer, database }) => {
  const other = new Site(await context.newPage())
  await other.leaveForAmazon()
  const { id } = await onlyTryOf(database, customer)
  await site.returned.open(id)
  await expectOutcome(page, { title: 'Confirming with Amazon', text: 'You can close this page' })
  await expect(site.returned.checking).toBeVisible()
  await page.evaluate(() => Object.assign(window, { sameDocument: true }))

  await other.amazon.approve()
  await expectOutcome(page, { title: 'Amazon Pay is saved', text: 'Nothing was charged.' })
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
})

test('the page stops asking and offers the way back to Amazon', async ({ page, site, customer, database }) => {
  await page.clock.install()
  await site.leaveForAmazon()
  const { id } = await onlyTryOf(database, customer)
  await site.returned.open(id)
  await expect(site.returned.checking).toBeVisible()
  await waitUntil(page.getByText('It’s taking longer than usual'))
  await expectOutcome(page, { title: 'Confirming with Amazon', text: 'Nothing was charged.' })
  await site.returned.continueAtAmazon.click()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Amazon Pay is saved')
})

test('a payment that Stripe still calls unapproved is asked about, and turns to paid by itself', async ({
  context,
  page,
  site,
  stack,
  database,
}) => {
  const other = new Site(await context.newPage())
  const { paymentId } = await leaveWithOrder(other, { origin: stack.origin, database })
  await site.returned.open(paymentId)
  await expectOutcome(page, { title: 'Checking with Amazon', text: 'We don’t know yet whether $24.00 is approved.' })
  await expect(site.returned.status).not.toContainText(/Nothing|waiting for your approval/)
  await expect(site.returned.payAnotherWay).toHaveCount(0)
  await page.evaluate(() => Object.assign(window, { sameDocument: true }))

  await other.amazon.approve()
  await expectOutcome(page, { title: 'Paid', text: '$24.00 was charged to your Amazon Pay.' })
  await expect(site.returned.status).toContainText('Paid')
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
})

test('a payment that nobody has approved for half a minute can be finished or paid another way', async ({
  page,
  site,
  stack,
  database,
}) => {
  await page.clock.install()
  const { paymentId, orderId } = await leaveWithOrder(site, { origin: stack.origin, database })
  await site.returned.open(paymentId)
  await expectOutcome(page, { title: 'Checking with Amazon', text: 'You can close this page.' })
  await expect(site.returned.continueAtAmazon).toBeVisible()
  await waitUntil(site.returned.payAnotherWay)
  await expectOutcome(page, { title: 'Nothing is charged yet', text: 'Amazon is waiting for your approval.' })
  await site.returned.payAnotherWay.click()
  await expect(page).toHaveURL(`/checkout/${orderId}`)
})

test('each way a try can end has words of its own, read out once', async ({ page, site, customer, stripe }) => {
  await site.add.open()
  const id = await site.add.sendWithoutScript()
  await test.step('not at Amazon yet', async () => {
    await site.returned.open(id)
    await expectOutcome(page, { title: 'You haven’t been to Amazon yet', text: 'Nothing was saved' })
  })

  await test.step('declined', async () => {
    await site.leaveForAmazon()
    await site.amazon.decline()
    await expectOutcome(page, { title: 'Amazon Pay wasn’t saved', text: 'didn’t approve it this time' })
  })
  const declined = site.returned.id()

  await test.step('cancelled', async () => {
    const intents = await intentsOf(stripe, customer)
    for (const { id: intent } of intents) await stripe.setupIntents.cancel(intent)
    await site.returned.open(id)
    await expectOutcome(page, { title: 'This try was cancelled', text: 'Nothing was charged' })
  })

  await test.step('declined and cancelled later: it stays declined', async () => {
    await site.returned.open(declined)
    await expectOutcome(page, { title: 'Amazon Pay wasn’t saved', text: 'didn’t approve it this time' })
  })

  await test.step('saved', async () => {
    await site.saveAmazonPay()
    await expectOutcome(page, { title: 'Amazon Pay is saved', text: 'Nothing was charged.' })
  })
})

test('a Stripe that is away is no outcome', async ({ page, site, customer, database, line }) => {
  await site.leaveForAmazon()
  const { id } = await onlyTryOf(database, customer)
  line.cut()
  await site.returned.open(id)
  await expectOutcome(page, { title: 'We’re not sure yet', text: 'we keep checking' })
  line.mend()
  await expectOutcome(page, { title: 'Confirming with Amazon', text: 'Nothing was charged.' })
})

test('Amazon may take its time after an approval', async ({ page, signedInSite: site, sandbox, advanceClock }) => {
  await sandbox.outcomes({ nextSetup: 'processing' })
  await site.leaveForAmazon()
  await site.amazon.approve()
  await expectOutcome(page, { title: 'Confirming with Amazon', text: 'Nothing was charged.' })
  await advanceClock(61)
  await expectOutcome(page, { title: 'Amazon Pay is saved', text: 'Nothing was charged.' })
})

test('somebody else’s try, agreement and state are not there for others', async ({
  browser,
  stack,
  site,
  customer,
  database,
  watch,
}) => {
  await site.saveAmazonPay()
  const { id } = await onlyTryOf(database, customer)
  await site.returned.readAgreement()
  await expect(site.heading).toHaveText('What you agreed to')
  const mandateId = new URL(site.page.url()).pathname.slice(-36)

  const elsewhere = await browser.newContext()
  watch.watch(elsewhere)
  watch.allow(/status of 404/)
  await signUp(elsewhere, stack.origin, newPerson('Sasha Stranger'))
  const stranger = await elsewhere.newPage()
  const notThere: unknown[] = []
  for (const one of [id, randomUUID()]) {
    for (const path of [`/return/${one}`, `/wallet/add/${one}`, `/mandates/${one === id ? mandateId : one}`]) {
      const answer = await stranger.goto(path)
      expect(answer?.status(), path).toBe(404)
      await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('There is nothing here for you to see')
    }
    const answer = await elsewhere.request.get(`/api/attempts/${one}`)
    expect(answer.headers()['content-type']).toContain('application/problem+json')
    const { requestId, ...problem } = (await answer.json()) as Record<string, unknown>
    expect(requestId).toBeTruthy()
    notThere.push({ status: answer.status(), problem })
  }
  expect(notThere[0]).toEqual(notThere[1])
  expect(notThere[0]).toMatchObject({ status: 404, problem: { code: 'not_found' } })
  await elsewhere.close()
})

test('whoever is not signed in reads the same for every id, and nothing is looked up', async ({
  context,
  page,
  site,
  customer,
  sandbox,
  database,
  stripe,
}) => {
  await sandbox.dropWebhooks(true)
  await site.leaveForAmazon()
  const { id } = await onlyTryOf(database, customer)
  await context.clearCookies()
  const [intent] = await intentsOf(stripe, customer)
  const before = await callsAbout(sandbox, intent?.id ?? '')
  const words = new Set<string>()
  for (const one of [randomUUID(), 'not-an-id', id]) {
    await site.returned.open(one)
    await expect(site.heading).toBeFocused()
    words.add(await page.getByRole('main').innerText())
  }
  expect([...words]).toEqual([expect.stringContaining('Sign in to see this')])
  expect(await callsAbout(sandbox, intent?.id ?? '')).toEqual(before)

  await site.returned.signIn.click()
  await site.signIn.enter(customer)
  await expect(page).toHaveURL(`/return/${id}`)
  await expect(site.heading).toHaveText('Confirming with Amazon')
})

// Only the browser's own time runs ahead. Each answer has to arrive before the next question is asked.
async function waitUntil(locator: Locator) {
  await expect(async () => {
    await locator.page().clock.runFor(6000)
    await expect(locator).toBeVisible({ timeout: 200 })
  }).toPass({ intervals: [100] })
}

async function expectOutcome(page: Page, { title, text }: { title: string; text: string }, timeout = 15_000) {
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toHaveText(title, { timeout })
  await expect(heading).toBeFocused()
  await expect(page.getByRole('status')).toHaveCount(1)
  await expect(page.getByRole('status')).toContainText(text)
}
