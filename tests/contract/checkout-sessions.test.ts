import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { CANCEL_URL, SUCCESS_URL, atAmazon, BUYER, CARD, pageOf, press, saveSession } from './checkout'
import { eventTypes } from './payments'
import { form, refusal, sandboxForThisFile, visit } from './sandbox-under-test'

const newWorld = sandboxForThisFile()
const HOUR = 3600

describe('a Checkout Session in setup mode', () => {
  it('is open, echoes what it was given, and has no SetupIntent yet', async () => {
    const world = newWorld()
    const session = await saveSession(world, {
      client_reference_id: '42',
      metadata: { user: '42' },
      locale: 'de',
      consent_collection: { terms_of_service: 'required' },
      custom_text: { submit: { message: 'See you soon.' } },
    })
    expect(session.id).toMatch(/^cs_test_a1\w{56}$/)
    expect(session.url).toMatch(new RegExp(`^${world.origin}/c/pay/${session.id}#fid\\w+$`))
    expect(session).toMatchObject({
      object: 'checkout.session',
      mode: 'setup',
      status: 'open',
      payment_status: 'no_payment_required',
      allowed_payment_method_types: ['card', 'amazon_pay'],
      payment_method_types: ['card', 'amazon_pay'],
      amount_total: null,
      currency: null,
      customer: null,
      customer_details: null,
      setup_intent: null,
      payment_intent: null,
      success_url: SUCCESS_URL,
      cancel_url: CANCEL_URL,
      client_reference_id: '42',
      metadata: { user: '42' },
      locale: 'de',
      consent_collection: { terms_of_service: 'required', promotions: null, payment_method_reuse_agreement: null },
      custom_text: { submit: { message: 'See you soon.' }, after_submit: null },
      ui_mode: 'hosted_page',
      expires_at: session.created + 24 * HOUR,
    })
    expect(await eventTypes(world)).toEqual([])
    const { stripe } = world
    expect((await stripe.checkout.sessions.update(session.id, { metadata: { user: '', more: '1' } })).metadata).toEqual(
      {
        more: '1',
      },
    )
    expect((await stripe.checkout.sessions.listLineItems(session.id)).data).toEqual([])
  })

  it('offers what the account has turned on for a currency when no methods are named', async () => {
    const { stripe, control } = newWorld()
    const dynamic = { mode: 'setup', success_url: SUCCESS_URL } as const
    expect(await refusal(stripe.checkout.sessions.create(dynamic))).toMatchObject({
      code: 'parameter_missing',
      param: 'currency',
    })
    const inDollars = await stripe.checkout.sessions.create({ ...dynamic, currency: 'usd' })
    expect(inDollars).toMatchObject({
      currency: 'usd',
      amount_total: 0,
      allowed_payment_method_types: null,
      payment_method_types: ['card', 'amazon_pay'],
    })
    const inEuros = await stripe.checkout.sessions.create({ ...dynamic, currency: 'eur' })
    expect(inEuros.payment_method_types).toEqual(['card'])
    await control.outcomes({ country: 'JP' })
    const only = { ...dynamic, allowed_payment_method_types: ['amazon_pay' as const] }
    expect((await refusal(stripe.checkout.sessions.create(only))).message).toContain('No valid payment method types')
  })

  it('takes payment_method_types of older versions only', async () => {
    const world = newWorld()
    const fields = { mode: 'setup', success_url: SUCCESS_URL, 'payment_method_types[]': 'amazon_pay' }
    const create = (version: string) =>
      world.raw('/v1/checkout/sessions', form({ ...fields, ui_mode: 'hosted' }, { 'Stripe-Version': version }))
    expect((await create('2025-03-31.basil')).body).toMatchObject({
      status: 'open',
      payment_method_types: ['amazon_pay'],
      allowed_payment_method_types: null,
    })
    const now = form(fields, { 'Stripe-Version': '2026-10-28.endive' })
    expect(await world.raw('/v1/checkout/sessions', now)).toMatchObject({
      status: 400,
      error: { code: 'payment_method_types_no_longer_supported' },
    })
  })

  it.each([
    ['a name nobody knows', { shoe_size: '7' }, 'parameter_unknown', 'Received unknown parameter: shoe_size'],
    ['items to sell', { 'line_items[0][price]': 'p' }, undefined, 'You can not pass `line_items` in `setup` mode.'],
    ['what belongs to payments', { 'payment_intent_data[x]': '1' }, undefined, /payment_intent_data.*in `setup` mode/],
    ['no success_url', { success_url: '' }, 'parameter_invalid_empty', /success_url/],
    ['an address without a scheme', { success_url: 'shop.test' }, 'url_invalid', /scheme/],
    ['an address that runs code', { cancel_url: 'javascript:alert(1)' }, 'url_invalid', /URL/],
    ['a customer of elsewhere', { customer: 'cus_no' }, 'resource_missing', "No such customer: 'cus_no'"],
    ['another way to show it', { ui_mode: 'embedded_page' }, 'sandbox_not_imitated', /ui_mode=embedded_page/],
    ['the former word for its way', { ui_mode: 'hosted' }, undefined, /Invalid ui_mode/],
    ['too short a life', { expires_at: '1' }, undefined, /at least 30 minutes from Checkout Session creation/],
    ['too long a life', { expires_at: '99999999999' }, undefined, /less than 24 hours from Checkout Session creation/],
    [
      'a mode nobody knows',
      { mode: 'gift' },
      undefined,
      'Invalid mode: must be one of payment, setup, or subscription',
    ],
  ])('refuses %s', async (...[, fields, code, message]) => {
    const world = newWorld()
    const fine = { mode: 'setup', success_url: SUCCESS_URL, 'allowed_payment_method_types[]': 'card' }
    const headers = { 'Stripe-Version': '2026-10-28.endive' }
    const answer = await world.raw('/v1/checkout/sessions', form({ ...fine, ...fields }, headers))
    expect(answer.status).toBe(400)
    expect(answer.error['code']).toBe(code)
    expect(answer.error['message']).toMatch(message)
    expect((await world.stripe.checkout.sessions.list()).data).toEqual([])
  })

  it('is for a customer or for an address, not for both', async () => {
    const world = newWorld()
    const { id: customer } = await world.stripe.customers.create(BUYER)
    const both = await refusal(saveSession(world, { customer, customer_email: 'kim@example.com' }))
    expect(both).toMatchObject({ code: 'parameters_exclusive', statusCode: 400 })
    expect((await saveSession(world, { customer })).customer_details).toMatchObject(BUYER)
    expect(await saveSession(world, { customer_email: 'kim@example.com' })).toMatchObject({
      customer_email: 'kim@example.com',
      customer_details: { email: 'kim@example.com' },
    })
  })
})

describe('looking for a session', () => {
  it('finds it by id with everything behind it, and by customer, status and address', async () => {
    const world = newWorld()
    const { stripe } = world
    const { id: customer } = await stripe.customers.create(BUYER)
    const done = await saveSession(world, { customer })
    await atAmazon(done, 'Authorize', {})
    const open = await saveSession(world)
    const found = await stripe.checkout.sessions.retrieve(done.id, {
      expand: ['customer', 'line_items', 'payment_intent', 'setup_intent.payment_method', 'setup_intent.mandate'],
    })
    expect(found).toMatchObject({
      customer: BUYER,
      payment_intent: null,
      line_items: { data: [] },
      setup_intent: { status: 'succeeded', payment_method: { type: 'amazon_pay', customer } },
    })
    const ids = async (query: Stripe.Checkout.SessionListParams) =>
      (await stripe.checkout.sessions.list(query)).data.map(({ id }) => id)
    expect(await ids({})).toEqual([open.id, done.id])
    expect(await ids({ status: 'complete' })).toEqual([done.id])
    expect(await ids({ customer })).toEqual([done.id])
    expect(await ids({ customer_details: BUYER })).toEqual([done.id])
    expect(await ids({ payment_intent: 'pi_no' })).toEqual([])
    expect(await refusal(stripe.checkout.sessions.retrieve('cs_test_no'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: "No such checkout.session: 'cs_test_no'",
    })
    expect((await newWorld().stripe.checkout.sessions.list()).data).toEqual([])
  })
})

describe('the end of a session nobody finishes', () => {
  it('comes by the clock, after a day or when the shop said', async () => {
    const world = newWorld()
    const { stripe, control } = world
    const usual = await saveSession(world)
    const short = await saveSession(world, { expires_at: usual.created + HOUR })
    await control.advanceClock(HOUR)
    expect((await stripe.checkout.sessions.retrieve(short.id)).status).toBe('expired')
    expect((await stripe.checkout.sessions.retrieve(usual.id)).status).toBe('open')
    await control.advanceClock(23 * HOUR)
    expect(await stripe.checkout.sessions.retrieve(usual.id)).toMatchObject({ status: 'expired', url: null })
    expect(await eventTypes(world)).toEqual(['checkout.session.expired', 'checkout.session.expired'])
    expect((await visit(pageOf(usual))).text).toContain('has expired')
    expect((await press(usual, { ...BUYER, ...CARD })).pathname).toBe(`/c/pay/${usual.id}`)
    expect((await stripe.setupIntents.list()).data).toEqual([])
  })

  it('can be asked for while it is open, and takes the SetupIntent along', async () => {
    const world = newWorld()
    const { stripe } = world
    const session = await saveSession(world)
    const amazon = await press(session, { ...BUYER, method: 'amazon_pay' })
    const setup = String((await stripe.checkout.sessions.retrieve(session.id)).setup_intent)
    for (const forbidden of [stripe.setupIntents.cancel(setup), stripe.setupIntents.confirm(setup)]) {
      expect((await refusal(forbidden)).message).toBe(
        'You cannot perform this action on SetupIntents created by Checkout.',
      )
    }
    expect(await stripe.checkout.sessions.expire(session.id)).toMatchObject({ status: 'expired', url: null })
    expect((await stripe.setupIntents.retrieve(setup)).status).toBe('canceled')
    expect((await visit(amazon.href)).text).toContain('The shop has cancelled this setup.')
    expect((await refusal(stripe.checkout.sessions.expire(session.id))).message).toBe(
      'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of `expired`.',
    )
    expect((await eventTypes(world)).slice(-2)).toEqual(['setup_intent.canceled', 'checkout.session.expired'])
    const done = await saveSession(world)
    await press(done, { ...BUYER, ...CARD })
    expect((await refusal(stripe.checkout.sessions.expire(done.id))).message).toContain('a status of `complete`')
    await world.control.advanceClock(25 * HOUR)
    expect((await stripe.checkout.sessions.retrieve(done.id)).status).toBe('complete')
  })
})
