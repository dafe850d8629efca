import { type Browser, chromium as playwright } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chromium } from '../support/browser'
import { openShop } from '../support/stripe-js-shop'
import { AMAZON_PAY, createSetup, redirectUrl, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()
let browser: Browser

beforeAll(async () => {
  // Playwright turns off what people's browsers do: show a page again exactly as it was left.
  browser = await playwright.launch({ ...chromium(), ignoreDefaultArgs: ['--disable-back-forward-cache'] })
})
afterAll(() => browser?.close())

it.each([
  ['Authorize Test Setup', 'This setup was authorized.'],
  ['Fail Test Setup', 'This setup failed.'],
  ['Let it expire', 'This setup expired because nobody finished it within 10 minutes.'],
])('shows the customer who chose "%s" and goes back that it is over', async (link, sentence) => {
  const world = newWorld()
  const shop = await openShop(world.origin)
  const return_url = `${shop.origin}/back`
  const setup = await createSetup(world, { confirm: true, return_url, payment_method_data: AMAZON_PAY })
  const page = await browser.newPage()
  await page.goto(redirectUrl(setup))
  await page.getByRole('link', { name: link }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/payment_methods'))
  // `goBack` would wait for a load that does not happen.
  await page.evaluate(() => history.back()).catch(() => null)
  await page.waitForURL('**/payment_methods/test_setup?**')
  await page.getByText(sentence).waitFor()
  expect(await page.getByRole('link').allTextContents()).toEqual(['Back to Rocket Rides'])
  await page.close()
  shop.close()
})
