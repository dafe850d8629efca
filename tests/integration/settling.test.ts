import { beforeEach, describe, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { inBatches } from '../support/in-batches'
import { approve, approved, control, goToAmazon, newCustomer, open, rowOf, stripe } from '../support/saving'
import { endOf, handle, SAVED, sweepOne } from '../support/settling'
import { deliver, eventOf, handleAll } from '../support/webhooks'
import { db } from '@/lib/server/db'
import { listSavedMethods } from '@/lib/server/payment-methods/list-saved-methods'
import { recordSetup } from '@/lib/server/payment-methods/store'
import { syncSetup } from '@/lib/server/payment-methods/sync-setup'
import { watchSetup } from '@/lib/server/payment-methods/watch-setup'

beforeEach(freshWorld)

describe('an approved save', () => {
  it('is settled by the customer’s return alone', async () => {
    const customer = await newCustomer()
    const { setupId } = await approved(customer)
    expect(await watchSetup(setupId, customer.id)).toMatchObject({
      setup: { status: 'succeeded' },
      stripeAnswered: true,
    })
    expect(await endOf(setupId)).toEqual(SAVED)
  })

  it('is settled by the webhook alone', async () => {
    const { setupId, stripeSetupIntentId } = await approved(await newCustomer())
    expect((await deliver(await eventOf(stripeSetupIntentId, 'setup_intent.succeeded'))).status).toBe(200)
    expect((await rowOf(setupId)).status).toBe('requires_confirmation')
    expect(await handleAll()).toBe(1)
    expect(await endOf(setupId)).toEqual(SAVED)
  })

  it('is settled by the sweep alone', async () => {
    const { setupId } = await approved(await newCustomer())
    await sweepOne(setupId)
    expect(await endOf(setupId)).toEqual(SAVED)
  })

  it('is settled once when all three come at the same moment, fifty times', { timeout: 120_000 }, async () => {
    await inBatches(Array.from({ length: 50 }), 5, async () => {
      const customer = await newCustomer()
      const { setupId, stripeSetupIntentId } = await approved(customer)
      await Promise.all([
        watchSetup(setupId, customer.id),
        handle('setup_intent.succeeded', stripeSetupIntentId, setupId),
        sweepOne(setupId),
      ])
      expect(await endOf(setupId)).toEqual(SAVED)
    })
  })

  it('is settled once by twenty deliveries and twenty readers at once', async () => {
    const { setupId, stripeSetupIntentId } = await approved(await newCustomer())
    const event = await eventOf(stripeSetupIntentId, 'setup_intent.succeeded')
    const twenty = Array.from({ length: 20 })
    const answers = await Promise.all(twenty.map(() => deliver(event)))
    expect(answers.map(({ status }) => status)).toEqual(twenty.map(() => 200))
    expect(await db().stripeEvent.count({ where: { id: event.id } })).toBe(1)
    await Promise.all([...twenty.map(() => syncSetup(setupId)), ...twenty.map(() => handleAll())])
    expect(await endOf(setupId)).toEqual(SAVED)
    expect(await db().stripeEvent.findUnique({ where: { id: event.id } })).toMatchObject({ attempts: 1, dueAt: null })
  })

  it('stores Stripe’s own ids and the Amazon account’s e-mail', async () => {
    const customer = await newCustomer()
    const { setupId, stripeSetupIntentId } = await approved(customer)
    await syncSetup(setupId)
    const intent = await stripe.setupIntents.retrieve(stripeSetupIntentId)
    const method = await db().paymentMethod.findFirstOrThrow({
      where: { customerId: customer.id },
      include: { mandates: true },
    })
    expect(method).toMatchObject({
      stripePaymentMethodId: intent.payment_method,
      email: customer.email,
      livemode: false,
    })
    expect(method.mandates).toMatchObject([{ setupId, stripeMandateId: intent.mandate }])
    expect(await listSavedMethods(customer.id)).toMatchObject([{ isDefault: true, usage: 'off_session' }])
  })

  it('keeps the address that a trusted proxy saw', async () => {
    const { setupId } = await approved(await newCustomer(), { ip: '203.0.113.7' })
    await syncSetup(setupId)
    expect((await rowOf(setupId)).mandate).toMatchObject({ acceptedIp: '203.0.113.7', ipSource: 'proxy' })
  })

  it('changes nothing but the try it belongs to', async () => {
    const customer = await newCustomer()
    const waiting = await open(customer)
    const { setupId } = await approved(customer)
    await syncSetup(setupId)
    expect(await rowOf(waiting.setupId)).toMatchObject({
      status: 'requires_confirmation',
      mandate: { status: 'pending' },
    })
  })
})

describe('two saves of one customer that end at once', () => {
  it('leave two methods of which one is the default, twenty times', { timeout: 120_000 }, async () => {
    await inBatches(Array.from({ length: 20 }), 5, async () => {
      const customer = await newCustomer()
      const [one, two] = [await approved(customer), await approved(customer)]
      await Promise.all([syncSetup(one.setupId), syncSetup(two.setupId)])
      const methods = await db().paymentMethod.findMany({ where: { customerId: customer.id } })
      expect(methods.map(({ isDefault }) => isDefault).toSorted()).toEqual([false, true])
    })
  })
})

describe('a try that has ended', () => {
  it('does not follow any later news', async () => {
    const { setupId } = await approved(await newCustomer())
    const before = await rowOf(setupId)
    await syncSetup(setupId)
    expect(await recordSetup(before, { status: 'requires_action', nextSyncAt: new Date() }, null)).toBe(false)
    const after = await rowOf(setupId)
    expect(await recordSetup(after, { status: 'requires_action', nextSyncAt: new Date() }, null)).toBe(false)
    expect(await rowOf(setupId)).toEqual(after)
  })

  it('is not read from Stripe any more', async () => {
    const customer = await newCustomer()
    const { setupId } = await approved(customer)
    await syncSetup(setupId)
    const reads = (await control.journal()).length
    await syncSetup(setupId)
    await watchSetup(setupId, customer.id)
    expect(await control.journal()).toHaveLength(reads)
  })
})

describe('a customer at Amazon', () => {
  it('can be sent there again, from the same try', async () => {
    const customer = await newCustomer()
    const { setupId, clientSecret } = await open(customer)
    const page = await goToAmazon(clientSecret)
    const watched = await watchSetup(setupId, customer.id)
    expect(watched).toMatchObject({ redirectUrl: page, setup: { status: 'requires_action' } })
    await approve(String(watched?.redirectUrl))
    await syncSetup(setupId)
    expect(await endOf(setupId)).toEqual(SAVED)
  })
})
