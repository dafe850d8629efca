import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium as playwright, type Browser, type Page } from 'playwright'
import Stripe from 'stripe'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox, type RunningSandbox } from '../../sandbox/serve'
import { chromium } from '../support/browser'

let dataDir: string
let sandbox: RunningSandbox
let browser: Browser
let page: Page
let problems: string[]

beforeAll(async () => {
  browser = await playwright.launch(chromium())
}, 60_000)
afterAll(() => browser?.close())

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'world-page-'))
  sandbox = await startSandbox({ dataDir, port: 0 })
  page = await browser.newPage()
  problems = []
  page.on('console', (message) => problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(error.message))
})
afterEach(async () => {
  await page.close()
  await sandbox.close()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('the page of the sandbox', { timeout: 30_000 }, () => {
  it('says how to open a world while there is none, and shows it once it is there', async () => {
    await page.goto(sandbox.origin)
    await page.getByRole('heading', { name: 'No world yet' }).waitFor()
    await world('first').customers.create({ email: 'sam@example.com' })
    await page.getByRole('button', { name: 'POST /v1/customers' }).waitFor()
    expect(await page.getByLabel('World', { exact: true }).inputValue()).toBe('first')
    expect(problems).toEqual([])
  })

  it('shows the oldest world first, and a request that failed where its error says', async () => {
    for (const name of ['one', 'two', 'three']) await world(name).customers.create()
    const refused = await world('two')
      .customers.retrieve('cus_no')
      .catch((error: Stripe.errors.StripeError) => error)
    const picker = page.getByLabel('World', { exact: true })
    await page.goto(sandbox.origin)
    await page.getByText('sk_test_one').waitFor()
    expect(await picker.inputValue()).toBe('one')
    // The SDK does not know of this field, which Stripe has sent for years.
    const { request_log_url: address } = (refused as { raw: { request_log_url: string } }).raw
    await page.goto(address)
    await page.getByText('sk_test_two').waitFor()
    expect(await picker.inputValue()).toBe('two')
    const failed = page.getByRole('button', { name: 'GET /v1/customers/cus_no' })
    await failed.and(page.locator('[aria-expanded=true]')).waitFor()
    expect(problems).toEqual([])
  })

  it('shows new objects by itself and keeps the opened row and the focus', async () => {
    const stripe = world('busy')
    const { id } = await stripe.customers.create({ name: '<b>Sam</b>' })
    await page.goto(`${sandbox.origin}/#busy/customers`)
    const row = page.getByRole('button', { name: id })
    await row.press('Enter')
    expect(await page.getByLabel('JSON').innerText()).toContain('"name": "<b>Sam</b>"')

    const newer = await stripe.customers.create()
    await page.getByRole('button', { name: newer.id }).waitFor()
    expect(await row.getAttribute('aria-expanded')).toBe('true')
    expect(await row.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(problems).toEqual([])
  })

  it('follows an id in an event to its object', async () => {
    const { id } = await world('links').customers.create()
    await page.goto(`${sandbox.origin}/#links/events`)
    await page.getByRole('button', { name: 'customer.created' }).click()
    await page.getByLabel('JSON').getByRole('link', { name: id }).click()
    await page.getByRole('heading', { name: 'Customers' }).waitFor()
    expect(await page.getByRole('button', { name: id }).getAttribute('aria-expanded')).toBe('true')
  })

  it('moves the clock of the world it shows, and of no other', async () => {
    await world('other').customers.create()
    const { created } = await world('mine').customers.create()
    await page.goto(`${sandbox.origin}/#mine/customers`)
    await page.getByRole('button', { name: '+1 day' }).click()
    await page.getByText('1 d ahead of real time').waitFor()
    expect((await world('mine').customers.create()).created).toBeGreaterThanOrEqual(created + 86_400)
    expect((await world('other').customers.create()).created).toBeLessThan(created + 86_400)
  })

  it('makes the next setup decline although the customer authorizes it, and only that one', async () => {
    const stripe = world('outcome')
    const { id: customer } = await stripe.customers.create()
    await page.goto(`${sandbox.origin}/#outcome/settings`)
    await page.getByRole('radio', { name: 'It is declined' }).check()
    await page.getByText('"nextSetup": "decline"').waitFor()

    expect(await authorizedSetup(stripe, customer)).toBe('requires_payment_method')
    expect(await authorizedSetup(stripe, customer)).toBe('succeeded')
  })

  it('pauses and resumes deliveries', async () => {
    await world('pause').customers.create()
    await page.goto(`${sandbox.origin}/#pause/endpoints`)
    await page.getByRole('button', { name: 'Pause deliveries' }).click()
    await page.getByText('Deliveries wait until you resume them.').waitFor()
    await page.getByRole('button', { name: 'Resume deliveries' }).click()
    await page.getByText('Events are delivered as they happen.').waitFor()
  })

  it('resets a world only when the question is answered with yes', async () => {
    const stripe = world('reset')
    await stripe.customers.create()
    await page.goto(`${sandbox.origin}/#reset/settings`)
    const ask = page.getByRole('button', { name: 'Reset this world' })
    await ask.click()
    await page.keyboard.press('Escape')
    expect((await stripe.customers.list()).data).toHaveLength(1)

    await ask.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Reset', exact: true }).click()
    await page.getByText('The world was reset.').waitFor()
    expect((await stripe.customers.list()).data).toEqual([])
  })

  it('says so when the sandbox is gone, and what it knew stays on screen', async () => {
    const { id } = await world('gone').customers.create()
    await page.goto(`${sandbox.origin}/#gone/customers`)
    await page.getByRole('button', { name: id }).waitFor()
    await page.route('**/_sandbox/**', (route) => route.abort('connectionrefused'))
    await page.getByRole('alert').getByText('The sandbox does not answer.').waitFor()
    await page.getByRole('button', { name: id }).waitFor()
    await page.unroute('**/_sandbox/**')
    await page.getByRole('alert').waitFor({ state: 'detached' })
  })
})

function world(suffix: string): Stripe {
  const { hostname, port } = new URL(sandbox.origin)
  return new Stripe(`sk_test_${suffix}`, { host: hostname, port, protocol: 'http', telemetry: false })
}

/** Sets Amazon Pay up as a customer who authorizes, in the test's page; answers what became of it. */
async function authorizedSetup(stripe: Stripe, customer: string): Promise<string> {
  const { id, next_action } = await stripe.setupIntents.create({
    customer,
    allowed_payment_method_types: ['amazon_pay'],
    payment_method_data: { type: 'amazon_pay' },
    confirm: true,
    return_url: `${sandbox.origin}/_sandbox/health`,
    mandate_data: {
      customer_acceptance: { type: 'online', online: { ip_address: '203.0.113.7', user_agent: 'Mozilla/5.0' } },
    },
  })
  await page.goto(next_action?.redirect_to_url?.url ?? '')
  await page.getByRole('link', { name: 'Authorize Test Setup' }).click()
  await page.waitForURL('**/_sandbox/health**')
  return (await stripe.setupIntents.retrieve(id)).status
}
