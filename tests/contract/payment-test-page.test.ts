import { describe, expect, it } from 'vitest'
import { TWELVE_DOLLARS, charge, createdFor, eventTypes, paymentOnTestPage, savedMethod } from './payments'
import {
  AMAZON_PAY,
  CONSENT,
  RETURN_URL,
  choose,
  redirectUrl,
  refusal,
  sandboxForThisFile,
  visit,
} from './sandbox-under-test'

const newWorld = sandboxForThisFile()
const TEN_MINUTES = 600

describe('a payment whose customer is there', () => {
  it('goes to the test page, is paid, and leads back to the shop', async () => {
    const world = newWorld()
    const { paymentIntent, page } = await paymentOnTestPage(world)
    expect(paymentIntent).toMatchObject({ status: 'requires_action', latest_charge: null })
    expect(page).toMatch(/\/authorize\/acct_\w+\/pa_nonce_\w+$/)
    const shown = await visit(page)
    expect(shown.url).toMatch(/\/payment_methods\/test_payment\?payment_attempt=payatt_\w+&merchant=acct_\w+$/)
    expect(shown.text).toContain('<h1>Amazon Pay test payment page</h1>')
    expect(shown.text).toContain('$12.00')
    const back = await choose(page, 'Authorize Test Payment')
    expect(back.href).toBe(
      `https://shop.test/done?order=7&payment_intent=${paymentIntent.id}&payment_intent_client_secret=${paymentIntent.client_secret}&redirect_status=succeeded`,
    )
    const paid = await world.stripe.paymentIntents.retrieve(paymentIntent.id, { expand: ['latest_charge'] })
    expect(paid).toMatchObject({
      status: 'succeeded',
      amount_received: 1200,
      next_action: null,
      latest_charge: { status: 'succeeded', billing_details: { email: 'buyer@example.com' } },
    })
    expect(await eventTypes(world)).toEqual([
      'payment_intent.created',
      'payment_intent.requires_action',
      'charge.succeeded',
      'payment_intent.succeeded',
    ])
    expect((await visit(page)).text).toContain('This payment was authorized.')
  })

  it('cannot use the same method a second time unless it was saved', async () => {
    const world = newWorld()
    const { paymentIntent, page } = await paymentOnTestPage(world)
    await choose(page, 'Authorize Test Payment')
    const again = { payment_method: String(paymentIntent.payment_method) }
    const second = await refusal(world.stripe.paymentIntents.create({ ...TWELVE_DOLLARS, ...again }))
    expect(second.message).toMatch(
      /^The provided PaymentMethod was previously used with a PaymentIntent without Customer/,
    )
    const { id } = await world.stripe.customers.create()
    const attached = await refusal(world.stripe.paymentMethods.attach(again.payment_method, { customer: id }))
    expect(attached.message).toMatch(/may not be used again\.$/)
  })

  it('saves the method on the way when asked to, under a mandate', async () => {
    const world = newWorld()
    const { id: customer } = await world.stripe.customers.create({ email: 'sam@example.com' })
    const save = { customer, setup_future_usage: 'off_session' as const }
    const { paymentIntent, page } = await paymentOnTestPage(world, save, { mandate_data: CONSENT })
    await choose(page, 'Authorize Test Payment')
    expect((await eventTypes(world)).slice(-4)).toEqual([
      'payment_method.attached',
      'mandate.updated',
      'charge.succeeded',
      'payment_intent.succeeded',
    ])
    const method = String(paymentIntent.payment_method)
    const [mandate] = (await world.control.state()).objects.mandates
    expect(mandate).toMatchObject({ status: 'active', payment_method: method })
    expect((await charge(world, { customer, method, mandate: String(mandate?.id) })).status).toBe('succeeded')
  })

  it('is not sent to Amazon again with a method saved under a mandate, unless the test wants it', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const confirm = async (more = {}) => {
      const { id } = await createdFor(world, saved)
      return world.stripe.paymentIntents.confirm(id, { payment_method: saved.method, ...more })
    }
    expect((await confirm()).status).toBe('succeeded')
    await world.control.outcomes({ savedOnSession: 'redirect' })
    expect(await refusal(confirm())).toMatchObject({
      statusCode: 400,
      code: 'payment_intent_redirect_confirmation_without_return_url',
      param: 'return_url',
    })
    const redirected = await confirm({ return_url: RETURN_URL })
    await choose(redirectUrl(redirected), 'Authorize Test Payment')
    expect((await world.stripe.paymentIntents.retrieve(redirected.id)).status).toBe('succeeded')
    expect((await world.stripe.paymentMethods.retrieve(saved.method)).customer).toBe(saved.customer)
  })

  it('is decided once, however often the links are followed', async () => {
    const world = newWorld()
    const { page } = await paymentOnTestPage(world)
    const { links } = await visit(page)
    const follow = (name: string) => fetch(String(links[name]), { redirect: 'manual' })
    await Promise.all([follow('Authorize Test Payment'), follow('Authorize Test Payment'), follow('Fail Test Payment')])
    expect((await world.stripe.charges.list()).data).toHaveLength(1)
    const ended = (await eventTypes(world)).filter((type) => /payment_intent\.(succeeded|payment_failed)/.test(type))
    expect(ended).toHaveLength(1)
  })
})

describe('a payment the customer declines', () => {
  it('waits for another method, and keeps the declined one in the error only', async () => {
    const world = newWorld()
    const { paymentIntent, page } = await paymentOnTestPage(world)
    expect((await choose(page, 'Fail Test Payment')).searchParams.get('redirect_status')).toBe('failed')
    const declined = await world.stripe.paymentIntents.retrieve(paymentIntent.id, { expand: ['latest_charge'] })
    expect(declined).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      next_action: null,
      latest_charge: { status: 'failed' },
      last_payment_error: {
        type: 'invalid_request_error',
        code: 'payment_intent_payment_attempt_failed',
        message: 'The customer declined this payment.',
        payment_method: { id: paymentIntent.payment_method, customer: null },
      },
    })
    expect((await eventTypes(world)).slice(-2)).toEqual(['charge.failed', 'payment_intent.payment_failed'])
    const retry = { payment_method_data: AMAZON_PAY, return_url: RETURN_URL }
    const again = await world.stripe.paymentIntents.confirm(paymentIntent.id, retry)
    expect(again).toMatchObject({ status: 'requires_action', last_payment_error: null })
    await choose(redirectUrl(again), 'Authorize Test Payment')
    expect((await world.stripe.paymentIntents.retrieve(paymentIntent.id)).status).toBe('succeeded')
  })

  it('fails by itself after ten minutes, without a charge', async () => {
    const world = newWorld()
    const { paymentIntent, page } = await paymentOnTestPage(world)
    await world.control.advanceClock(TEN_MINUTES - 30)
    expect((await world.stripe.paymentIntents.retrieve(paymentIntent.id)).status).toBe('requires_action')
    await world.control.advanceClock(30)
    expect(await world.stripe.paymentIntents.retrieve(paymentIntent.id)).toMatchObject({
      status: 'requires_payment_method',
      latest_charge: null,
      last_payment_error: { code: 'payment_intent_payment_attempt_expired' },
    })
    expect((await visit(page)).text).toContain('expired')
    expect((await world.stripe.charges.list()).data).toEqual([])
  })

  it('can be let expire from the page', async () => {
    const world = newWorld()
    const { paymentIntent, page } = await paymentOnTestPage(world)
    const expired = await visit(String((await visit(page)).links['Let it expire']))
    expect(expired.text).toContain('This payment expired')
    expect(Object.values(expired.links).join()).toContain(`payment_intent=${paymentIntent.id}`)
    const { last_payment_error: error } = await world.stripe.paymentIntents.retrieve(paymentIntent.id)
    expect(error?.code).toBe('payment_intent_payment_attempt_expired')
  })
})

describe('a trip to the test page', () => {
  it('ends without effect when the shop cancels or confirms anew', async () => {
    const world = newWorld()
    const { paymentIntent, page } = await paymentOnTestPage(world)
    const first = String((await visit(page)).links['Authorize Test Payment'])
    const again = await world.stripe.paymentIntents.confirm(paymentIntent.id, { return_url: RETURN_URL })
    expect((await visit(first)).text).toContain('started again')
    const second = String((await visit(redirectUrl(again))).links['Authorize Test Payment'])
    await world.stripe.paymentIntents.cancel(paymentIntent.id)
    expect((await visit(second)).text).toContain('The shop has cancelled this payment.')
    await world.control.advanceClock(TEN_MINUTES + 5)
    expect((await world.stripe.paymentIntents.retrieve(paymentIntent.id)).status).toBe('canceled')
    expect((await world.stripe.charges.list()).data).toEqual([])
  })

  it('does not pay with a saved method that was detached meanwhile', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    await world.control.outcomes({ savedOnSession: 'redirect' })
    const { id } = await createdFor(world, saved)
    const waiting = { payment_method: saved.method, return_url: RETURN_URL }
    const page = redirectUrl(await world.stripe.paymentIntents.confirm(id, waiting))
    await world.stripe.paymentMethods.detach(saved.method)
    expect((await choose(page, 'Authorize Test Payment')).searchParams.get('redirect_status')).toBe('failed')
    expect((await world.stripe.paymentMethods.retrieve(saved.method)).customer).toBeNull()
  })

  it.each(['processing', 'late'] as const)('can leave the payment %s for a while', async (nextPayment) => {
    const world = newWorld()
    await world.control.outcomes({ nextPayment, settleSeconds: 90 })
    const { paymentIntent, page } = await paymentOnTestPage(world)
    expect((await choose(page, 'Authorize Test Payment')).searchParams.get('redirect_status')).toBe('pending')
    const waiting = await world.stripe.paymentIntents.retrieve(paymentIntent.id)
    expect(waiting.status).toBe(nextPayment === 'late' ? 'requires_action' : 'processing')
    await world.control.advanceClock(120)
    expect((await world.stripe.paymentIntents.retrieve(paymentIntent.id)).status).toBe('succeeded')
  })

  it('can be declined although the customer authorises it', async () => {
    const world = newWorld()
    await world.control.outcomes({ nextPayment: 'decline', paymentDecline: { message: 'No.' } })
    const { paymentIntent, page } = await paymentOnTestPage(world)
    await choose(page, 'Authorize Test Payment')
    const { status, last_payment_error: error } = await world.stripe.paymentIntents.retrieve(paymentIntent.id)
    expect([status, error?.message]).toEqual(['requires_payment_method', 'No.'])
  })
})
