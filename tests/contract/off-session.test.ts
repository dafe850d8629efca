import { describe, expect, it } from 'vitest'
import { TWELVE_DOLLARS, charge, confirmOffSession, createdFor, eventTypes, savedMethod } from './payments'
import { RETURN_URL, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

describe('charging a saved method while its customer is away', () => {
  it('succeeds at once, tells of it in Stripe’s order, and names the request that did it', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const before = (await eventTypes(world)).length
    const paid = await charge(world, saved)
    expect(paid).toMatchObject({
      status: 'succeeded',
      amount_received: 1200,
      payment_method: saved.method,
      next_action: null,
      last_payment_error: null,
    })
    expect(paid.latest_charge).toMatch(/^py_3\w{23}$/)
    expect(await eventTypes(world, before)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
    ])
    const [succeeded] = (await world.stripe.events.list({ type: 'payment_intent.succeeded' })).data
    expect(succeeded?.data.object).toEqual(paid)
    expect(succeeded?.request?.id).toBe(paid.lastResponse.requestId)
    expect(succeeded?.request?.idempotency_key).toMatch(/./)
  })

  it('happens once for one key, and the key replays the success', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const { id } = await createdFor(world, saved)
    const confirm = () => confirmOffSession(world, { id, method: saved.method }, { idempotencyKey: 'confirm:1' })
    const answers = [await confirm(), await confirm(), await confirm()]
    expect(new Set(answers.map(({ latest_charge }) => latest_charge)).size).toBe(1)
    expect(answers[2]?.lastResponse.headers['idempotent-replayed']).toBe('true')
    expect((await world.stripe.charges.list()).data).toHaveLength(1)
  })

  it('leaves the method saved for the next time', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    await charge(world, saved)
    await charge(world, saved, { amount: 1300 })
    expect((await world.stripe.paymentMethods.retrieve(saved.method)).customer).toBe(saved.customer)
    expect((await world.stripe.charges.list()).data.map(({ amount }) => amount)).toEqual([1300, 1200])
  })

  it('can be created and confirmed in one call, as the guides do it', async () => {
    const world = newWorld()
    const { customer, method } = await savedMethod(world)
    const params = { ...TWELVE_DOLLARS, customer, payment_method: method, off_session: true, confirm: true }
    expect((await world.stripe.paymentIntents.create(params)).status).toBe('succeeded')
    const { confirm, ...unconfirmed } = params
    expect(confirm).toBe(true)
    const early = await refusal(world.stripe.paymentIntents.create(unconfirmed))
    expect(early).toMatchObject({ statusCode: 400, param: 'off_session' })
  })

  it('does not save anything again', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const { id } = await createdFor(world, saved)
    const error = await refusal(
      world.stripe.paymentIntents.confirm(id, {
        payment_method: saved.method,
        off_session: true,
        setup_future_usage: 'off_session',
      }),
    )
    expect(error.message).toMatch(/^You cannot confirm with the `off_session` parameter when `setup_future_usage`/)
  })

  it('wants a return address where methods are chosen in the Dashboard', async () => {
    const world = newWorld()
    const { customer, method } = await savedMethod(world)
    const { id } = await world.stripe.paymentIntents.create({ amount: 1200, currency: 'usd', customer })
    const params = { payment_method: method, off_session: true }
    expect((await refusal(world.stripe.paymentIntents.confirm(id, params))).message).toMatch(
      /^This PaymentIntent is configured to accept payment methods enabled in your Dashboard\./,
    )
    const confirmed = await world.stripe.paymentIntents.confirm(id, { ...params, return_url: RETURN_URL })
    expect(confirmed.status).toBe('succeeded')
  })
})

describe('a method that cannot be charged', () => {
  it('is refused with Stripe’s sentence when it was detached', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const early = await world.stripe.paymentIntents.create({
      ...TWELVE_DOLLARS,
      customer: saved.customer,
      payment_method: saved.method,
    })
    await world.stripe.paymentMethods.detach(saved.method)
    const refused = await refusal(charge(world, saved))
    expect(refused).toMatchObject({ statusCode: 400, code: undefined, rawType: 'invalid_request_error' })
    expect(refused.message).toMatch(
      /^The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, .* or was detached from a Customer\. It may not be used again\./,
    )
    const own = await refusal(world.stripe.paymentIntents.confirm(early.id, { off_session: true }))
    expect(own.message).toBe(refused.message)
  })

  it('is refused when its customer was deleted', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const { id } = await createdFor(world, saved)
    await world.stripe.customers.del(saved.customer)
    const message = `No such customer: '${saved.customer}'`
    const confirm = confirmOffSession(world, { id, method: saved.method })
    expect(await refusal(confirm)).toMatchObject({ statusCode: 400, code: 'resource_missing', message })
    expect(await refusal(createdFor(world, saved))).toMatchObject({ param: 'customer', message })
    expect((await world.stripe.paymentIntents.cancel(id)).status).toBe('canceled')
  })
})

describe('a payment that is processing', () => {
  it.each([
    ['processing', 'succeeded', ['charge.succeeded', 'payment_intent.succeeded']],
    ['late_failure', 'requires_payment_method', ['charge.failed', 'payment_intent.payment_failed']],
  ] as const)('ends by itself (%s)', async (nextOffSession, status, events) => {
    const world = newWorld()
    const saved = await savedMethod(world)
    await world.control.outcomes({ nextOffSession, settleSeconds: 90 })
    const waiting = await charge(world, saved)
    expect(waiting).toMatchObject({ status: 'processing', latest_charge: null, payment_method: saved.method })
    const again = await refusal(confirmOffSession(world, { id: waiting.id, method: saved.method }))
    expect(again.code).toBe('payment_intent_unexpected_state')
    expect((await refusal(world.stripe.paymentIntents.cancel(waiting.id))).code).toBe('payment_intent_unexpected_state')
    const before = (await eventTypes(world)).length
    await world.control.advanceClock(120)
    expect((await world.stripe.paymentIntents.retrieve(waiting.id)).status).toBe(status)
    expect(await eventTypes(world, before)).toEqual(events)
    const [last] = (await world.stripe.events.list({ limit: 1 })).data
    expect(last?.request).toEqual({ id: null, idempotency_key: null })
  })

  it('ends well even when the method is detached meanwhile', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    await world.control.outcomes({ nextOffSession: 'processing', settleSeconds: 90 })
    const { id } = await charge(world, saved)
    await world.stripe.paymentMethods.detach(saved.method)
    await world.control.advanceClock(120)
    expect((await world.stripe.paymentIntents.retrieve(id)).status).toBe('succeeded')
    expect((await world.stripe.paymentMethods.retrieve(saved.method)).customer).toBeNull()
  })
})
