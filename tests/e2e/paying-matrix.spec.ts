import type { Browser, BrowserContext } from 'playwright/test'
import { expect, test } from './fixtures'
import {
  approvedBeforeWebhooks,
  back,
  declined,
  doubleClick,
  expired,
  type Scene,
  tabClosed,
  tabClosedWithoutWebhooks,
  twoTabs,
} from './happenings'
import { endOf } from './payment-end'
import { signUp } from './people'
import { placeOrder, type Shop } from './placed-order'
import { newRider } from './rider'
import { BUTTON_SAVING, ELEMENT_SAVING, SAVED, type Way, WAYS } from './ways'

type Happening = { name: string; happen: (scene: Scene) => Promise<void>; isFor?: (way: Way) => boolean }

/**
 * What can happen while an order is paid. Each way of paying meets each of these, and each ends with one payment here and at
 * Stripe, one charge, one entry in the ledger, one mail and one booking. Left out is what has no meaning:
 * - a card, and a saved method that is charged at once, do not go to Amazon: nobody comes Back from there, and no window for
 *   approving closes. Their double click has a test of its own instead;
 * - a saved method that is charged at once is declined only where Stripe asks Amazon, which is the way after it;
 * - its charge is known before the answer leaves the server, so there is nothing left for the sweep.
 * Saving while paying is one way with two buttons, which take turns.
 */
const HAPPENINGS: Happening[] = [
  { name: 'approved, reloaded, and only then the webhooks', happen: approvedBeforeWebhooks },
  { name: 'declined and paid again, without any webhook', happen: declined, isFor: (way) => way !== SAVED },
  { name: 'expired and paid again', happen: expired, isFor: ({ leaves }) => leaves },
  { name: 'the tab is closed, and the webhooks settle it', happen: tabClosed },
  {
    name: 'the tab is closed, and the sweep settles it',
    happen: tabClosedWithoutWebhooks,
    isFor: (way) => way !== SAVED,
  },
  { name: 'Back from Amazon, then a double click', happen: back, isFor: ({ leaves }) => leaves },
  { name: 'a double click', happen: doubleClick, isFor: ({ leaves }) => !leaves },
  { name: 'two tabs at once', happen: twoTabs },
]

for (const way of WAYS) {
  test.describe(`paying with ${way.name}`, () => {
    test.use({ javaScriptEnabled: !way.isPlain })
    for (const [turn, { name, happen, isFor = () => true }] of HAPPENINGS.entries()) {
      if (!isFor(way) || way === (turn % 2 === 0 ? ELEMENT_SAVING : BUTTON_SAVING)) continue
      test(name, async ({ site, browser, stack, database, stripe, sandbox, advanceClock, watch }) => {
        // Stripe answers 402 for a declined card, and 400 for what another tab has paid.
        watch.allow(/status of (400|402)/)
        // A tab that presses while the other's try is under way, here or at Amazon, is told so, and leads to that try.
        if (happen === twoTabs) watch.allow(/status of 409 .*\/(payment-intents|pay)\b/)
        await sandbox.outcomes({ savedOnSession: way.asksAgain ? 'redirect' : 'charge' })
        const shop = { origin: stack.origin, database }
        const context = site.page.context()
        await enter(way, { context, browser, shop, isLost: happen === declined || happen === expired })
        const orderId = await placeOrder(context, shop, { slug: way.slug, starts: !way.isPlain })
        const end = () => endOf({ database, stripe }, orderId)
        await happen({ way, site, shop, orderId, sandbox, advanceClock, end })
        await expect.poll(end).toEqual(way.end)
        expect(await wordsOf(context, `${stack.origin}/orders/${orderId}`)).toContain(way.title)
      })
    }
  })
}

type Entering = { context: BrowserContext; browser: Browser; shop: Shop; isLost: boolean }
type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>
let kept: Promise<Cookies> | undefined

// One rider is enough for all who only pay. What is declined is not saved any more, so that takes another.
async function enter(way: Way, { context, browser, shop, isLost }: Entering): Promise<void> {
  if (way.who === 'customer') await signUp(context, shop.origin)
  if (way.who !== 'rider') return
  const cookies = isLost ? riderCookies(browser, shop) : (kept ??= riderCookies(browser, shop))
  await context.addCookies(await cookies)
}

async function riderCookies(browser: Browser, shop: Shop): Promise<Cookies> {
  const { context } = await newRider(browser, shop)
  const cookies = await context.cookies()
  await context.close()
  return cookies
}

// The page's words about its state, as the server has rendered them.
async function wordsOf(context: BrowserContext, url: string): Promise<string> {
  const html = await (await context.request.get(url)).text()
  return /<div role="status">.*?<\/div><\/div>/s.exec(html)?.[0] ?? ''
}
