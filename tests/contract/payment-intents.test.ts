import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { TWELVE_DOLLARS, charge, savedMethod } from './payments'
import { AMAZON_PAY, RETURN_URL, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

describe('a new PaymentIntent', () => {
  it('has no descriptor where a card may be used, neither at first nor later', async () => {
    const { stripe } = newWorld()
    const both = { amount: 1200, currency: 'usd', allowed_payment_method_types: ['amazon_pay', 'card'] as const }
    const params = { ...both, allowed_payment_method_types: [...both.allowed_payment_method_types] }
    const refused = { statusCode: 400, param: 'statement_descriptor' }
    const asked = stripe.paymentIntents.create({ ...params, statement_descriptor: 'ROCKET RIDES' })
    expect(await refusal(asked)).toMatchObject(refused)
    const { id } = await stripe.paymentIntents.create({ ...params, statement_descriptor_suffix: 'RIDE 7' })
    expect(await refusal(stripe.paymentIntents.update(id, { statement_descriptor: 'RIDES' }))).toMatchObject(refused)
  })

  it('has every field the SDK knows, and waits for a method', async () => {
    const { stripe } = newWorld()
    const created = await stripe.paymentIntents.create({
      ...TWELVE_DOLLARS,
      statement_descriptor: 'ROCKET RIDES',
      receipt_email: 'sam@example.com',
      description: 'One ride',
      metadata: { order: '7' },
    })
    expect(created).toMatchObject({
      object: 'payment_intent',
      status: 'requires_payment_method',
      amount: 1200,
      amount_capturable: 0,
      amount_received: 0,
      currency: 'usd',
      allowed_payment_method_types: ['amazon_pay'],
      payment_method_types: ['amazon_pay'],
      automatic_payment_methods: null,
      capture_method: 'automatic',
      confirmation_method: 'automatic',
      latest_charge: null,
      last_payment_error: null,
      payment_method: null,
      next_action: null,
      description: 'One ride',
      metadata: { order: '7' },
      receipt_email: 'sam@example.com',
      statement_descriptor: 'ROCKET RIDES',
      customer: null,
      customer_account: null,
      livemode: false,
    })
    expect(created.id).toMatch(/^pi_3\w{23}$/)
    expect(created.client_secret).toMatch(new RegExp(`^${created.id}_secret_\\w{25}$`))
    expect(Object.keys(created)).toHaveLength(43)
    expect(await stripe.paymentIntents.retrieve(created.id)).toEqual(created)
  })

  it('is captured asynchronously unless the shop says otherwise', async () => {
    const { stripe } = newWorld()
    const { capture_method: chosen, automatic_payment_methods: automatic } = await stripe.paymentIntents.create({
      amount: 1200,
      currency: 'USD',
    })
    expect(chosen).toBe('automatic_async')
    expect(automatic).toEqual({ enabled: true, allow_redirects: 'always' })
  })

  it('requires confirmation once it has a method, which the method’s owner has to fit', async () => {
    const world = newWorld()
    const { customer, method } = await savedMethod(world)
    const params = { ...TWELVE_DOLLARS, payment_method: method }
    const created = await world.stripe.paymentIntents.create({ ...params, customer })
    expect(created).toMatchObject({ status: 'requires_confirmation', payment_method: method })
    const ownerless = await refusal(world.stripe.paymentIntents.create(params))
    expect(ownerless).toMatchObject({ statusCode: 400, param: 'payment_method', code: undefined })
    expect(ownerless.message).toBe(
      `The \`payment_method\` parameter supplied ${method} belongs to the Customer ${customer}. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`,
    )
    const other = await world.stripe.customers.create()
    const foreign = await refusal(world.stripe.paymentIntents.create({ ...params, customer: other.id }))
    expect(foreign.message).toBe(
      `The PaymentMethod ${method} does not belong to the Customer you supplied ${other.id}. Please use this PaymentMethod with the Customer that it belongs to instead.`,
    )
    const unknown = await refusal(world.stripe.paymentIntents.create({ ...params, payment_method: 'pm_none' }))
    expect(unknown).toMatchObject({ statusCode: 400, message: "No such PaymentMethod: 'pm_none'" })
  })
})

describe('lists of PaymentIntents', () => {
  it('are newest first, by customer, in pages, expanded below data', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const first = await charge(world, saved)
    const second = await charge(world, saved)
    await world.stripe.paymentIntents.create(TWELVE_DOLLARS)
    const page = await world.stripe.paymentIntents.list({ customer: saved.customer, limit: 1 })
    expect([page.data.map(({ id }) => id), page.has_more]).toEqual([[second.id], true])
    const rest = await world.stripe.paymentIntents.list({
      customer: saved.customer,
      starting_after: second.id,
      expand: ['data.latest_charge.balance_transaction', 'data.customer', 'data.payment_method'],
    })
    expect(rest.data).toMatchObject([
      {
        id: first.id,
        customer: { id: saved.customer },
        payment_method: { id: saved.method },
        latest_charge: { object: 'charge', balance_transaction: { object: 'balance_transaction', fee: 65 } },
      },
    ])
  })
})

describe('a publishable key', () => {
  it('sees of a PaymentIntent what its customer may see, and confirms it', async () => {
    const world = newWorld()
    const { customer } = await savedMethod(world)
    const params = { ...TWELVE_DOLLARS, customer, metadata: { a: '1' } }
    const { id, client_secret } = await world.stripe.paymentIntents.create(params)
    const secret = { client_secret: String(client_secret) }
    const seen = await world.browser.paymentIntents.retrieve(id, secret)
    expect(Object.keys(seen).sort()).toEqual(
      'amount automatic_payment_methods canceled_at cancellation_reason capture_method client_secret confirmation_method created currency description id last_payment_error livemode next_action object payment_method payment_method_types receipt_email setup_future_usage shipping source status'.split(
        ' ',
      ),
    )
    expect((await refusal(world.browser.paymentIntents.retrieve(id))).code).toBe('parameter_missing')
    const wrong = await refusal(world.browser.paymentIntents.retrieve(id, { client_secret: `${id}_secret_x` }))
    expect(wrong).toMatchObject({ code: 'payment_intent_invalid_parameter', param: 'client_secret' })
    const confirm = (more: object) =>
      world.browser.paymentIntents.confirm(id, {
        ...secret,
        payment_method_data: AMAZON_PAY,
        return_url: RETURN_URL,
        ...more,
      } as Stripe.PaymentIntentConfirmParams)
    expect((await refusal(confirm({ off_session: true }))).code).toBe('parameter_unknown')
    const confirmed = await confirm({})
    expect(confirmed.status).toBe('requires_action')
    expect(confirmed).not.toHaveProperty('customer')
    expect((await refusal(world.browser.paymentIntents.cancel(id))).code).toBe('secret_key_required')
  })

  it('learns no more from a refusal', async () => {
    const world = newWorld()
    const params = { ...TWELVE_DOLLARS, metadata: { a: '1' } }
    const { id, client_secret } = await world.stripe.paymentIntents.create(params)
    const confirm = { client_secret, return_url: RETURN_URL } as Stripe.PaymentIntentConfirmParams
    const error = await refusal(world.browser.paymentIntents.confirm(id, confirm))
    expect(error.payment_intent).toMatchObject({ id })
    expect(error.payment_intent).not.toHaveProperty('metadata')
    expect(error.payment_intent).not.toHaveProperty('customer')
  })
})
