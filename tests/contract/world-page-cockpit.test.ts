import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { chromium as playwright, type Browser, type BrowserContext, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accountIdFor } from '../../sandbox/ids'
import { startSandbox } from '../../sandbox/serve'
import { World } from '../../sandbox/world'
import { chromium } from '../support/browser'
import { MANUAL, charge, createdFor, savedMethod } from './payments'
import { type TestWorld, refusal, sandboxForThisFile, worldAt } from './sandbox-under-test'

const newWorld = sandboxForThisFile()
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  browser = await playwright.launch(chromium())
}, 60_000)
afterAll(() => browser?.close())

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 375, height: 700 } })
  page = await context.newPage()
})
afterEach(() => context.close())

describe('the page of the sandbox, as a cockpit', { timeout: 90_000 }, () => {
  it('tells what happened to an object, and goes to what will happen next', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const held = { amount: 1200, ...MANUAL }
    const { id } = await createdFor(world, saved, held)
    await world.stripe.paymentIntents.confirm(id, { payment_method: saved.method, off_session: true })
    await world.stripe.paymentIntents.retrieve(id)
    await open(world, `payment_intents/${id}`)
    const moments = page.getByRole('listitem').filter({ has: page.locator('time') })
    await moments.getByRole('link', { name: `GET /v1/payment_intents/${id}` }).waitFor()
    const names = await moments.getByRole('link').allInnerTexts()
    const told = names.filter((name) => name.startsWith('payment_intent.') || name.includes('/v1/'))
    expect(told).toEqual([
      'POST /v1/payment_intents',
      'payment_intent.created',
      `POST /v1/payment_intents/${id}/confirm`,
      'payment_intent.amount_capturable_updated',
      `GET /v1/payment_intents/${id}`,
    ])

    await page.getByRole('link', { name: 'a hold ends' }).waitFor()
    await page.getByRole('button', { name: 'Go there' }).click()
    await page.getByRole('row', { name: /pi_\w+ canceled/ }).waitFor()
    await moments.getByRole('link', { name: 'payment_intent.canceled' }).click()
    await page.getByRole('heading', { name: 'Events', exact: true }).waitFor()
    await page.getByText('Nothing falls due by itself.').waitFor()
  })

  it('makes requests fail by a rule, and keeps what is being typed meanwhile', async () => {
    const world = newWorld()
    await world.stripe.customers.create()
    await open(world, 'faults')
    await page.getByLabel('What goes wrong').selectOption('error_503')
    await page.getByLabel('Path').fill('/v1/customers')
    await world.stripe.products.create({ name: 'Moon ride' })
    await page.getByRole('link', { name: 'Products 1' }).waitFor()
    expect(await page.getByLabel('Path').inputValue()).toBe('/v1/customers')
    await page.getByRole('button', { name: 'Add this rule' }).click()
    await page.getByText('0 met it, 0 struck').waitFor()
    expect((await refusal(world.stripe.customers.list())).statusCode).toBe(503)
    await page.getByText('1 met it, 1 struck').waitFor()
    await page.getByLabel('Path').fill('customers')
    await page.getByRole('button', { name: 'Add this rule' }).click()
    await page.getByRole('alert').getByText('must begin with /v1/').waitFor()
    await page.getByRole('button', { name: 'Remove error_503' }).click()
    await page.getByText('Nothing goes wrong.').waitFor()
    expect((await world.stripe.customers.list()).data).toHaveLength(1)
  })

  it('sets everything Stripe does not document, and shows what is not the default', async () => {
    const world = newWorld()
    await world.stripe.customers.create()
    await open(world, 'settings')
    await page.getByLabel('savedOnSession').selectOption('redirect')
    await page.getByLabel('invoiceRetryDays').fill('[1, 2]')
    await page.getByLabel('invoiceRetryDays').press('Tab')
    await page.getByRole('button', { name: 'invoiceRetryDays back to [3,5,7]' }).waitFor()
    expect((await world.control.state()).settings).toMatchObject({
      savedOnSession: 'redirect',
      invoiceRetryDays: [1, 2],
    })
    await page.getByRole('button', { name: 'savedOnSession back to charge' }).click()
    await page.getByRole('button', { name: 'savedOnSession back to charge' }).waitFor({ state: 'detached' })
    expect(await page.getByLabel('savedOnSession').inputValue()).toBe('charge')
    await page.getByLabel('bookSeconds').fill('soon')
    await page.getByLabel('bookSeconds').press('Tab')
    await page.getByRole('alert').getByText('“soon” is not a value such as 2.').waitFor()

    await open(world, 'endpoints')
    await page.getByLabel('Sent twice').fill('0.5')
    await page.getByRole('button', { name: 'Deliver like this' }).click()
    await expect.poll(async () => (await world.control.state()).webhooks.disorder?.duplicate).toBe(0.5)
    const endpoint = { url: 'http://127.0.0.1:9/webhook', enabled_events: ['*' as const] }
    const { secret } = await world.stripe.webhookEndpoints.create(endpoint)
    await page.getByRole('button', { name: endpoint.url }).click()
    await page.getByText(String(secret)).first().waitFor()
    await page.getByRole('button', { name: 'Roll the secret' }).click()
    await page.getByText('The endpoint has a new signing secret.').waitFor()
    await page.getByText(String(secret)).first().waitFor({ state: 'detached' })
  })

  it('is accessible and fits a phone, in the light and in the dark', async () => {
    const world = newWorld()
    const { id } = await charge(world, await savedMethod(world))
    await world.control.faults([{ kind: 'error_503', match: { path: '/v1/refunds' }, count: 1 }])
    const places = { light: ['faults', `payment_intents/${id}`], dark: ['settings', 'endpoints'] }
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const place of places[colorScheme]) {
        await open(world, place)
        await page.locator('#section-title').waitFor()
        await page.getByText('Reading').waitFor({ state: 'detached' })
        expect((await new AxeBuilder({ page }).analyze()).violations, place).toEqual([])
        expect(await overflow(), place).toBe(0)
      }
    }
  })

  it('goes to the section that was chosen', async () => {
    await open(newWorld(), 'requests')
    const heading = page.locator('#section-title')
    const top = () => heading.evaluate((element) => element.getBoundingClientRect().top)
    expect(await top()).toBeGreaterThan(350)
    await page.getByRole('link', { name: /^Faults/ }).click()
    await expect.poll(() => heading.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await heading.textContent()).toBe('Faults')
    await expect.poll(async () => Math.abs((await top()) - 16)).toBeLessThan(100)
  })

  it('reads no more of a large world than it shows, and nothing when nothing has changed', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'large-world-'))
    fill(dataDir, 'large', 10_000)
    const sandbox = await startSandbox({ dataDir, port: 0 })
    const sizes: number[] = []
    page.on('response', async (response) => {
      if (response.url().includes('/_sandbox/view')) sizes.push((await response.body()).length)
    })
    await open(worldAt(sandbox.origin, 'large'), 'customers')
    await page.getByRole('link', { name: 'Customers 10000' }).waitFor()
    await page.getByRole('button', { name: 'Show more (9900 older)' }).click()
    await page.getByRole('button', { name: 'Show more (9800 older)' }).waitFor()
    expect(await page.getByRole('row').count()).toBe(201)
    await expect.poll(() => sizes.at(-1), { timeout: 10_000 }).toBeLessThan(300)
    expect(Math.max(...sizes)).toBeLessThan(300_000)
    await open(worldAt(sandbox.origin, 'large'), 'customers/cus_00000000000001')
    await page.getByRole('button', { name: 'Delete this customer' }).waitFor()
    await page.goto('about:blank')
    await sandbox.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
})

/** A world as another sandbox might have left it. */
function fill(dataDir: string, suffix: string, count: number): void {
  const world = new World(join(dataDir, `${accountIdFor(suffix)}.log`), suffix)
  world.store.transaction(() => {
    for (let number = 1; number <= count; number += 1) {
      const id = `cus_${String(number).padStart(14, '0')}`
      // As much of a customer as a list shows.
      const customer = { id, object: 'customer', created: number, email: `sam${number}@example.com`, metadata: {} }
      world.store.put('customers', id, customer as Parameters<typeof world.store.put<'customers'>>[2])
    }
  })
}

async function open(world: TestWorld, place: string): Promise<void> {
  const suffix = world.secretKey.replace('sk_test_', '')
  await page.goto(`${world.origin}/#${suffix}/${place}`)
}

/** How far the page reaches beyond the right edge of the screen, in pixels. */
function overflow(): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
