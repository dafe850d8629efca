import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addSeconds } from '@/lib/server/clock'
import { finishSetup } from '@/lib/server/payment-methods/finish-setup'
import { openSetup } from '@/lib/server/payment-methods/open-setup'
import { stateOf } from '@/lib/server/payment-methods/dto'
import { watchSetup } from '@/lib/server/payment-methods/watch-setup'
import { making, stripeCustomerIdOf } from '../support/at-stripe'
import { backend } from '../support/backend'
import { freshWorld } from '../support/business-clock'
import { control, goToAmazon, newCustomer, open, rowOf, start } from '../support/saving'
import { startStripeProxy } from '../support/stripe-proxy'

const UNKNOWN = { code: 'payment_provider_unavailable' }

const proxy = await startStripeProxy(backend.sandboxUrl)
process.env.STRIPE_API_BASE = proxy.origin

beforeEach(freshWorld)
afterEach(() => proxy.heal())
afterAll(() => proxy.close())

describe('when all test data was deleted at Stripe', () => {
  it('a try that waited at Amazon is over, for the customer and for the sweep', async () => {
    const customer = await newCustomer()
    const { setupId, clientSecret } = await open(customer)
    await goToAmazon(clientSecret)
    await control.reset()
    const watched = await watchSetup(setupId, customer.id)
    expect(watched).toMatchObject({ stripeAnswered: true })
    expect(watched && stateOf(watched.setup)).toBe('canceled')
    expect(await rowOf(setupId)).toMatchObject({ status: 'canceled', nextSyncAt: null })
  })

  it('the sweep alone closes such a try', async () => {
    const { setupId } = await open(await newCustomer())
    await control.reset()
    await finishSetup(setupId, addSeconds((await rowOf(setupId)).createdAt, 61))
    expect(await rowOf(setupId)).toMatchObject({ status: 'canceled', nextSyncAt: null })
  })

  it('the customer can save again: a new Stripe Customer takes the place of the one that is gone', async () => {
    const customer = await newCustomer()
    const { setupId } = await open(customer)
    const gone = await stripeCustomerIdOf((await rowOf(setupId)).customer)
    await control.reset()
    const next = await start(customer)
    await expect(openSetup(next)).rejects.toMatchObject(UNKNOWN)
    const asked = await rowOf(next.id)
    const { clientSecret } = await openSetup(asked)
    expect(clientSecret).toMatch(/_secret_/)
    const now = await stripeCustomerIdOf((await rowOf(next.id)).customer)
    expect(now).not.toBe(gone)
    expect((await control.state()).objects.customers.map(({ id }) => id)).toEqual([now])
    // What was under way with the old one can never succeed for the new one.
    expect(await rowOf(setupId)).toMatchObject({ status: 'canceled', nextSyncAt: null })
  })
})

describe('when Stripe keeps repeating a stored 500', () => {
  it('a save asks for its Customer under another key', async () => {
    const customer = await newCustomer()
    const setup = await start(customer)
    proxy.breaks(making().request, 'stored_500')
    await expect(openSetup(setup)).rejects.toMatchObject(UNKNOWN)
    proxy.heal()
    await openSetup(setup)
    const keys = (await control.journal())
      .filter(({ path }) => path === making().path)
      .map((entry) => entry.idempotencyKey)
    expect(keys).toEqual([`${making().key}:${customer.id}:1`])
  })

  it('a save asks for its SetupIntent under another key', async () => {
    const setup = await start(await newCustomer())
    proxy.breaks(/^POST \/v1\/setup_intents$/, 'stored_500')
    await expect(openSetup(setup)).rejects.toMatchObject(UNKNOWN)
    proxy.heal()
    await openSetup(await rowOf(setup.id))
    expect((await rowOf(setup.id)).createKey).toBe(`create:${setup.id}:2`)
    expect((await control.state()).objects.setup_intents).toHaveLength(1)
  })
})
