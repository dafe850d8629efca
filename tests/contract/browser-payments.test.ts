import { describe, expect, it } from 'vitest'
import { CARD_OR_AMAZON } from './cards'
import { RETURN_URL, type TestWorld, choose, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

/** What Stripe.js sends along with a confirmation and no API reference mentions. */
const TELEMETRY = {
  'payment_method_data[guid]': 'g',
  'payment_method_data[muid]': 'm',
  'payment_method_data[sid]': 's',
  'payment_method_data[pasted_fields]': 'number',
  'payment_method_data[payment_user_agent]': 'stripe.js/1',
  'payment_method_data[referrer]': 'http://localhost:3000',
  'payment_method_data[time_on_page]': '1234',
  'payment_method_data[client_attribution_metadata][client_session_id]': 'c',
  'client_attribution_metadata[client_session_id]': 'c',
  expected_payment_method_type: 'card',
  use_stripe_sdk: 'true',
}
const ACCEPTED = {
  'mandate_data[customer_acceptance][type]': 'online',
  'mandate_data[customer_acceptance][online][infer_from_client]': 'true',
}
const NEW_CARD = {
  'payment_method_data[type]': 'card',
  'payment_method_data[card][number]': '4242424242424242',
  'payment_method_data[card][exp_month]': '12',
  'payment_method_data[card][exp_year]': '49',
  'payment_method_data[card][cvc]': '123',
  'payment_method_data[billing_details][address][country]': 'US',
  'payment_method_data[billing_details][address][postal_code]': '94107',
  'payment_method_data[allow_redisplay]': 'limited',
}
const AMAZON = { 'payment_method_data[type]': 'amazon_pay' }

async function confirmIn(world: TestWorld, intent: { id: string; client_secret: string | null }, fields: object) {
  const secret = String(intent.client_secret)
  const body = new URLSearchParams({
    key: world.publishableKey,
    client_secret: secret,
    return_url: RETURN_URL,
    ...TELEMETRY,
    ...(fields as Record<string, string>),
  })
  const url = new URL(`/v1/payment_intents/${intent.id}/confirm`, world.origin)
  const response = await fetch(url, { method: 'POST', body, headers: { 'User-Agent': 'Browser/1' } })
  const answer = (await response.json()) as Record<string, unknown>
  return { status: response.status, answer, error: answer['error'] as Record<string, unknown> }
}

describe('a browser that confirms a payment', () => {
  it('may pay with a card, and learns no more than it may see', async () => {
    const world = newWorld()
    const intent = await world.stripe.paymentIntents.create(CARD_OR_AMAZON)
    const { answer } = await confirmIn(world, intent, NEW_CARD)
    expect(answer).toMatchObject({ id: intent.id, status: 'succeeded' })
    for (const hidden of ['amount_received', 'customer', 'latest_charge', 'metadata']) {
      expect(answer).not.toHaveProperty(hidden)
    }
    const method = await world.stripe.paymentMethods.retrieve(String(answer['payment_method']))
    expect(method).toMatchObject({
      allow_redisplay: 'limited',
      billing_details: { address: { country: 'US', postal_code: '94107' } },
      card: { exp_year: 2049 },
    })
  })

  it('may ask for saving on top, and its consent is where it came from', async () => {
    const world = newWorld()
    const { id: customer } = await world.stripe.customers.create()
    const intent = await world.stripe.paymentIntents.create({ ...CARD_OR_AMAZON, customer })
    const saving = { setup_future_usage: 'off_session' }
    const { answer } = await confirmIn(world, intent, { ...AMAZON, ...ACCEPTED, ...saving })
    expect(answer).toMatchObject({ status: 'requires_action', setup_future_usage: 'off_session' })
    const less = await confirmIn(world, intent, { ...AMAZON, setup_future_usage: 'on_session' })
    expect(less).toMatchObject({ status: 400, error: { param: 'setup_future_usage' } })
    const action = answer['next_action'] as { redirect_to_url: { url: string } }
    await choose(action.redirect_to_url.url, 'Authorize Test Payment')
    const { objects } = await world.control.state()
    expect(objects.payment_methods).toMatchObject([{ customer }])
    expect(objects.mandates).toMatchObject([
      { status: 'active', customer_acceptance: { online: { ip_address: '127.0.0.1', user_agent: 'Browser/1' } } },
    ])
  })

  it.each([
    { amount: '1' },
    { currency: 'eur' },
    { customer: 'cus_1' },
    { capture_method: 'manual' },
    { off_session: 'true' },
    { 'allowed_payment_method_types[0]': 'card' },
    { 'metadata[a]': '1' },
  ])('may not decide what is the shop’s: %j', async (more) => {
    const world = newWorld()
    const intent = await world.stripe.paymentIntents.create(CARD_OR_AMAZON)
    const { error } = await confirmIn(world, intent, { ...NEW_CARD, ...more })
    expect(error).toMatchObject({ code: 'parameter_unknown' })
    expect((await world.stripe.paymentIntents.retrieve(intent.id)).status).toBe('requires_payment_method')
  })

  it('may hold money without deciding about its capture', async () => {
    const world = newWorld()
    const intent = await world.stripe.paymentIntents.create({ ...CARD_OR_AMAZON, capture_method: 'manual' })
    const { answer } = await confirmIn(world, intent, NEW_CARD)
    expect(answer).toMatchObject({ status: 'requires_capture', capture_method: 'manual' })
    expect(answer).not.toHaveProperty('amount_capturable')
  })
})
