import { type Browser, type BrowserContext, expect } from 'playwright/test'
import { Site } from './pages/site'
import { signUp } from './people'
import { paymentOf, placeOrder, type Shop } from './placed-order'
import { newRider } from './rider'
import type { Way } from './ways'

type Payer = { context: BrowserContext; browser: Browser; shop: Shop }

/** Pays an order in one way, there and back. */
export async function pay(way: Way, { context, browser, shop }: Payer): Promise<void> {
  if (way.who === 'customer') await signUp(context, shop.origin)
  if (way.who === 'rider') {
    const rider = await newRider(browser, shop)
    await context.addCookies(await rider.context.cookies())
    await rider.context.close()
  }
  const orderId = await placeOrder(context, shop, { ...(way.slug && { slug: way.slug }), starts: !way.isPlain })
  const site = new Site(await context.newPage())
  await site.checkout.open(orderId)
  await (await way.choose(site)).click()
  if (way.leaves) await site.amazon.approve()
  await site.returned.arrive()
  await expect(site.heading).toHaveText(way.title)
}

/** Saves Amazon Pay as somebody new, there and back. */
export async function save(how: 'by script' | 'by page' | 'by form', context: BrowserContext, { origin }: Shop) {
  await signUp(context, origin)
  const site = new Site(await context.newPage())
  await site.add.open()
  if (how === 'by page') await site.add.sendWithoutScript()
  await site.add.save()
  await site.amazon.approve()
  await site.returned.arrive()
  await expect(site.heading).toHaveText('Amazon Pay is saved')
}

/** Has somebody new leave for Amazon with one order and begin to pay another, and stay on its page. */
export async function beginPaying(context: BrowserContext, shop: Shop): Promise<{ orderId: string; intent: string }> {
  await signUp(context, shop.origin)
  const site = new Site(await context.newPage())
  await site.checkout.open(await placeOrder(context, shop))
  await expect(site.checkout.element.button).toBeEnabled()
  await site.checkout.amazon.click()
  await site.amazon.arrive()

  const orderId = await placeOrder(context, shop)
  await site.checkout.open(orderId)
  await expect(site.checkout.element.button).toBeEnabled()
  const { id } = await paymentOf(shop.database, orderId)
  const [row] = await shop.database.rows<{ intent: string }>(
    'select stripe_payment_intent_id as intent from payments where id = $1',
    [id],
  )
  if (!row) throw new Error(`Payment ${id} has no intent.`)
  return { orderId, intent: row.intent }
}

/** Has the same person begin to save and stay on the page that has the secret. Gives the id of the try. */
export async function beginSaving(context: BrowserContext): Promise<string> {
  const site = new Site(await context.newPage())
  await site.add.open()
  return site.add.sendWithoutScript()
}
