import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium as playwright, type Browser, type Page } from 'playwright'
import Stripe from 'stripe'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox, type RunningSandbox } from '../../sandbox/serve'
import { chromium } from '../support/browser'
import { callStripeJs, errorOf, leaveBy, openShop, type Shop } from '../support/stripe-js-shop'

let dataDir: string
let sandbox: RunningSandbox
let shop: Shop
let browser: Browser
let page: Page
let stripe: Stripe

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'stripe-js-'))
  sandbox = await startSandbox({ dataDir, port: 0 })
  const { hostname, port } = new URL(sandbox.origin)
  stripe = new Stripe('sk_test_stripejs', { host: hostname, port, protocol: 'http', telemetry: false })
  shop = await openShop(sandbox.origin)
  browser = await playwright.launch(chromium())
}, 60_000)

afterAll(async () => {
  await browser?.close()
  shop?.close()
  await sandbox?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

beforeEach(async () => {
  page = await browser.newPage()
  await page.goto(shop.origin)
})

afterEach(() => page.close())

describe('window.Stripe of the sandbox, found by the real loader', { timeout: 30_000 }, () => {
  it('takes the customer to the test page and, once authorized, back with the method saved', async () => {
    const { id, client_secret: secret } = await newSetup()
    await leaveBy(page, 'confirmAmazonPaySetup', secret, {
      return_url: `${shop.origin}/back?tab=1`,
      mandate_data: CONSENT,
    })

    await expect(page.getByRole('heading', { name: 'Amazon Pay test setup page' }).textContent()).resolves.toBeTruthy()
    expect(new URL(page.url()).pathname).toBe('/payment_methods/test_setup')
    await page.getByRole('link', { name: 'Authorize Test Setup' }).click()
    await page.waitForURL('**/back?**')
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      tab: '1',
      setup_intent: id,
      setup_intent_client_secret: secret,
      redirect_status: 'succeeded',
    })

    const setup = await stripe.setupIntents.retrieve(id, { expand: ['mandate', 'payment_method'] })
    expect(setup).toMatchObject({ status: 'succeeded', payment_method: { type: 'amazon_pay' } })
    expect(setup.mandate).toMatchObject({
      customer_acceptance: {
        type: 'online',
        online: { ip_address: '127.0.0.1', user_agent: await page.evaluate(() => navigator.userAgent) },
      },
    })
  })

  it('leaves for a return address exactly as the shop wrote it', async () => {
    const { id, client_secret: secret } = await newSetup()
    // The sandbox itself always sends the customer away first.
    await page.route('**/confirm', (route) =>
      route.fulfill({
        headers: { 'Access-Control-Allow-Origin': '*' },
        json: { id, client_secret: secret, status: 'succeeded', next_action: null },
      }),
    )
    const confirmParams = { return_url: `${shop.origin}/back?q=a%20b+c~(d)`, payment_method: 'pm_1' }
    const left = page.waitForURL('**/back?**')
    // It never settles: the page goes away underneath it.
    callStripeJs(page, 'confirmSetup', { clientSecret: secret, confirmParams }).catch(() => null)
    await left
    expect(page.url()).toBe(
      `${shop.origin}/back?q=a%20b+c~(d)&setup_intent=${id}&setup_intent_client_secret=${secret}&redirect_status=succeeded`,
    )
  })

  it('brings a customer back who fails the test setup, with nothing saved', async () => {
    const { id, client_secret: secret } = await newSetup()
    await leaveBy(page, 'confirmAmazonPaySetup', secret, { return_url: `${shop.origin}/back`, mandate_data: CONSENT })
    await page.getByRole('link', { name: 'Fail Test Setup' }).click()
    await page.waitForURL('**/back?**redirect_status=failed')
    const setup = await stripe.setupIntents.retrieve(id)
    expect(setup).toMatchObject({ status: 'requires_payment_method', payment_method: null })
  })

  it('goes to the same page by confirmSetup, and again by handleNextAction', async () => {
    const { client_secret: secret } = await newSetup()
    const confirmParams = {
      return_url: `${shop.origin}/back`,
      payment_method_data: { type: 'amazon_pay' },
      mandate_data: CONSENT,
    }
    await leaveBy(page, 'confirmSetup', { clientSecret: secret, confirmParams })
    const first = page.url()

    await page.goto(shop.origin)
    await leaveBy(page, 'handleNextAction', { clientSecret: secret })
    expect(page.url()).toBe(first)
  })

  it('confirms a setup that the server has confirmed already', async () => {
    const { client_secret: secret } = await newSetup({
      confirm: true,
      return_url: `${shop.origin}/back`,
      payment_method_data: { type: 'amazon_pay' },
      mandate_data: SERVER_CONSENT,
    })
    await leaveBy(page, 'confirmAmazonPaySetup', secret, { return_url: `${shop.origin}/back`, mandate_data: CONSENT })
    await page.getByRole('link', { name: 'Authorize Test Setup' }).waitFor()
  })

  it('throws IntegrationError on a malformed secret, before any request', async () => {
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    const form = 'value should be a client secret of the form ${id}_secret_${secret}. You specified: '
    const kind = 'value should be a SetupIntent client secret. You specified: a PaymentIntent client secret.'
    for (const [method, argument, sentence] of [
      ['confirmAmazonPaySetup', 'seti_1', `stripe.confirmAmazonPaySetup intent secret: ${form}seti_1.`],
      ['confirmAmazonPaySetup', null, `stripe.confirmAmazonPaySetup intent secret: ${form}null.`],
      ['confirmAmazonPaySetup', 'pi_1_secret_x', `stripe.confirmAmazonPaySetup intent secret: ${kind}`],
      ['retrieveSetupIntent', 'pi_1_secret_x', `stripe.retrieveSetupIntent intent secret: ${kind}`],
      ['handleNextAction', { clientSecret: '' }, `stripe.handleNextAction intent secret: ${form}.`],
    ] as const) {
      expect(await callStripeJs(page, method, argument)).toEqual({
        thrown: { name: 'IntegrationError', message: `Invalid value for ${sentence}` },
      })
    }
    expect(requests).toEqual([])
  })

  it('refuses secret and live keys', async () => {
    const refusal = (key: string) =>
      page.evaluate((key) => {
        try {
          return String(window.Stripe?.(key))
        } catch (error) {
          return String(error)
        }
      }, key)
    expect(await refusal('sk_test_stripejs')).toContain('You should not use your secret key with Stripe.js.')
    expect(await refusal('pk_live_stripejs')).toContain('refuses live keys')
  })

  it('shows a browser only the fields meant for one', async () => {
    const { client_secret: secret } = await newSetup({ metadata: { order: '7' }, customer: await newCustomer() })
    const outcome = await callStripeJs(page, 'retrieveSetupIntent', secret)
    const setupIntent = ('value' in outcome && outcome.value.setupIntent) || {}
    // The fields docs.stripe.com/api/setup_intents/object marks "retrievable with publishable key".
    expect(Object.keys(setupIntent).sort()).toEqual(
      'automatic_payment_methods cancellation_reason client_secret created description id last_setup_error livemode next_action object payment_method payment_method_types status usage'.split(
        ' ',
      ),
    )
  })

  it('answers what the API refuses as an error with the setup in it', async () => {
    const { id, client_secret: secret } = await newSetup()
    await leaveBy(page, 'confirmAmazonPaySetup', secret, { return_url: `${shop.origin}/back`, mandate_data: CONSENT })
    await page.getByRole('link', { name: 'Authorize Test Setup' }).click()
    await page.waitForURL('**/back?**')

    await page.goto(shop.origin)
    const again = await errorOf(page, 'confirmAmazonPaySetup', secret, { return_url: `${shop.origin}/back` })
    expect(again).toMatchObject({
      type: 'invalid_request_error',
      code: 'setup_intent_unexpected_state',
      setup_intent: { id, status: 'succeeded' },
    })
    const wrong = await errorOf(page, 'retrieveSetupIntent', `${id}_secret_wrong`)
    expect(wrong).toMatchObject({ type: 'invalid_request_error', param: 'client_secret' })
  })

  it('answers a lost connection as an error too', async () => {
    const { client_secret: secret } = await newSetup()
    await page.route('**/v1/setup_intents/**', (route) => route.abort('connectionreset'))
    for (const method of ['confirmAmazonPaySetup', 'retrieveSetupIntent'] as const) {
      const error = await errorOf(page, method, secret, { return_url: `${shop.origin}/back` })
      expect(error).toMatchObject({ type: 'api_connection_error' })
    }
  })
})

const CONSENT = { customer_acceptance: { type: 'online', online: { infer_from_client: true } } }
const SERVER_CONSENT = {
  customer_acceptance: { type: 'online', online: { ip_address: '203.0.113.7', user_agent: 'Mozilla/5.0' } },
} as const

async function newSetup(params: Stripe.SetupIntentCreateParams = {}): Promise<{ id: string; client_secret: string }> {
  const { id, client_secret } = await stripe.setupIntents.create({
    customer: await newCustomer(),
    allowed_payment_method_types: ['amazon_pay'],
    usage: 'off_session',
    ...params,
  })
  return { id, client_secret: client_secret ?? '' }
}

async function newCustomer(): Promise<string> {
  return (await stripe.customers.create({ email: 'sam@example.com' })).id
}
