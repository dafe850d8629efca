import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { CARD_OR_AMAZON, card, declineOf, payWith } from './cards'
import { eventTypes } from './payments'
import { RETURN_URL, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

describe('a payment with a card', () => {
  it('saves it by the word of old, as it does by `setup_future_usage`', async () => {
    const world = newWorld()
    const { stripe, browser } = world
    const { id: customer } = await stripe.customers.create()
    const confirm = { save_payment_method: true } as Stripe.PaymentIntentConfirmParams
    expect(await payWith(world, 'pm_card_visa', { confirm })).toMatchObject({ setup_future_usage: null })
    const paid = await payWith(world, 'pm_card_visa', { create: { customer }, confirm })
    const create = { ...CARD_OR_AMAZON, customer, confirm: true, save_payment_method: true, return_url: RETURN_URL }
    const atOnce = await stripe.paymentIntents.create({ ...create, payment_method: 'pm_card_visa' })
    const token = async () => {
      const made = await browser.rawRequest('POST', '/v1/confirmation_tokens', {
        payment_method_data: card('4242424242424242'),
      })
      return { confirmation_token: (made as unknown as { id: string }).id }
    }
    const withToken = await stripe.paymentIntents.create({ ...create, ...(await token()) })
    const { id } = await stripe.paymentIntents.create({ ...CARD_OR_AMAZON, customer })
    const later = await stripe.paymentIntents.confirm(id, { ...confirm, ...(await token()), return_url: RETURN_URL })
    const saved = (await stripe.customers.listPaymentMethods(customer)).data
    const paidWith = [paid, atOnce, withToken, later].map(({ payment_method: method }) => method)
    expect(saved.map(({ id }) => id)).toEqual(paidWith.reverse())
    const stray = { ...CARD_OR_AMAZON, confirm: true, save_payment_method: true, return_url: RETURN_URL }
    const unsaved = await stripe.paymentIntents.create({ ...stray, payment_method: 'pm_card_visa' })
    expect(unsaved).toMatchObject({ status: 'succeeded', setup_future_usage: null })
  })

  it('succeeds at once, and its charge says which card', async () => {
    const world = newWorld()
    const paid = await payWith(world, 'pm_card_visa')
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 1200, next_action: null })
    expect(paid.payment_method).toMatch(/^pm_1/)
    const charge = await world.stripe.charges.retrieve(String(paid.latest_charge), { expand: ['balance_transaction'] })
    expect(charge.id).toMatch(/^ch_3/)
    expect(charge).toMatchObject({
      captured: true,
      balance_transaction: { type: 'charge', amount: 1200 },
      payment_method_details: {
        type: 'card',
        card: {
          amount_authorized: 1200,
          brand: 'visa',
          checks: { cvc_check: 'pass' },
          last4: '4242',
          network: 'visa',
          three_d_secure: null,
        },
      },
    })
    expect(charge.payment_method_details?.card).not.toHaveProperty('capture_before')
    expect(await eventTypes(world)).toEqual(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded'])
  })

  it.each([
    ['4000000000000002', 'card_declined', 'generic_decline', 'Your card was declined.'],
    ['4000000000009995', 'card_declined', 'insufficient_funds', 'Your card has insufficient funds.'],
    ['4000000000009987', 'card_declined', 'lost_card', 'Your card was declined.'],
    ['4000000000009979', 'card_declined', 'stolen_card', 'Your card was declined.'],
    ['4000000000000069', 'expired_card', 'expired_card', 'Your card has expired.'],
    ['4000000000000127', 'incorrect_cvc', 'incorrect_cvc', "Your card's security code is incorrect."],
    [
      '4000000000000119',
      'processing_error',
      'processing_error',
      'An error occurred while processing your card. Try again in a little bit.',
    ],
  ])('%s is declined as %s, %s', async (...[number, code, declineCode, message]) => {
    const world = newWorld()
    const { id, error } = await declineOf(world, number)
    expect(error).toMatchObject({ statusCode: 402, rawType: 'card_error', code, decline_code: declineCode, message })
    const left = await world.stripe.paymentIntents.retrieve(id)
    expect(left).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_payment_error: { type: 'card_error', code, decline_code: declineCode, message },
    })
    expect(await world.stripe.charges.retrieve(String(left.latest_charge))).toMatchObject({
      status: 'failed',
      paid: false,
      failure_code: code,
      outcome: { network_status: 'declined_by_network', reason: declineCode },
    })
    expect(await eventTypes(world, 1)).toEqual(['charge.failed', 'payment_intent.payment_failed'])
  })

  it('shows a browser its decline without whose card it is, and can be tried again with another', async () => {
    const world = newWorld()
    const { id, error } = await declineOf(world, '4000000000000002')
    expect(error.payment_intent).toMatchObject({ id, status: 'requires_payment_method' })
    expect(error.payment_intent).not.toHaveProperty('latest_charge')
    expect(error.payment_intent?.last_payment_error?.payment_method?.card).not.toHaveProperty('fingerprint')
    const { client_secret } = await world.stripe.paymentIntents.retrieve(id)
    const params = { client_secret, payment_method_data: card('5555555555554444') }
    const paid = await world.browser.paymentIntents.confirm(id, params as Stripe.PaymentIntentConfirmParams)
    expect(paid.status).toBe('succeeded')
    expect((await world.control.balance())['usd']?.amount).toBe(1200)
  })

  it('needs a payment that takes cards', async () => {
    const world = newWorld()
    const error = await refusal(
      payWith(world, 'pm_card_visa', { create: { allowed_payment_method_types: ['amazon_pay'] } }),
    )
    expect(error.message).toMatch(/^The PaymentMethod provided \(card\) is not allowed for this PaymentIntent\./)
  })

  it('ends a card that was not saved, and attaches one that was', async () => {
    const world = newWorld()
    const unsaved = await payWith(world, 'pm_card_visa')
    const again = await refusal(payWith(world, String(unsaved.payment_method)))
    expect(again.message).toMatch(/^The provided PaymentMethod was previously used with a PaymentIntent/)
    const { id: customer } = await world.stripe.customers.create()
    const saved = await payWith(world, 'pm_card_visa', { create: { customer, setup_future_usage: 'off_session' } })
    expect(await eventTypes(world, -3)).toEqual([
      'payment_method.attached',
      'charge.succeeded',
      'payment_intent.succeeded',
    ])
    const { data } = await world.stripe.customers.listPaymentMethods(customer, { type: 'card' })
    expect(data.map(({ id }) => id)).toEqual([saved.payment_method])
    const later = await payWith(world, String(saved.payment_method), {
      create: { customer },
      confirm: { off_session: true },
    })
    expect(later.status).toBe('succeeded')
    expect((await world.control.state()).objects.mandates).toEqual([])
  })

  it('asks for what is said for cards alone before what is said for all', async () => {
    const world = newWorld()
    const { id: customer } = await world.stripe.customers.create()
    const options = { payment_method_options: { card: { setup_future_usage: 'none' } } } as const
    const paid = await payWith(world, 'pm_card_visa', {
      create: { customer, setup_future_usage: 'off_session', ...options },
    })
    expect(paid.payment_method_options?.card).toEqual({
      installments: null,
      mandate_options: null,
      network: null,
      request_three_d_secure: 'automatic',
      setup_future_usage: 'none',
    })
    expect((await world.stripe.paymentMethods.retrieve(String(paid.payment_method))).customer).toBeNull()
  })
})

describe('attaching a card', () => {
  it('asks its bank, which declines some cards then and one only when it is charged', async () => {
    const world = newWorld()
    const { stripe } = world
    const { id: customer } = await stripe.customers.create()
    const declined = await refusal(stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer }))
    expect(declined).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'generic_decline' })
    const attached = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer })
    expect(attached).toMatchObject({ customer, card: { last4: '0341' } })
    const charged = await refusal(payWith(world, attached.id, { create: { customer }, confirm: { off_session: true } }))
    expect(charged).toMatchObject({ code: 'card_declined', payment_intent: { status: 'requires_payment_method' } })
    expect((await stripe.paymentMethods.retrieve(attached.id)).customer).toBe(customer)
  })
})

describe('saving a card without paying', () => {
  it('succeeds at once without a mandate, or is declined', async () => {
    const world = newWorld()
    const { stripe } = world
    const { id: customer } = await stripe.customers.create()
    const create = { customer, allowed_payment_method_types: ['card' as const] }
    const setup = await stripe.setupIntents.create(create)
    const saved = await stripe.setupIntents.confirm(setup.id, { payment_method: 'pm_card_mastercard' })
    expect(saved).toMatchObject({ status: 'succeeded', mandate: null, next_action: null })
    expect(await eventTypes(world, -2)).toEqual(['payment_method.attached', 'setup_intent.succeeded'])
    const { data } = await stripe.setupAttempts.list({ setup_intent: setup.id })
    expect(data).toMatchObject([
      { status: 'succeeded', payment_method_details: { type: 'card', card: { last4: '4444' } } },
    ])
    const other = await stripe.setupIntents.create(create)
    const error = await refusal(stripe.setupIntents.confirm(other.id, { payment_method: 'pm_card_chargeDeclined' }))
    expect(error).toMatchObject({ statusCode: 402, code: 'card_declined', setup_intent: { id: other.id } })
    expect(await stripe.setupIntents.retrieve(other.id)).toMatchObject({
      status: 'requires_payment_method',
      last_setup_error: { code: 'card_declined', decline_code: 'generic_decline' },
    })
  })
})
