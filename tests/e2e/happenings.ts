import { expect } from 'playwright/test'
import type { SandboxControl } from '../support/sandbox'
import { Site } from './pages/site'
import { OPEN, type PaymentEnd } from './payment-end'
import { areEventsHandled, paymentOf, type Shop } from './placed-order'
import { BAD_CARD, type Way } from './ways'

/** An order that waits to be paid in one way, by whoever the browser's cookies say. */
export type Scene = {
  way: Way
  site: Site
  shop: Shop
  orderId: string
  sandbox: SandboxControl
  advanceClock: (seconds: number) => Promise<void>
  end: () => Promise<PaymentEnd>
}

const TEN_MINUTES = 600

export async function approvedBeforeWebhooks({ way, site, shop, orderId, sandbox }: Scene): Promise<void> {
  await sandbox.pauseWebhooks()
  await site.checkout.open(orderId)
  await pay(site, way)
  await site.page.reload()
  await expect(site.heading).toHaveText(way.title)
  await sandbox.resumeWebhooks()
  await expect.poll(() => areEventsHandled(shop.database, orderId)).toBe(true)
}

export async function declined({ way, site, orderId, sandbox, end }: Scene): Promise<void> {
  await sandbox.dropWebhooks(true)
  await site.checkout.open(orderId)
  if (way.leaves) {
    await leave(site, way)
    await site.amazon.decline()
    await expect(site.heading).toHaveText('Nothing was charged')
    await site.returned.tryAgain.click()
    await site.checkout.arrive()
  } else {
    await site.checkout.element.enterCard(BAD_CARD)
    await site.checkout.element.button.click()
    await expect(site.checkout.element.problem).toContainText('Nothing was charged. Your card was declined.')
  }
  expect(await end()).toEqual(OPEN)
  await pay(site, way)
}

export async function expired({ way, site, shop, orderId, advanceClock, end }: Scene): Promise<void> {
  await site.checkout.open(orderId)
  await leave(site, way)
  await advanceClock(TEN_MINUTES + 1)
  await site.returned.open((await paymentOf(shop.database, orderId)).id)
  await expect(site.heading).toHaveText('Nothing was charged')
  await expect(site.returned.status).toContainText('The approval window closed.')
  expect(await end()).toEqual(OPEN)
  await site.returned.tryAgain.click()
  await site.checkout.arrive()
  await pay(site, way)
}

export async function tabClosed({ way, site, shop, orderId, end }: Scene): Promise<void> {
  await site.checkout.open(orderId)
  const later = new Site(await site.page.context().newPage())
  await payAndCloseTab(site, way)
  await expect.poll(end).toEqual(way.end)
  await later.returned.open((await paymentOf(shop.database, orderId)).id)
  await expect(later.heading).toHaveText(way.title)
}

export async function tabClosedWithoutWebhooks(scene: Scene): Promise<void> {
  const { way, site, shop, orderId, sandbox, advanceClock } = scene
  await sandbox.dropWebhooks(true)
  await site.checkout.open(orderId)
  await payAndCloseTab(site, way)
  const { status } = await paymentOf(shop.database, orderId)
  expect(way.end.payments).not.toContain(status)
  await advanceClock(61)
}

export async function back(scene: Scene): Promise<void> {
  const { way, site, orderId } = scene
  await site.checkout.open(orderId)
  await leave(site, way)
  await site.page.goBack()
  await expect(site.checkout.continueAtAmazon).toBeVisible()
  await site.checkout.payAnotherWay.click()
  await expect(site.checkout.payAnotherWay).toHaveCount(0)
  await payByDoubleClick(site, way)
}

export async function doubleClick({ way, site, orderId }: Scene): Promise<void> {
  await site.checkout.open(orderId)
  await payByDoubleClick(site, way)
}

export async function twoTabs({ way, site, shop, orderId }: Scene): Promise<void> {
  const tabs = [site, new Site(await site.page.context().newPage())]
  for (const tab of tabs) await tab.checkout.open(orderId)
  const buttons = []
  for (const tab of tabs) {
    // Chromium may miss a click into another site's frame in a tab that nobody looks at.
    await tab.page.bringToFront()
    buttons.push(await way.choose(tab))
  }
  await Promise.all(buttons.map((button) => button.click()))
  if (way.leaves) await Promise.all(tabs.map(arriveAtAmazon))
  // One tab's try has replaced the other's, whose page at Amazon says that from now on.
  if (way.leaves) await Promise.all(tabs.map(({ page }) => page.reload()))
  if (way.leaves) await Promise.all(tabs.map(({ amazon }) => amazon.approveOrGoBack()))
  await Promise.all(tabs.map(({ returned }) => returned.arrive()))
  const { id } = await paymentOf(shop.database, orderId)
  for (const tab of tabs) {
    await tab.returned.open(id)
    await expect(tab.heading).toHaveText(way.title)
  }
}

// What is saved by paying can't be changed while a try waits at Amazon: then the page leads to that try.
async function arriveAtAmazon({ amazon, checkout }: Site): Promise<void> {
  await amazon.authorize.or(amazon.goBack).or(checkout.continueAtAmazon).waitFor()
  if (await checkout.continueAtAmazon.isVisible()) await checkout.continueAtAmazon.click()
  await amazon.arriveOrEnd()
}

async function leave(site: Site, way: Way): Promise<void> {
  const button = await way.choose(site)
  await button.click()
  await site.amazon.arrive()
}

async function pay(site: Site, way: Way): Promise<void> {
  const button = await way.choose(site)
  await button.click()
  await comeBack(site, way)
}

async function payByDoubleClick(site: Site, way: Way): Promise<void> {
  const button = await way.choose(site)
  await button.dblclick()
  await comeBack(site, way)
}

async function comeBack(site: Site, way: Way): Promise<void> {
  if (way.leaves) await site.amazon.approve()
  await site.returned.arrive()
  await expect(site.heading).toHaveText(way.title)
}

async function payAndCloseTab(site: Site, way: Way): Promise<void> {
  if (way.leaves) {
    await leave(site, way)
    return site.amazon.approveAndCloseTab()
  }
  // Paid, and gone before the shop's page is asked for.
  const { page } = site
  await page.route('**/api/return/*', (route) => route.abort())
  const leaving = page.waitForRequest('**/api/return/*')
  const button = await way.choose(site)
  await button.click()
  await leaving
  await page.close()
}
