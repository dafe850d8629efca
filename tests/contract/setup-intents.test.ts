import { describe, expect, it } from 'vitest'
import {
  AMAZON_PAY,
  CONSENT,
  RETURN_URL,
  choose,
  confirmedSetup,
  createSetup,
  redirectUrl,
  refusal,
  sandboxForThisFile,
} from './sandbox-under-test'

const newWorld = sandboxForThisFile()

describe('creating a SetupIntent', () => {
  it('waits for a method when it has none, and for confirmation when it has one', async () => {
    const world = newWorld()
    const bare = await createSetup(world)
    expect(bare).toMatchObject({
      status: 'requires_payment_method',
      usage: 'off_session',
      payment_method: null,
      last_setup_error: null,
      latest_attempt: null,
      payment_method_types: ['amazon_pay'],
      allowed_payment_method_types: ['amazon_pay'],
      automatic_payment_methods: null,
    })
    expect(bare.client_secret).toMatch(new RegExp(`^${bare.id}_secret_\\w{31}$`))
    const withMethod = await createSetup(world, { payment_method_data: AMAZON_PAY, usage: 'on_session' })
    expect(withMethod).toMatchObject({ status: 'requires_confirmation', usage: 'on_session' })
    expect(withMethod.payment_method).toMatch(/^pm_1/)
  })

  it('drops methods the account has not turned on without a word', async () => {
    const world = newWorld()
    const setup = await createSetup(world, { allowed_payment_method_types: ['amazon_pay', 'klarna'] })
    expect(setup.payment_method_types).toEqual(['amazon_pay'])
    await world.control.outcomes({ country: 'JP' })
    expect((await createSetup(world)).payment_method_types).toEqual([])
  })

  it('takes the account’s own methods when the request names none', async () => {
    const { stripe } = newWorld()
    const dynamic = await stripe.setupIntents.create()
    expect(dynamic.automatic_payment_methods).toEqual({ enabled: true, allow_redirects: 'always' })
    expect(dynamic.payment_method_types).toEqual(['card', 'amazon_pay'])
    const staying = await stripe.setupIntents.create({
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    })
    expect(staying.payment_method_types).toEqual(['card'])
  })

  it('confirms at once when asked to, as the guide for subscriptions does', async () => {
    const world = newWorld()
    const setup = await createSetup(world, {
      confirm: true,
      return_url: RETURN_URL,
      payment_method_data: AMAZON_PAY,
      mandate_data: CONSENT,
    })
    expect(setup.status).toBe('requires_action')
    expect(setup.next_action?.redirect_to_url?.return_url).toBe(RETURN_URL)
    const events = await world.stripe.events.list()
    expect(events.data.map(({ type }) => type)).toEqual(['setup_intent.requires_action', 'setup_intent.created'])
  })

  it('takes what belongs to a confirmation only together with confirm', async () => {
    const error = await refusal(createSetup(newWorld(), { return_url: RETURN_URL }))
    expect(error).toMatchObject({ statusCode: 400, param: 'return_url' })
    expect(error.message).toContain('unless `confirm` is set to true')
  })
})

describe('changing and canceling a SetupIntent', () => {
  it('takes a method, a customer and metadata until it has succeeded', async () => {
    const world = newWorld()
    const { id } = await createSetup(world)
    const customer = await world.stripe.customers.create()
    const updated = await world.stripe.setupIntents.update(id, {
      customer: customer.id,
      metadata: { setup: '9' },
      payment_method_data: AMAZON_PAY,
    })
    expect(updated).toMatchObject({ customer: customer.id, metadata: { setup: '9' }, status: 'requires_confirmation' })
    const confirmed = await world.stripe.setupIntents.confirm(id, { return_url: RETURN_URL })
    await choose(redirectUrl(confirmed), 'Authorize Test Setup')
    const late = await refusal(world.stripe.setupIntents.update(id, { payment_method_data: AMAZON_PAY }))
    expect(late.message).toBe('You cannot update this SetupIntent because it has already succeeded.')
    const types = { allowed_payment_method_types: ['card' as const] }
    expect((await refusal(world.stripe.setupIntents.update(id, types))).message).toBe(late.message)
    expect((await world.stripe.setupIntents.update(id, { description: 'kept' })).description).toBe('kept')
    expect((await world.stripe.setupIntents.update(id, { metadata: { setup: '10' } })).metadata).toEqual({
      setup: '10',
    })
  })

  it('is not handed to another customer than its method', async () => {
    const { stripe, ...world } = newWorld()
    const { customer, page, setupIntent } = await confirmedSetup({ stripe, ...world })
    await choose(page, 'Authorize Test Setup')
    const other = await stripe.customers.create()
    const refused = await refusal(stripe.setupIntents.update(setupIntent.id, { customer: other.id }))
    expect(refused.message).toBe(
      `The PaymentMethod ${setupIntent.payment_method} does not belong to the Customer you supplied ${other.id}. Please use this PaymentMethod with the Customer that it belongs to instead.`,
    )
    expect((await stripe.setupIntents.retrieve(setupIntent.id)).customer).toBe(customer.id)
    expect((await stripe.setupIntents.update(setupIntent.id, { customer: customer.id })).customer).toBe(customer.id)
  })

  it('cancels while open and says why it cannot afterwards', async () => {
    const world = newWorld()
    const { setupIntent, page } = await confirmedSetup(world)
    const canceled = await world.stripe.setupIntents.cancel(setupIntent.id, { cancellation_reason: 'abandoned' })
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned', next_action: null })
    const twice = await refusal(world.stripe.setupIntents.cancel(setupIntent.id))
    expect(twice.message).toBe('You cannot cancel this SetupIntent because it is already canceled.')
    expect((await fetch(page)).status).toBe(200)
    const done = await confirmedSetup(world)
    await choose(done.page, 'Authorize Test Setup')
    const late = await refusal(world.stripe.setupIntents.cancel(done.setupIntent.id))
    expect(late.message).toBe(
      'You cannot cancel this SetupIntent because it has a status of succeeded. Only a SetupIntent with one of the following statuses may be canceled: `requires_payment_method`, `requires_confirmation`, or `requires_action`.',
    )
    const reason = await refusal(world.stripe.setupIntents.cancel(done.setupIntent.id, { cancellation_reason: 'why' }))
    expect(reason.message).toBe(
      'Invalid cancellation_reason: must be one of abandoned, requested_by_customer, or duplicate',
    )
  })

  it('lists by customer and by method', async () => {
    const world = newWorld()
    const { customer, setupIntent } = await confirmedSetup(world)
    await createSetup(world)
    const byCustomer = await world.stripe.setupIntents.list({ customer: customer.id })
    expect(byCustomer.data.map(({ id }) => id)).toEqual([setupIntent.id])
    const byMethod = await world.stripe.setupIntents.list({ payment_method: String(setupIntent.payment_method) })
    expect(byMethod.data.map(({ id }) => id)).toEqual([setupIntent.id])
  })
})
