import { type Browser, type BrowserContext, chromium as playwright } from 'playwright'
import { wholeChromium } from '../support/browser'
import { expect, test as base } from './fixtures'
import { Site } from './pages/site'
import { endOf, PAID } from './payment-end'
import { paymentOf, placeOrder } from './placed-order'

/**
 * Playwright switches off what people's browsers do: to show a page again exactly as it was left, without asking anybody.
 * Here it is on, and what a kept page says must be true when it is shown again.
 */
const test = base.extend<{ keeping: BrowserContext }, { keeper: Browser }>({
  keeper: [
    async ({}, provide) => {
      const ignoreDefaultArgs = ['--disable-back-forward-cache']
      const browser = await playwright.launch({ ...wholeChromium(), ignoreDefaultArgs })
      await provide(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
  keeping: async ({ keeper, stack, watch }, provide) => {
    const context = await keeper.newContext({ baseURL: stack.origin })
    watch.watch(context)
    // What a test answers itself counts as coming from the network, which has to ask before it calls this machine.
    await context.grantPermissions(['local-network-access'])
    await context.addInitScript((shop) => {
      if (location.origin !== shop) return
      window.addEventListener('pageshow', ({ persisted }) => persisted && sessionStorage.setItem('was-kept', 'yes'))
    }, stack.origin)
    // What may not be stored is asked for again by Chromium, and kept all the same by others.
    await context.route(/\/(checkout|return|orders)\/[0-9a-f-]{36}$/, async (route) => {
      const response = await route.fetch({ maxRedirects: 0 })
      await route.fulfill({ response, headers: { ...response.headers(), 'cache-control': 'no-cache' } })
    })
    await provide(context)
    await context.close()
  },
})

test('the page where an order is paid, after it was paid at Amazon', async ({ keeping, stack, database, stripe }) => {
  const site = new Site(await keeping.newPage())
  const orderId = await placeOrder(keeping, { origin: stack.origin, database })
  await site.checkout.open(orderId)
  await site.checkout.element.arrive()
  await site.checkout.amazon.click()
  await site.amazon.arrive()
  await goBack(site, 1)
  await expectKept(site)
  await expect(site.checkout.continueAtAmazon).toBeVisible()
  await scriptsOf(site)
  await site.checkout.continueAtAmazon.click()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Paid')
  await goBack(site, 2)
  await expectKept(site)
  await expect(site.heading).toHaveText('Paid')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID)
})

test('the page customers come back to, and the order’s own, after it was paid at Amazon', async ({
  keeping,
  stack,
  database,
}) => {
  const site = new Site(await keeping.newPage())
  const orderId = await placeOrder(keeping, { origin: stack.origin, database })
  await site.order.open(orderId)
  await expect(site.order.status).toContainText('This order isn’t paid yet.')
  await scriptsOf(site)
  await site.checkout.open(orderId)
  await site.checkout.element.arrive()
  await site.checkout.amazon.click()
  await site.amazon.arrive()
  await site.returned.open((await paymentOf(database, orderId)).id)
  await scriptsOf(site)
  await site.returned.continueAtAmazon.click()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Paid')
  await goBack(site, 2)
  await expectKept(site)
  await expect(site.heading).toHaveText('Paid')
  await goBack(site, 3)
  await expectKept(site)
  await expect(site.order.status).toContainText('Charged to your Amazon Pay.')
})

// A page that is left before its scripts have run cannot listen, and shows nothing else that tells of them.
async function scriptsOf({ page }: Site): Promise<void> {
  await page.waitForLoadState('networkidle')
}

// A kept page is shown without a load, which `goBack` would wait for.
async function goBack(site: Site, pages: number): Promise<void> {
  await site.page.evaluate((delta) => history.go(delta), -pages).catch(() => null)
}

// A page that was not kept would say what is true without any help.
async function expectKept({ page }: Site): Promise<void> {
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem('was-kept')).catch(() => null)).toBe('yes')
  await page.evaluate(() => sessionStorage.removeItem('was-kept')).catch(() => null)
}
