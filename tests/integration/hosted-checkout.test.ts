import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stripeCustomerIdOf } from '../support/at-stripe'
import { backend } from '../support/backend'
import { freshWorld, moveClock } from '../support/business-clock'
import { charge, customerWithMethod, newMerchant, paymentOf } from '../support/charging'
import { payOrder } from '../support/checkout'
import { knownCustomer, openHosted, saveAmazon, saveCard, startHosted } from '../support/hosted-checkout'
import { placedBy } from '../support/recovering'
import { signedIn } from '../support/requests'
import { agreement, control, newCustomer, rowOf, stripe } from '../support/saving'
import { handle, sweepOne } from '../support/settling'
import { startStripeProxy } from '../support/stripe-proxy'
import { db } from '@/lib/server/db'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { listSavedMethods } from '@/lib/server/payment-methods/list-saved-methods'
import { startSetup } from '@/lib/server/payment-methods/start-setup'
import { makeDefault } from '@/lib/server/payment-methods/make-default'
import { syncSetup } from '@/lib/server/payment-methods/sync-setup'
import { viewSaved } from '@/lib/server/payment-methods/view-saved'
import { watchSetup } from '@/lib/server/payment-methods/watch-setup'
import { openSession } from '@/lib/server/setups/open-session'

const proxy = await startStripeProxy(backend.sandboxUrl)
process.env.STRIPE_API_BASE = proxy.origin

beforeEach(freshWorld)
afterEach(() => proxy.heal())
afterAll(() => proxy.close())

const CREATE = /^POST \/v1\/checkout\/sessions$/
const attached = async () => (await control.journal()).filter(({ path }) => path.endsWith('/attach'))

describe('a hosted page', () => {
  it('is made for nobody at a first save, and what it saved is attached by the customer’s return alone', async () => {
    const customer = await newCustomer()
    const page = await openHosted(customer)
    expect((await control.state()).objects.customers).toEqual([])
    expect(await rowOf(page.setupId)).toMatchObject({
      status: 'requires_payment_method',
      sessionCustomerId: null,
      sessionCustomerAccountId: null,
    })
    const back = await saveCard(page)
    expect(back.href).toBe(`${backend.origin}/api/return/${page.setupId}?session_id=${page.stripeSessionId}`)
    await watchSetup(page.setupId, customer.id)
    const [method] = await listSavedMethods(customer.id)
    expect(method).toMatchObject({
      type: 'card',
      card: { brand: 'visa', last4: '4242' },
      isDefault: true,
      usage: 'off_session',
    })
    const { stripePaymentMethodId } = await db().paymentMethod.findUniqueOrThrow({ where: { id: method?.id ?? '' } })
    const owner = await stripeCustomerIdOf((await rowOf(page.setupId)).customer)
    expect((await stripe.paymentMethods.retrieve(stripePaymentMethodId)).customer).toBe(owner)
    const { mandate } = await rowOf(page.setupId)
    expect(mandate).toMatchObject({ status: 'active', acceptedText: (await currentNotice('any_method')).text })
  })

  it('is made for the customer from then on, and settled by its event alone', async () => {
    const customer = await knownCustomer(syncSetup)
    const page = await openHosted(customer, { methods: 'amazon_pay' })
    const { customer: owner } = await rowOf(page.setupId)
    const session = await stripe.checkout.sessions.retrieve(page.stripeSessionId)
    expect(session).toMatchObject({
      customer: await stripeCustomerIdOf(owner),
      customer_account: owner.stripeCustomerAccountId,
      payment_method_types: ['amazon_pay'],
    })
    await saveAmazon(page)
    await handle('checkout.session.completed', page.stripeSessionId, page.setupId)
    expect((await listSavedMethods(customer.id)).map(({ type }) => type)).toEqual(['card', 'amazon_pay'])
    // Only the first had been saved for nobody.
    expect(await attached()).toHaveLength(1)
  })

  it('is settled once by its return, its events and the sweep at the same moment', async () => {
    const customer = await newCustomer()
    const page = await openHosted(customer)
    await saveAmazon(page)
    const { setup_intents: intents } = (await control.state()).objects
    await Promise.all([
      ...Array.from({ length: 5 }, () => syncSetup(page.setupId)),
      ...Array.from({ length: 5 }, () => handle('checkout.session.completed', page.stripeSessionId, page.setupId)),
      handle('setup_intent.succeeded', intents[0]?.id ?? '', page.setupId),
      sweepOne(page.setupId),
    ])
    expect(await listSavedMethods(customer.id)).toMatchObject([{ type: 'amazon_pay', status: 'active' }])
    expect(await db().mandate.count({ where: { customerId: customer.id } })).toBe(1)
    expect(new Set((await attached()).map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
  })

  it('names no types and the account’s currency where Stripe is to choose', async () => {
    const { stripeSessionId } = await openHosted(await newCustomer(), { methods: 'dynamic' })
    expect(await stripe.checkout.sessions.retrieve(stripeSessionId)).toMatchObject({
      currency: 'usd',
      allowed_payment_method_types: null,
      payment_method_types: expect.arrayContaining(['card', 'amazon_pay']),
    })
  })

  it('stays open after a decline at Amazon, and saves what comes of the next try', async () => {
    const customer = await newCustomer()
    const page = await openHosted(customer)
    await saveAmazon(page, 'Fail')
    expect(await watchSetup(page.setupId, customer.id)).toMatchObject({
      setup: { status: 'requires_payment_method', failed: false },
      redirectUrl: page.url,
    })
    await saveCard(page)
    await sweepOne(page.setupId)
    expect(await listSavedMethods(customer.id)).toMatchObject([{ type: 'card' }])
  })

  it('is closed after a day without any event, and by its event when Stripe says so', async () => {
    const [quiet, told] = [await openHosted(await newCustomer()), await openHosted(await newCustomer())]
    await moveClock(24 * 3600 + 1)
    await sweepOne(quiet.setupId)
    await handle('checkout.session.expired', told.stripeSessionId, told.setupId)
    for (const { setupId } of [quiet, told]) {
      expect(await rowOf(setupId)).toMatchObject({
        status: 'canceled',
        nextSyncAt: null,
        mandate: { status: 'pending' },
      })
    }
    await expect(openSession(await rowOf(quiet.setupId))).rejects.toMatchObject({ code: 'setup_ended' })
  })

  it('is the same page when its answer was lost, and when the request is repeated', async () => {
    const customer = await newCustomer()
    const idempotencyKey = crypto.randomUUID()
    const setup = await startHosted(customer, { idempotencyKey })
    proxy.breaks(CREATE, 'lost_after')
    await expect(openSession(setup)).rejects.toMatchObject({ code: 'payment_provider_unavailable' })
    proxy.heal()
    const again = await startHosted(customer, { idempotencyKey })
    expect(again.id).toBe(setup.id)
    const urls = await Promise.all([openSession(again), openSession(setup)])
    expect(new Set([...urls, await openSession(again)]).size).toBe(1)
    expect((await stripe.checkout.sessions.list()).data).toHaveLength(1)
    await expect(startHosted(customer, { idempotencyKey, methods: 'dynamic' })).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    })
  })

  it('is opened by the sweep where the request that asked for it has died', async () => {
    const { id } = await startHosted(await newCustomer())
    await sweepOne(id)
    expect(await rowOf(id)).toMatchObject({ status: 'requires_payment_method', stripeSessionId: expect.any(String) })
  })

  it('is over where the customer it is for was deleted at Stripe, and the next one is for nobody', async () => {
    const customer = await knownCustomer(syncSetup)
    const setup = await startHosted(customer)
    await stripe.customers.del(await stripeCustomerIdOf(setup.customer))
    await expect(openSession(setup)).rejects.toMatchObject({ code: 'setup_ended' })
    expect((await openHosted(customer)).url).toMatch(/^http/)
  })

  it('takes no words that speak of Amazon Pay alone', async () => {
    const words = await agreement(await newCustomer(), { methods: 'card_and_amazon_pay' })
    await expect(startSetup(words)).rejects.toMatchObject({ code: 'notice_changed' })
  })
})

describe('a card that was saved there', () => {
  it('pays what could not be charged before, and is charged from now on if its owner wants that', async () => {
    const customer = await customerWithMethod()
    await control.outcomes({ nextOffSession: 'decline' })
    const { id, orderId } = await paymentOf(await charge(await newMerchant(), customer.id))
    const { setupId, ...page } = await openHosted(customer)
    const saved = async () => viewSaved(await rowOf(setupId))
    expect(await saved()).toBeNull()
    await saveCard(page)
    await syncSetup(setupId)
    const { notDefaultId, toPay } = (await saved()) ?? {}
    expect([notDefaultId, toPay]).toMatchObject([expect.any(String), [{ orderId }]])
    await makeDefault(String(notDefaultId), customer, crypto.randomUUID())
    expect(await saved()).toMatchObject({ notDefaultId: null, usage: 'off_session' })
    const order = { ...placedBy({ orderId, customerId: customer.id }, await signedIn(customer)) }
    await payOrder(order, { paymentMethodId: notDefaultId })
    expect(await paymentOf(id)).toMatchObject({
      status: 'succeeded',
      methodType: 'card',
      paymentMethodId: notDefaultId,
    })
    expect(await saved()).toMatchObject({ toPay: [] })
  })

  it('is charged while the customer is away as the card it is, without a descriptor', async () => {
    const customer = await knownCustomer(syncSetup)
    const id = await charge(await newMerchant(), customer.id)
    expect(await paymentOf(id)).toMatchObject({ status: 'succeeded', methodType: 'card', statementDescriptor: null })
    const [intent] = (await control.state()).objects.payment_intents
    expect(intent?.payment_method_types).toEqual(['card'])
  })
})
