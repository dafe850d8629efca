import { describe, expect, it } from 'vitest'
import { CARD_OR_AMAZON, declineOf, payWith } from './cards'
import { type TestWorld, createSetup, sandboxForThisFile, worldAt } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

/** As Stripe.js asks when a Payment Element is mounted. */
async function session({ origin, publishableKey }: TestWorld, query: Record<string, string>) {
  const params = new URLSearchParams({ key: publishableKey, locale: 'en', ...query })
  const response = await fetch(new URL(`/v1/elements/sessions?${params}`, origin), {
    headers: { Origin: 'http://localhost:3000' },
  })
  const body = (await response.json()) as Record<string, unknown>
  return { status: response.status, headers: response.headers, body, error: body['error'] as Record<string, unknown> }
}

describe('the session of an element', () => {
  it('shows a payment with its methods in order, and nothing that is the server’s', async () => {
    const world = newWorld()
    const { id, client_secret: secret } = await world.stripe.paymentIntents.create({
      ...CARD_OR_AMAZON,
      metadata: { order: '7' },
      setup_future_usage: 'off_session',
    })
    const answer = await session(world, { type: 'payment_intent', client_secret: String(secret) })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.body).toMatchObject({
      object: 'elements.session',
      mode: 'payment',
      payment_method_types: ['card', 'amazon_pay'],
      amount: 1200,
      currency: 'usd',
      setup_future_usage: 'off_session',
      capture_method: 'automatic',
      merchant_name: 'Rocket Rides',
      merchant_country: 'US',
      payment_intent: { id, status: 'requires_payment_method', last_payment_error: null },
    })
    expect(answer.body['payment_intent']).not.toHaveProperty('metadata')
  })

  it('shows what the last attempt failed of', async () => {
    const world = newWorld()
    const { id } = await declineOf(world, '4000000000009995')
    const { client_secret: secret } = await world.stripe.paymentIntents.retrieve(id)
    const { body } = await session(world, { type: 'payment_intent', client_secret: String(secret) })
    expect(body['payment_intent']).toMatchObject({ last_payment_error: { decline_code: 'insufficient_funds' } })
  })

  it('shows a setup', async () => {
    const world = newWorld()
    const { id, client_secret: secret } = await createSetup(world)
    const { body } = await session(world, { type: 'setup_intent', client_secret: String(secret) })
    expect(body).toMatchObject({
      mode: 'setup',
      amount: null,
      payment_method_types: ['amazon_pay'],
      setup_intent: { id },
    })
  })

  it('without an intent filters the methods by currency, country and choice', async () => {
    const world = newWorld()
    const deferred = (fields: Record<string, string>) => {
      const named = Object.entries(fields).map(([name, value]) => [`deferred_intent[${name}`, value])
      return session(world, { type: 'deferred_intent', ...Object.fromEntries(named) })
    }
    const types = async (fields: Record<string, string>) => (await deferred(fields)).body['payment_method_types']
    const dollars = { 'mode]': 'payment', 'amount]': '1200', 'currency]': 'usd' }
    expect(await types(dollars)).toEqual(['card', 'amazon_pay'])
    expect(await types({ ...dollars, 'currency]': 'eur' })).toEqual(['card'])
    expect(await types({ ...dollars, 'allowed_payment_method_types][0]': 'amazon_pay' })).toEqual(['amazon_pay'])
    expect((await deferred({ 'mode]': 'setup' })).body).toMatchObject({ mode: 'setup', amount: null, currency: null })
    expect((await deferred({ 'mode]': 'payment', 'currency]': 'usd' })).error).toMatchObject({
      code: 'parameter_missing',
      param: 'deferred_intent[amount]',
    })
    expect((await deferred({ ...dollars, 'amount]': '1' })).error['code']).toBe('amount_too_small')
  })

  it('needs the very secret, of this account', async () => {
    const world = newWorld()
    const { id, client_secret: secret } = await world.stripe.paymentIntents.create(CARD_OR_AMAZON)
    const message = 'The client_secret provided does not match any associated PaymentIntent on this account.'
    const ask = (asker: TestWorld, client_secret: string) => session(asker, { type: 'payment_intent', client_secret })
    const stranger = worldAt(world.origin, crypto.randomUUID().replaceAll('-', ''))
    for (const answer of [await ask(world, `${id}_secret_x`), await ask(stranger, String(secret))]) {
      expect(answer).toMatchObject({ status: 400, error: { message, param: 'client_secret' } })
    }
    expect((await session(world, { type: 'payment_intent' })).error['code']).toBe('parameter_missing')
  })

  it.each([
    ['paid', {}],
    ['held', { capture_method: 'manual' as const }],
  ])('cannot begin with a payment that is %s', async (_state, create) => {
    const world = newWorld()
    const { client_secret: secret } = await payWith(world, 'pm_card_visa', { create })
    const { error } = await session(world, { type: 'payment_intent', client_secret: String(secret) })
    expect(error).toMatchObject({ code: 'payment_intent_unexpected_state' })
    expect(error['message']).toBe(
      'This PaymentIntent is in a terminal state and cannot be used to initialize Elements.',
    )
    expect(error['payment_intent']).not.toHaveProperty('latest_charge')
  })
})
