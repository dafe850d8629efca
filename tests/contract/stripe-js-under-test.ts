import { chromium as playwright, type Browser, type FrameLocator, type Page } from 'playwright'
import type Stripe from 'stripe'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { chromium } from '../support/browser'
import { openElementsShop, type ShopConfig, visit } from '../support/elements-shop'
import type { Shop } from '../support/stripe-js-shop'
import { sandboxForThisFile, type TestWorld } from './sandbox-under-test'

export type Stage = {
  page: Page
  world: TestWorld
  shop: Shop
  browser: Browser
  /** What the browser complained about: errors in the console and thrown in the page. */
  complaints: string[]
}

/** A browser, a shop with a Payment Element, and for each test a page and a world of its own. */
export function elementsForThisFile(): Stage {
  const openWorld = sandboxForThisFile()
  // Filled below, before any test looks at it.
  const stage = {} as Stage
  beforeAll(async () => {
    stage.shop = await openElementsShop(openWorld().origin)
    stage.browser = await playwright.launch(chromium())
  }, 60_000)
  beforeEach(async () => {
    stage.world = openWorld()
    // axe wants a page beside this one, which only a context of one's own allows.
    stage.page = await (await stage.browser.newContext()).newPage()
    stage.complaints = []
    stage.page.on('console', (line) => line.type() === 'error' && stage.complaints.push(line.text()))
    stage.page.on('pageerror', (error) => stage.complaints.push(String(error)))
  })
  afterEach(() => stage.page.context().close())
  afterAll(async () => {
    await stage.browser?.close()
    stage.shop?.close()
  })
  return stage
}

/** The shop's page for one payment, opened; answers the inside of the element. */
export function openPayment(stage: Stage, secret: string, config: Partial<ShopConfig> = {}): Promise<FrameLocator> {
  const group = { clientSecret: secret, ...config.group }
  return visit(stage.page, stage.shop, { key: stage.world.publishableKey, ...config, group })
}

export async function newPayment({ world }: Stage, params: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  const { id, client_secret } = await world.stripe.paymentIntents.create({
    amount: 2000,
    currency: 'usd',
    allowed_payment_method_types: ['amazon_pay', 'card'],
    ...params,
  })
  return { id, secret: client_secret ?? '' }
}

export async function newSetup({ world }: Stage, params: Partial<Stripe.SetupIntentCreateParams> = {}) {
  const customer = await world.stripe.customers.create({ email: 'sam@example.com' })
  const { id, client_secret } = await world.stripe.setupIntents.create({
    customer: customer.id,
    allowed_payment_method_types: ['amazon_pay', 'card'],
    ...params,
  })
  return { id, secret: client_secret ?? '' }
}

/** Types a card as a customer does, next month and further on. */
export async function fillCard(frame: FrameLocator, number = '4242 4242 4242 4242'): Promise<void> {
  await frame.getByTestId('card').click()
  await frame.getByLabel('Card number').fill(number)
  await frame.getByLabel('Expiration date').fill('12 / 34')
  await frame.getByLabel('Security code').fill(number.startsWith('3') ? '1234' : '123')
  await frame.getByLabel('ZIP code').fill('94107')
}
