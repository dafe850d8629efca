import { describe, expect, it } from 'vitest'
import {
  AMAZON_PAY,
  RETURN_URL,
  choose,
  confirmedSetup,
  createSetup,
  form,
  redirectUrl,
  refusal,
  sandboxForThisFile,
} from './sandbox-under-test'

const newWorld = sandboxForThisFile()

describe('confirming a SetupIntent', () => {
  it('asks for a method before anything else', async () => {
    const world = newWorld()
    const { id } = await createSetup(world)
    const error = await refusal(world.stripe.setupIntents.confirm(id, { return_url: RETURN_URL }))
    expect(error).toMatchObject({
      statusCode: 400,
      code: 'setup_intent_unexpected_state',
      type: 'StripeInvalidRequestError',
    })
    expect(error.message).toBe(
      "You cannot confirm this SetupIntent because it's missing a payment method. You can either update the SetupIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    )
    expect(error.setup_intent).toMatchObject({ id, object: 'setup_intent', status: 'requires_payment_method' })
    expect(error.doc_url).toBe('https://stripe.com/docs/error-codes/setup-intent-unexpected-state')
  })

  it('needs to know where the customer comes back', async () => {
    const world = newWorld()
    const { id } = await createSetup(world, { payment_method_data: AMAZON_PAY })
    expect((await refusal(world.stripe.setupIntents.confirm(id))).param).toBe('return_url')
    for (const return_url of ['/done', 'javascript:alert(1)', 'data:text/html,x']) {
      expect((await refusal(world.stripe.setupIntents.confirm(id, { return_url }))).code).toBe('url_invalid')
    }
    const before = await createSetup(world)
    await refusal(world.stripe.setupIntents.confirm(before.id, { payment_method_data: AMAZON_PAY }))
    // The refused request had made a method by then; nothing of it remains.
    expect((await world.control.state()).objects.payment_methods).toHaveLength(1)
    expect((await world.stripe.setupIntents.retrieve(before.id)).payment_method).toBeNull()
    const dynamic = await world.stripe.setupIntents.create({ payment_method_data: AMAZON_PAY })
    const error = await refusal(world.stripe.setupIntents.confirm(dynamic.id))
    expect(error.message).toMatch(
      /^This SetupIntent is configured to accept payment methods enabled in your Dashboard\./,
    )
  })

  it('starts over when confirmed again while the customer is away', async () => {
    const world = newWorld()
    const { setupIntent, page } = await confirmedSetup(world)
    const again = await world.stripe.setupIntents.confirm(setupIntent.id, { return_url: RETURN_URL })
    expect(again.status).toBe('requires_action')
    expect(again.latest_attempt).not.toBe(setupIntent.latest_attempt)
    expect(redirectUrl(again)).not.toBe(page)
    const attempts = await world.stripe.setupAttempts.list({ setup_intent: setupIntent.id })
    expect(attempts.data.map(({ status }) => status)).toEqual(['requires_action', 'abandoned'])
  })

  it('keeps the attempts of different setups apart', async () => {
    const world = newWorld()
    const setups = [(await confirmedSetup(world)).setupIntent, (await confirmedSetup(world)).setupIntent]
    for (const { id, latest_attempt: attempt } of setups) {
      const { data } = await world.stripe.setupAttempts.list({ setup_intent: id })
      expect(data.map((each) => each.id)).toEqual([attempt])
    }
  })

  it('is refused once the setup succeeded or was canceled', async () => {
    const world = newWorld()
    const { setupIntent, page } = await confirmedSetup(world)
    await choose(page, 'Authorize Test Setup')
    const succeeded = await refusal(world.stripe.setupIntents.confirm(setupIntent.id, { return_url: RETURN_URL }))
    expect(succeeded.message).toBe('You cannot confirm this SetupIntent because it has already succeeded.')
    expect(succeeded.setup_intent?.status).toBe('succeeded')
    const other = await createSetup(world, { payment_method_data: AMAZON_PAY })
    await world.stripe.setupIntents.cancel(other.id)
    const canceled = await refusal(world.stripe.setupIntents.confirm(other.id, { return_url: RETURN_URL }))
    expect(canceled.message).toBe('You cannot confirm this SetupIntent because it has been canceled.')
  })

  it('wants the customer’s own address and browser from a server', async () => {
    const world = newWorld()
    const { id } = await createSetup(world, { payment_method_data: AMAZON_PAY })
    const online = 'mandate_data[customer_acceptance][online]'
    const accept = (more: Record<string, string>) =>
      world.raw(
        `/v1/setup_intents/${id}/confirm`,
        form({ return_url: RETURN_URL, 'mandate_data[customer_acceptance][type]': 'online', ...more }),
      )
    expect((await accept({ [`${online}[user_agent]`]: 'x' })).error).toMatchObject({
      message: `Missing required param: ${online}[ip_address].`,
    })
    expect((await accept({ [`${online}[ip_address]`]: '203.0.113.7' })).error['code']).toBe('parameter_missing')
    expect((await accept({ [`${online}[infer_from_client]`]: 'true' })).error['code']).toBe('parameter_unknown')
    expect((await accept({ [`${online}[ip_address]`]: 'here', [`${online}[user_agent]`]: 'x' })).status).toBe(400)
  })

  it('keeps other customers’ methods apart', async () => {
    const world = newWorld()
    const { stripe } = world
    const [owner, stranger] = [await stripe.customers.create(), await stripe.customers.create()]
    const { id: payment_method } = await stripe.paymentMethods.create(AMAZON_PAY)
    await stripe.paymentMethods.attach(payment_method, { customer: owner.id })
    const foreign = await refusal(createSetup(world, { customer: stranger.id, payment_method }))
    expect(foreign).toMatchObject({ param: 'payment_method', code: undefined })
    expect(foreign.message).toBe(
      `The PaymentMethod ${payment_method} does not belong to the Customer you supplied ${stranger.id}. Please use this PaymentMethod with the Customer that it belongs to instead.`,
    )
    const nobody = await refusal(createSetup(world, { payment_method }))
    expect(nobody.message).toContain(`belongs to the Customer ${owner.id}. Please include the Customer`)
    const unknown = await refusal(createSetup(world, { payment_method: 'pm_none' }))
    expect(unknown).toMatchObject({ statusCode: 400, message: "No such PaymentMethod: 'pm_none'" })
  })
})
