import { describe, expect, it } from 'vitest'
import { type TestWorld, form, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

/** What Stripe.js sends along with a confirmation and no API reference mentions. */
const TELEMETRY = {
  'payment_method_data[guid]': 'g',
  'payment_method_data[muid]': 'm',
  'payment_method_data[sid]': 's',
  'payment_method_data[payment_user_agent]': 'stripe.js/1',
  'payment_method_data[time_on_page]': '1234',
  'payment_method_data[client_attribution_metadata][client_session_id]': 'c',
  expected_payment_method_type: 'amazon_pay',
  use_stripe_sdk: 'true',
}

async function setupOf({ stripe }: TestWorld) {
  const customer = await stripe.customers.create({ email: 'sam@example.com' })
  const params = {
    customer: customer.id,
    allowed_payment_method_types: ['amazon_pay' as const],
    metadata: { user: '42' },
  }
  const { id, client_secret } = await stripe.setupIntents.create(params)
  return { id, secret: client_secret ?? '' }
}

function browserRequest(world: TestWorld, path: string, fields?: Record<string, string>) {
  const url = new URL(path, world.origin)
  const options = fields && { method: 'POST', body: new URLSearchParams({ key: world.publishableKey, ...fields }) }
  return fetch(url, { ...options, headers: { Origin: 'http://localhost:3000', 'User-Agent': 'Browser/1' } })
}

describe('a publishable key', () => {
  it('sees a SetupIntent only with its secret, and then only what the customer may see', async () => {
    const world = newWorld()
    const { id, secret } = await setupOf(world)
    const seen = await world.browser.setupIntents.retrieve(id, { client_secret: secret })
    expect(seen).toMatchObject({ id, status: 'requires_payment_method', client_secret: secret })
    expect(Object.keys(seen).sort()).toEqual([
      'automatic_payment_methods',
      'cancellation_reason',
      'client_secret',
      'created',
      'description',
      'id',
      'last_setup_error',
      'livemode',
      'next_action',
      'object',
      'payment_method',
      'payment_method_types',
      'status',
      'usage',
    ])
    expect((await refusal(world.browser.setupIntents.retrieve(id))).code).toBe('parameter_missing')
    const wrong = await refusal(world.browser.setupIntents.retrieve(id, { client_secret: `${id}_secret_x` }))
    expect(wrong).toMatchObject({ statusCode: 400, param: 'client_secret' })
    expect(wrong.message).toBe(
      'The client_secret provided does not match the client_secret associated with the SetupIntent.',
    )
  })

  it('confirms as Stripe.js does, and the consent carries the caller’s own address and browser', async () => {
    const world = newWorld()
    const { id, secret } = await setupOf(world)
    const answer = await fetch(new URL(`/v1/setup_intents/${id}/confirm`, world.origin), {
      method: 'POST',
      headers: { 'User-Agent': 'Browser/1', 'X-Forwarded-For': '203.0.113.66' },
      body: new URLSearchParams({
        key: world.publishableKey,
        client_secret: secret,
        'payment_method_data[type]': 'amazon_pay',
        return_url: 'https://shop.test/',
        'mandate_data[customer_acceptance][type]': 'online',
        'mandate_data[customer_acceptance][online][infer_from_client]': 'true',
        ...TELEMETRY,
      }),
    })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    const confirmed = (await answer.json()) as Record<string, unknown>
    expect(confirmed).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } })
    expect(confirmed).not.toHaveProperty('customer')
    const [mandate] = (await world.control.state()).objects.mandates
    expect(mandate?.customer_acceptance.online).toEqual({ ip_address: '127.0.0.1', user_agent: 'Browser/1' })
  })

  it('confirms nothing without its secret, or with another one', async () => {
    const world = newWorld()
    const { id } = await setupOf(world)
    const { secret: another } = await setupOf(world)
    const fields = { 'payment_method_data[type]': 'amazon_pay', return_url: 'https://shop.test/' }
    const confirm = async (more: Record<string, string>) => {
      const answer = await browserRequest(world, `/v1/setup_intents/${id}/confirm`, { ...fields, ...more })
      return ((await answer.json()) as { error?: { code?: string; param?: string } }).error
    }
    expect(await confirm({})).toMatchObject({ code: 'parameter_missing', param: 'client_secret' })
    for (const client_secret of [another, `${id}_secret_x`]) {
      expect(await confirm({ client_secret })).toMatchObject({ param: 'client_secret' })
    }
    expect((await world.stripe.setupIntents.retrieve(id)).status).toBe('requires_payment_method')
  })

  it('does nothing else', async () => {
    const world = newWorld()
    const { id } = await setupOf(world)
    for (const call of [
      world.browser.customers.create(),
      world.browser.customers.list(),
      world.browser.setupIntents.create(),
      world.browser.setupIntents.update(id, { description: 'mine' }),
      world.browser.setupIntents.cancel(id),
      world.browser.events.list(),
      world.browser.webhookEndpoints.list(),
      world.browser.accounts.retrieveCurrent(),
    ]) {
      const error = await refusal(call)
      expect(error).toMatchObject({ statusCode: 403, code: 'secret_key_required' })
      expect(error.message).toMatch(/^This API call cannot be made with a publishable API key\./)
    }
    await world.control.outcomes({ publishableKeyRefusedWith: 401 })
    expect((await refusal(world.browser.customers.list())).statusCode).toBe(401)
  })

  it('looks behind no id but the payment method’s, and not at whom that belongs to', async () => {
    const world = newWorld()
    const { id, secret } = await setupOf(world)
    await world.stripe.setupIntents.update(id, { payment_method_data: { type: 'amazon_pay', metadata: { a: '1' } } })
    const expand = ['payment_method']
    const seen = await world.browser.setupIntents.retrieve(id, { client_secret: secret, expand })
    expect(seen.payment_method).toMatchObject({ type: 'amazon_pay' })
    expect(seen.payment_method).not.toHaveProperty('metadata')
    expect(seen.payment_method).not.toHaveProperty('customer')
    await refusal(world.browser.setupIntents.retrieve(id, { client_secret: secret, expand: ['customer'] }))
    await refusal(
      world.browser.setupIntents.retrieve(id, { client_secret: secret, expand: ['payment_method.customer'] }),
    )
  })

  it('learns no more from an error than from an answer', async () => {
    const world = newWorld()
    const { id, secret } = await setupOf(world)
    const params = { client_secret: secret, return_url: 'https://shop.test/' }
    const error = await refusal(world.browser.setupIntents.confirm(id, params))
    expect(error.code).toBe('setup_intent_unexpected_state')
    expect(error.setup_intent).toMatchObject({ id, status: 'requires_payment_method' })
    expect(error.setup_intent).not.toHaveProperty('metadata')
    expect(error.setup_intent).not.toHaveProperty('customer')
  })

  it('may ask across sites, errors included', async () => {
    const world = newWorld()
    const preflight = await fetch(new URL('/v1/setup_intents/x', world.origin), { method: 'OPTIONS' })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization')
    const refused = await browserRequest(world, '/v1/setup_intents/seti_x/confirm', {
      client_secret: 'seti_x_secret_y',
    })
    expect(refused.status).toBe(404)
    expect(refused.headers.get('access-control-allow-origin')).toBe('*')
    const control = await browserRequest(world, '/_sandbox/state')
    expect(control.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('is the only one whose telemetry is overlooked', async () => {
    const world = newWorld()
    const { id } = await setupOf(world)
    const fields = { 'payment_method_data[type]': 'amazon_pay', return_url: 'https://shop.test/', ...TELEMETRY }
    expect((await world.raw(`/v1/setup_intents/${id}/confirm`, form(fields))).error['code']).toBe('parameter_unknown')
  })
})
