import { afterAll, beforeEach, expect, it } from 'vitest'
import { openShop, type Shop } from '../support/stripe-js-shop'
import { elementsForThisFile } from './stripe-js-under-test'

const stage = elementsForThisFile()
let shop: Shop | undefined

beforeEach(async () => {
  shop ??= await openShop(stage.world.origin)
  await stage.page.goto(shop.origin)
})
afterAll(() => shop?.close())

it('leaves for a Checkout Session where the release still can, and says what the sandbox has not', async () => {
  const { page, world } = stage
  const sessionId = await newSession()
  const thrown = (call: string) =>
    page.evaluate(
      `try { Stripe('${world.publishableKey}').${call} } catch ({ name, message }) { name + ': ' + message }`,
    )
  expect(await thrown('redirectToCheckout({ sessionId: "cs_1" })')).toContain('is no longer supported')
  expect(await thrown('initEmbeddedCheckout({})')).toBe(
    'IntegrationError: The sandbox does not imitate stripe.initEmbeddedCheckout().',
  )
  const wallet = "paymentRequest({ country: 'US', currency: 'usd', total: { label: 'Ride', amount: 2000 } })"
  // As Stripe's own sample does: the button is made before it is known whether there is a wallet.
  const asked = `
    stripe = Stripe('${world.publishableKey}')
    request = stripe.${wallet}.on('paymentmethod', () => {})
    button = stripe.elements().create('paymentRequestButton', { paymentRequest: request })
    button.on('click', () => {})
    request.canMakePayment()`
  expect(await page.evaluate(asked)).toBeNull()
  expect(await thrown("elements().create('paymentRequestButton')")).toContain('paymentRequest should be an object')
  const mount = "try { button.mount('#button') } catch ({ message }) { message }"
  expect(await page.evaluate(mount)).toContain('canMakePayment() answers null')
  await load(`${world.origin}/v3`)
  expect(await thrown('redirectToCheckout({ items: [] })')).toContain('without a sessionId')
  expect(await thrown('redirectToCheckout({ sessionId: "cs_1", items: [] })')).toContain('Do not provide other')
  await page.evaluate(`void Stripe('${world.publishableKey}').redirectToCheckout({ sessionId: '${sessionId}' })`)
  await page.waitForURL(`${world.origin}/c/pay/${sessionId}`)
  await page.getByRole('heading', { name: 'Pay' }).waitFor()
})

it('lets the bank ask and opens Checkout also where a test has js.stripe.com answered from here', async () => {
  const { page, world } = stage
  const payment = { amount: 2000, currency: 'usd', allowed_payment_method_types: ['card' as const] }
  const { client_secret: secret } = await world.stripe.paymentIntents.create(payment)
  await page.route('https://js.stripe.com/**', async (route) => {
    const { pathname, search } = new URL(route.request().url())
    await route.fulfill({ response: await route.fetch({ url: `${world.origin}${pathname}${search}` }) })
  })
  await load('https://js.stripe.com/v3/')
  const method = '{ payment_method: "pm_card_threeDSecure2Required" }'
  const paid = page.evaluate(`Stripe('${world.publishableKey}').confirmCardPayment('${secret}', ${method})`)
  const dialog = page.frameLocator('iframe[title="3D Secure authentication frame"]')
  await dialog.getByRole('link', { name: 'Authorize Test Payment' }).click()
  expect(await paid).toMatchObject({ paymentIntent: { status: 'succeeded' } })
  const redirect = `Stripe('${world.publishableKey}').redirectToCheckout`
  const unknown = { code: 'resource_missing', message: "No such checkout.session: 'cs_1'" }
  expect(await page.evaluate(`${redirect}({ sessionId: 'cs_1' })`)).toMatchObject({ error: unknown })
  const sessionId = await newSession()
  await page.evaluate(`void ${redirect}({ sessionId: '${sessionId}' })`)
  await page.waitForURL(`${world.origin}/c/pay/${sessionId}`)
})

async function newSession(): Promise<string> {
  const items = [{ price_data: { currency: 'usd', unit_amount: 2000, product_data: { name: 'Ride' } }, quantity: 1 }]
  const session = { mode: 'payment', line_items: items, success_url: 'https://shop.test' } as const
  return (await stage.world.stripe.checkout.sessions.create(session)).id
}

/** Another address of Stripe.js in the place of the one that the page has loaded. */
async function load(url: string): Promise<void> {
  await stage.page.evaluate('delete window.Stripe')
  await stage.page.addScriptTag({ url })
}
