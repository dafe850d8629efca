import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { making, stripeCustomerIdOf } from '../support/at-stripe'
import { backend } from '../support/backend'
import { freshWorld } from '../support/business-clock'
import { approve, control, goToAmazon, newCustomer, open, rowOf, start, stripe } from '../support/saving'
import { startStripeProxy } from '../support/stripe-proxy'
import { deliver, eventOf, handleAll } from '../support/webhooks'
import { addSeconds } from '@/lib/server/clock'
import { finishSetup } from '@/lib/server/payment-methods/finish-setup'
import { openSetup } from '@/lib/server/payment-methods/open-setup'
import { watchSetup } from '@/lib/server/payment-methods/watch-setup'

const CREATE = /^POST \/v1\/setup_intents$/
const UNKNOWN = { code: 'payment_provider_unavailable' }

const proxy = await startStripeProxy(backend.sandboxUrl)
process.env.STRIPE_API_BASE = proxy.origin

beforeEach(freshWorld)
afterEach(() => proxy.heal())
afterAll(() => proxy.close())

const atStripe = async () => (await control.state()).objects

describe.each(['lost_before', 'lost_after', 429, 500, 503, 409] as const)('a create that ends in %s', (fault) => {
  it('is unknown, not failed, and asking again makes one SetupIntent of it', async () => {
    const setup = await start(await newCustomer())
    proxy.breaks(CREATE, fault)
    await expect(openSetup(setup)).rejects.toMatchObject(UNKNOWN)
    expect(await rowOf(setup.id)).toMatchObject({ status: null, stripeSetupIntentId: null, failed: false })
    proxy.heal()
    const { snapshot, clientSecret } = await openSetup(setup)
    expect((await atStripe()).setup_intents.map(({ id }) => id)).toEqual([snapshot.stripeSetupIntentId])
    expect(clientSecret).toMatch(/_secret_/)
    expect(await rowOf(setup.id)).toMatchObject({ stripeSetupIntentId: snapshot.stripeSetupIntentId })
  })

  it('is finished by the sweep when the request that made it has died', async () => {
    const setup = await start(await newCustomer())
    proxy.breaks(CREATE, fault)
    await expect(openSetup(setup)).rejects.toMatchObject(UNKNOWN)
    proxy.heal()
    await finishSetup(setup.id, addSeconds(setup.createdAt, 59))
    expect((await rowOf(setup.id)).stripeSetupIntentId).toBeNull()
    await finishSetup(setup.id, addSeconds(setup.createdAt, 61))
    expect(await rowOf(setup.id)).toMatchObject({ status: 'requires_confirmation', syncCount: 1 })
    expect((await atStripe()).setup_intents).toHaveLength(1)
  })
})

describe('a Stripe Customer whose creation got no answer', () => {
  it('is not made a second time', async () => {
    const customer = await newCustomer()
    const setup = await start(customer)
    proxy.breaks(making().request, 'lost_after')
    await expect(openSetup(setup)).rejects.toMatchObject(UNKNOWN)
    proxy.heal()
    await openSetup(setup)
    await open(customer)
    const { customers } = await atStripe()
    expect(customers.map(({ id }) => id)).toEqual([await stripeCustomerIdOf((await rowOf(setup.id)).customer)])
  })
})

describe('an event that is faster than the answer to the create', () => {
  it('finds its try through the metadata, and the answer changes nothing any more', async () => {
    const setup = await start(await newCustomer())
    proxy.breaks(CREATE, 'lost_after')
    await expect(openSetup(setup)).rejects.toMatchObject(UNKNOWN)
    proxy.heal()
    const intent = (await atStripe()).setup_intents[0]
    await deliver(await eventOf(intent?.id ?? '', 'setup_intent.created'))
    expect(await handleAll()).toBe(1)
    expect(await rowOf(setup.id)).toMatchObject({ stripeSetupIntentId: intent?.id, status: 'requires_confirmation' })

    await approve(await goToAmazon(intent?.client_secret ?? ''))
    await deliver(await eventOf(intent?.id ?? '', 'setup_intent.succeeded'))
    await handleAll()
    await expect(openSetup(setup)).rejects.toMatchObject({ code: 'setup_ended' })
    expect(await rowOf(setup.id)).toMatchObject({ status: 'succeeded', mandate: { status: 'active' } })
  })

  it('finds nothing through metadata that names somebody else’s try', async () => {
    const [mine, theirs] = [await open(await newCustomer()), await start(await newCustomer())]
    const forged = await stripe.setupIntents.create({ metadata: { setup_id: theirs.id } })
    await stripe.setupIntents.update(mine.stripeSetupIntentId, { metadata: { setup_id: theirs.id } })
    for (const id of [forged.id, mine.stripeSetupIntentId]) {
      await deliver({
        ...(await eventOf(id, 'setup_intent.created')),
        id: `evt_${id}`,
        data: { object: await stripe.setupIntents.retrieve(id) },
      })
    }
    await handleAll()
    expect(await rowOf(theirs.id)).toMatchObject({ stripeSetupIntentId: null, status: null })
  })
})

describe('a customer who looks while Stripe is away', () => {
  it('sees what we know, and is told that Stripe did not answer', async () => {
    const customer = await newCustomer()
    const { setupId } = await open(customer)
    proxy.breaks(/./, 503)
    expect(await watchSetup(setupId, customer.id)).toMatchObject({
      stripeAnswered: false,
      setup: { status: 'requires_confirmation' },
    })
  })

  it('costs Stripe one read, however often the page is loaded', async () => {
    const customer = await newCustomer()
    const { setupId, stripeSetupIntentId } = await open(customer)
    const before = proxy.seen.length
    await Promise.all(Array.from({ length: 100 }, () => watchSetup(setupId, customer.id)))
    expect(proxy.seen.slice(before)).toEqual([`GET /v1/setup_intents/${stripeSetupIntentId}`])
  })
})

describe('a try that Stripe never answered', () => {
  it('is closed after a day without asking again, and stays closed', async () => {
    const setup = await start(await newCustomer())
    const requests = proxy.seen.length
    await finishSetup(setup.id, addSeconds(setup.createdAt, 24 * 3600 + 61))
    expect(await rowOf(setup.id)).toMatchObject({
      status: 'canceled',
      nextSyncAt: null,
      mandate: { status: 'pending' },
    })
    await expect(openSetup(await rowOf(setup.id))).rejects.toMatchObject({ code: 'setup_ended' })
    expect(proxy.seen.slice(requests).filter((request) => request.startsWith('POST'))).toEqual([])
    expect((await atStripe()).setup_intents).toEqual([])
  })
})

describe('a Stripe that refuses', () => {
  it('has given an answer: the try is over, and is not asked for again', async () => {
    const setup = await start(await newCustomer())
    proxy.breaks(CREATE, 402)
    await expect(openSetup(setup)).rejects.toMatchObject({ code: 'payment_provider_refused' })
    proxy.heal()
    expect(await rowOf(setup.id)).toMatchObject({ status: 'canceled', nextSyncAt: null, stripeSetupIntentId: null })
    await expect(openSetup(await rowOf(setup.id))).rejects.toMatchObject({ code: 'setup_ended' })
    expect((await atStripe()).setup_intents).toEqual([])
  })
})
