import { describe, expect, it } from 'vitest'
import {
  AUTHORIZED_EVENTS,
  type TestWorld,
  choose,
  confirmedSetup,
  sandboxForThisFile,
  visit,
} from './sandbox-under-test'

const newWorld = sandboxForThisFile()
const TEN_MINUTES = 600
const DECLINED = {
  type: 'invalid_request_error',
  code: 'setup_attempt_failed',
  message: 'The customer declined this payment.',
}
const EXPIRED = {
  type: 'invalid_request_error',
  code: 'setup_intent_setup_attempt_expired',
  message: 'The setup attempt expired because the customer did not finish it in time.',
}

async function eventTypes({ stripe }: TestWorld): Promise<string[]> {
  return (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type).reverse()
}

describe('a setup the customer authorises', () => {
  it('is saved to the customer, with an active mandate that remembers the consent', async () => {
    const world = newWorld()
    const { customer, setupIntent, page } = await confirmedSetup(world)
    expect(setupIntent).toMatchObject({ status: 'requires_action', mandate: null })
    const back = await choose(page, 'Authorize Test Setup')
    expect(back.href).toBe(
      `https://shop.test/done?order=7&setup_intent=${setupIntent.id}&setup_intent_client_secret=${setupIntent.client_secret}&redirect_status=succeeded`,
    )
    const saved = await world.stripe.setupIntents.retrieve(setupIntent.id, {
      expand: ['mandate', 'payment_method.customer', 'latest_attempt'],
    })
    expect(saved).toMatchObject({
      status: 'succeeded',
      next_action: null,
      payment_method: {
        type: 'amazon_pay',
        billing_details: { email: 'sam@example.com' },
        customer: { id: customer.id },
      },
      latest_attempt: { object: 'setup_attempt', status: 'succeeded', setup_intent: setupIntent.id },
      mandate: {
        status: 'active',
        type: 'multi_use',
        payment_method: setupIntent.payment_method,
        customer_acceptance: {
          accepted_at: 1_793_000_000,
          online: { ip_address: '203.0.113.7', user_agent: 'Mozilla/5.0 (test)' },
        },
      },
    })
    const mandate = typeof saved.mandate === 'string' ? saved.mandate : saved.mandate?.id
    expect((await world.stripe.mandates.retrieve(String(mandate))).status).toBe('active')
  })

  it('tells its story in Stripe’s order', async () => {
    const world = newWorld()
    const { page } = await confirmedSetup(world)
    await choose(page, 'Authorize Test Setup')
    expect(await eventTypes(world)).toEqual(AUTHORIZED_EVENTS)
    const [succeeded] = (await world.stripe.events.list({ type: 'setup_intent.succeeded' })).data
    expect(succeeded?.request).toEqual({ id: null, idempotency_key: null })
  })

  it('is decided once, however often the links are followed', async () => {
    const world = newWorld()
    const { setupIntent, page } = await confirmedSetup(world)
    const links = (await visit(page)).links
    const follow = (name: string) => fetch(String(links[name]), { redirect: 'manual' })
    const answers = await Promise.all([
      follow('Authorize Test Setup'),
      follow('Authorize Test Setup'),
      follow('Fail Test Setup'),
    ])
    expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(1)
    expect((await world.stripe.setupIntents.retrieve(setupIntent.id)).status).toBe('succeeded')
    expect((await world.stripe.events.list({ type: 'setup_intent.succeeded' })).data).toHaveLength(1)
    const ended = await visit(page)
    expect(ended.text).toContain('This setup was authorized.')
    expect(ended.links).not.toHaveProperty('Authorize Test Setup')
  })

  it('has no mandate when nobody consented', async () => {
    const world = newWorld()
    const { id } = await world.stripe.setupIntents.create({ payment_method_data: { type: 'amazon_pay' } })
    const confirmed = await world.stripe.setupIntents.confirm(id, { return_url: 'https://shop.test/' })
    await choose(String(confirmed.next_action?.redirect_to_url?.url), 'Authorize Test Setup')
    expect(await world.stripe.setupIntents.retrieve(id)).toMatchObject({ status: 'succeeded', mandate: null })
  })
})

describe('a setup the customer declines', () => {
  it('asks for another method and keeps the declined one in the error', async () => {
    const world = newWorld()
    const { setupIntent, page } = await confirmedSetup(world)
    expect((await choose(page, 'Fail Test Setup')).searchParams.get('redirect_status')).toBe('failed')
    const declined = await world.stripe.setupIntents.retrieve(setupIntent.id, { expand: ['latest_attempt'] })
    expect(declined).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      mandate: null,
      next_action: null,
      last_setup_error: { ...DECLINED, payment_method: { id: setupIntent.payment_method, customer: null } },
      latest_attempt: { status: 'failed', setup_error: { payment_method: { id: setupIntent.payment_method } } },
    })
    expect((await eventTypes(world)).slice(-2)).toEqual(['setup_intent.requires_action', 'setup_intent.setup_failed'])
    expect((await world.control.state()).objects.mandates.map(({ status }) => status)).toEqual(['inactive'])
    expect((await visit(page)).text).toContain('This setup failed.')
  })

  it('succeeds with a new method, and forgets the error', async () => {
    const world = newWorld()
    const { setupIntent, page } = await confirmedSetup(world)
    await choose(page, 'Fail Test Setup')
    const again = await world.stripe.setupIntents.confirm(setupIntent.id, {
      payment_method_data: { type: 'amazon_pay' },
      return_url: 'https://shop.test/',
    })
    expect(again).toMatchObject({ status: 'requires_action', last_setup_error: null })
    await choose(String(again.next_action?.redirect_to_url?.url), 'Authorize Test Setup')
    expect((await world.stripe.setupIntents.retrieve(setupIntent.id)).status).toBe('succeeded')
  })

  it('says what the test wants it to say', async () => {
    const world = newWorld()
    await world.control.outcomes({ setupDecline: { code: 'payment_method_provider_decline', message: 'No.' } })
    const { setupIntent, page } = await confirmedSetup(world)
    await choose(page, 'Fail Test Setup')
    const { last_setup_error: error } = await world.stripe.setupIntents.retrieve(setupIntent.id)
    expect(error).toMatchObject({ code: 'payment_method_provider_decline', message: 'No.' })
    expect(error?.doc_url).toBe('https://stripe.com/docs/error-codes/payment-method-provider-decline')
  })
})

describe('a setup nobody finishes', () => {
  it('fails after ten minutes of the world’s clock, and not before', async () => {
    const world = newWorld()
    const { setupIntent, page } = await confirmedSetup(world)
    await world.control.advanceClock(TEN_MINUTES - 30)
    expect((await world.stripe.setupIntents.retrieve(setupIntent.id)).status).toBe('requires_action')
    await world.control.advanceClock(30)
    const expired = await world.stripe.setupIntents.retrieve(setupIntent.id)
    expect(expired).toMatchObject({ status: 'requires_payment_method', payment_method: null })
    expect(expired.last_setup_error).toMatchObject(EXPIRED)
    expect((await world.control.state()).objects.mandates.map(({ status }) => status)).toEqual(['inactive'])
    expect((await visit(page)).text).toContain('expired')
    expect((await eventTypes(world)).at(-1)).toBe('setup_intent.setup_failed')
  })

  it('carries the time at which it expired, however far the clock was moved', async () => {
    const world = newWorld()
    await confirmedSetup(world)
    const before = await world.control.clock()
    await world.control.advanceClock(86_400)
    const [failed] = (await world.stripe.events.list({ type: 'setup_intent.setup_failed' })).data
    expect(failed?.created).toBeGreaterThanOrEqual(before.now + TEN_MINUTES - 5)
    expect(failed?.created).toBeLessThanOrEqual(before.now + TEN_MINUTES + 5)
  })

  it('can be let expire from the page, which then leads back to the shop', async () => {
    const world = newWorld()
    const { setupIntent, page } = await confirmedSetup(world)
    const expired = await visit(String((await visit(page)).links['Let it expire']))
    expect(expired.text).toContain('expired')
    expect(Object.values(expired.links).join()).toContain(`setup_intent=${setupIntent.id}`)
    const { status, last_setup_error: error } = await world.stripe.setupIntents.retrieve(setupIntent.id)
    expect({ status, error }).toMatchObject({ status: 'requires_payment_method', error: EXPIRED })
    expect((await world.control.state()).objects.mandates.map((mandate) => mandate.status)).toEqual(['inactive'])
    expect((await world.control.clock()).offsetSeconds).toBe(0)
  })

  it('leaves an attempt that was replaced without effect', async () => {
    const world = newWorld()
    const { setupIntent, page } = await confirmedSetup(world)
    const old = (await visit(page)).links['Authorize Test Setup']
    await world.stripe.setupIntents.confirm(setupIntent.id, { return_url: 'https://shop.test/' })
    expect((await visit(String(old))).text).toContain('started again')
    expect((await world.stripe.setupIntents.retrieve(setupIntent.id)).status).toBe('requires_action')
    await world.control.advanceClock(TEN_MINUTES + 5)
    expect((await world.stripe.events.list({ type: 'setup_intent.setup_failed' })).data).toHaveLength(1)
  })
})
