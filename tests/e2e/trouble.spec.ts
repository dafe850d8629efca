import { expect, test } from './fixtures'
import { Site } from './pages/site'
import { currentWords, publishWords, triesOf } from './records'
import { intentsOf } from './stripe-world'

test('Back at Amazon leads to a page that explains and works', async ({ page, signedInSite: site }) => {
  await site.leaveForAmazon()
  await page.goBack()
  await expect(page).toHaveURL('/wallet/add')
  await expect(site.add.status.first()).toContainText('You came back from Amazon without approving')
  await expect(site.add.button).toBeEnabled()
  await site.add.save()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Amazon Pay is saved')
  await site.add.open()
  await expect(site.add.button).toBeEnabled()
  await expect(page.getByText('You came back from Amazon')).toHaveCount(0)
})

test('a page the browser has kept while at Amazon gets its button back', async ({ page, signedInSite: site }) => {
  await site.leaveForAmazon()
  await page.goBack()
  await page.route('**/api/setup-intents', () => undefined)
  await site.add.save()
  await expect(site.add.button).toBeDisabled()
  // What a browser does that shows the kept page again: no script runs from the start, only this event tells.
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  await expect(site.add.button).toBeEnabled()
  await expect(page.getByText('You came back from Amazon without approving')).toBeVisible()
})

test('an approval whose way back was lost is not called unsaved', async ({ page, signedInSite: site }) => {
  await site.leaveForAmazon()
  const authorize = page.getByRole('link', { name: 'Authorize Test Setup' })
  const href = await authorize.evaluate((link: HTMLAnchorElement) => link.href)
  await page.request.get(href, { maxRedirects: 0 })
  await site.add.open()
  await expect(page.getByText('Your last try has ended')).toBeVisible()
  await page.getByRole('link', { name: 'See how it went' }).click()
  await expect(site.heading).toHaveText('Amazon Pay is saved')
})

test('words that have changed meanwhile are shown before anything is saved', async ({
  site,
  customer,
  database,
  watch,
  stripe,
}) => {
  watch.allow(/status of 409/)
  const words = await currentWords(database)
  await site.add.open()
  await site.add.optIn.check()
  const added = 'You can end this at any time in your wallet.'
  await publishWords(database, { ...words, text: `${words.text} ${added}` })

  await site.add.save()
  await expect(site.add.problem).toContainText('The words you would agree to have changed')
  await expect(site.add.notice).toContainText(added)
  await expect(site.add.optIn).not.toBeChecked()
  await expect(site.add.button).toBeEnabled()
  expect(await triesOf(database, customer)).toEqual([])
  expect(await intentsOf(stripe, customer)).toEqual([])

  await site.add.save()
  await site.amazon.approve()
  await site.returned.arrive()
  await site.returned.readAgreement()
  await expect(site.mandate.quotes).toContainText([added])
  await expect(site.mandate.definition('Wording')).toHaveText(`Version ${words.version + 1}`)
  await publishWords(database, words)
})

test('words that change before the last step of the server-rendered way are shown too', async ({
  signedInSite: site,
  database,
}) => {
  const words = await currentWords(database)
  await site.add.open()
  const setupId = await site.add.sendWithoutScript()
  await publishWords(database, { ...words, text: `${words.text} From tomorrow on.` })
  await site.add.openTry(setupId)
  await expect(site.add.problem).toContainText('The words you would agree to have changed')
  await expect(site.add.notice).toContainText('From tomorrow on.')
  await publishWords(database, words)
})

test('Stripe.js that does not load leaves a page that works again later', async ({
  page,
  signedInSite: site,
  watch,
}) => {
  watch.allow(/ERR_FAILED/)
  await page.route('**/endive/stripe.js', (route) => route.abort())
  await site.add.open()
  await site.add.save()
  // Five seconds are waited for a script whose failure came before anybody listened, and then it is loaded anew.
  await expect(site.add.problem).toContainText('Nothing was saved.', { timeout: 25_000 })
  await expect(site.add.button).toBeEnabled()

  await page.unroute('**/endive/stripe.js')
  await site.add.save()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Amazon Pay is saved')
})

test('a slow Stripe is waited for, and the page says that it still works', async ({
  page,
  signedInSite: site,
  line,
}) => {
  await page.clock.install()
  await site.add.open()
  // Stripe.js is there; it is the server that has to wait for Stripe.
  await page.waitForFunction(() => 'Stripe' in window)
  line.hold()
  await site.add.save()
  await expect(site.add.button).toHaveText('Opening Amazon…')
  await expect(site.add.button).toBeDisabled()
  await page.clock.fastForward(5000)
  await expect(page.getByText('Still working…')).toBeVisible()
  line.mend()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Amazon Pay is saved')
})

test('a Stripe that is away is said to be, and the same try goes on when it is back', async ({
  page,
  site,
  customer,
  line,
  stripe,
}) => {
  test.slow()
  await site.add.open()
  await page.waitForFunction(() => 'Stripe' in window)
  line.cut()
  await site.add.save()
  await expect(site.add.problem).toContainText('Nothing was saved.', { timeout: 25_000 })
  await expect(site.add.button).toBeEnabled()
  expect(await intentsOf(stripe, customer)).toEqual([])
  line.mend()
  await site.add.save()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Amazon Pay is saved')
  expect(await intentsOf(stripe, customer)).toHaveLength(1)
})

test('a shop that cannot be reached says so and keeps the choice', async ({
  context,
  page,
  signedInSite: site,
  watch,
}) => {
  watch.allow(/ERR_INTERNET_DISCONNECTED/)
  await site.add.open()
  await site.add.optIn.check()
  await page.waitForFunction(() => 'Stripe' in window)
  await context.setOffline(true)
  await site.add.save()
  await expect(site.add.problem).toContainText('Check your connection')
  await expect(site.add.optIn).toBeChecked()
  await context.setOffline(false)
  await site.add.save()
  await site.amazon.arrive()
})

test('a session that ended meanwhile leads to signing in and back', async ({
  context,
  page,
  customer,
  site,
  watch,
}) => {
  watch.allow(/status of 401/)
  await site.add.open()
  await context.clearCookies()
  await site.add.save()
  await expect(site.heading).toHaveText('Sign in')
  await site.signIn.enter(customer)
  await expect(page).toHaveURL('/wallet/add')
  await expect(new Site(page).add.button).toBeEnabled()
})
