import { describe, expect, it } from 'vitest'
import {
  createSetup,
  refusal,
  sandboxForThisFile,
  AMAZON_PAY,
  RETURN_URL,
  choose,
  redirectUrl,
} from './sandbox-under-test'
import { charge, eventTypes, savedMethod } from './payments'

const newWorld = sandboxForThisFile()

describe('detaching a saved method', () => {
  it('ends method and mandate, and tells of both', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const detached = await world.stripe.paymentMethods.detach(saved.method)
    expect(detached).toMatchObject({ id: saved.method, object: 'payment_method', customer: null })
    expect((await world.stripe.mandates.retrieve(saved.mandate)).status).toBe('inactive')
    const [second, first] = (await world.stripe.events.list({ limit: 2 })).data
    expect(first).toMatchObject({
      type: 'mandate.updated',
      data: { object: { id: saved.mandate, status: 'inactive' }, previous_attributes: { status: 'active' } },
      request: { id: detached.lastResponse.requestId },
    })
    expect(second).toMatchObject({
      type: 'payment_method.detached',
      data: { object: { id: saved.method, customer: null }, previous_attributes: { customer: saved.customer } },
    })
    expect((await world.stripe.paymentMethods.list({ customer: saved.customer })).data).toEqual([])
  })

  it('tells of them the other way round when a test wants it', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    await world.control.outcomes({ detachOrder: 'method_first' })
    await world.stripe.paymentMethods.detach(saved.method)
    expect((await eventTypes(world)).slice(-2)).toEqual(['payment_method.detached', 'mandate.updated'])
  })

  it('has nothing to tell of a mandate where there is none', async () => {
    const { stripe } = newWorld()
    const { id: customer } = await stripe.customers.create()
    const { id } = await stripe.paymentMethods.create(AMAZON_PAY)
    await stripe.paymentMethods.attach(id, { customer })
    await stripe.paymentMethods.detach(id)
    expect((await stripe.events.list({ type: 'mandate.updated' })).data).toEqual([])
  })

  it('cannot be done twice, nor to a method nobody saved', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    await world.stripe.paymentMethods.detach(saved.method)
    const { id } = await world.stripe.paymentMethods.create(AMAZON_PAY)
    for (const method of [saved.method, id]) {
      const error = await refusal(world.stripe.paymentMethods.detach(method))
      expect(error).toMatchObject({ statusCode: 400, code: undefined })
      expect(error.message).toBe(
        'The payment method you provided is not attached to a customer so detachment is impossible.',
      )
    }
    expect((await refusal(world.stripe.paymentMethods.detach('pm_none'))).statusCode).toBe(404)
  })

  it('is replayed under its key', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const detach = () => world.stripe.paymentMethods.detach(saved.method, {}, { idempotencyKey: 'detach:1' })
    await detach()
    expect((await detach()).lastResponse.headers['idempotent-replayed']).toBe('true')
    expect((await world.stripe.events.list({ type: 'payment_method.detached' })).data).toHaveLength(1)
  })

  it('is for good: neither attached, set up nor charged again', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    await world.stripe.paymentMethods.detach(saved.method)
    const attached = await refusal(world.stripe.paymentMethods.attach(saved.method, { customer: saved.customer }))
    expect(attached.message).toBe(
      'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.',
    )
    const params = { customer: saved.customer, payment_method: saved.method }
    expect((await refusal(createSetup(world, params))).message).toMatch(/It may not be used again\./)
    expect((await refusal(charge(world, saved))).message).toMatch(/It may not be used again\./)
  })

  it('keeps its charges and what they say', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const { latest_charge } = await charge(world, saved)
    await world.stripe.paymentMethods.detach(saved.method)
    expect(await world.stripe.charges.retrieve(String(latest_charge))).toMatchObject({
      payment_method: saved.method,
      customer: saved.customer,
      status: 'succeeded',
    })
    expect((await world.stripe.paymentMethods.retrieve(saved.method)).customer).toBeNull()
  })

  it('is not undone by a setup that was under way with it', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const { id } = await createSetup(world, { customer: saved.customer, payment_method: saved.method })
    const page = redirectUrl(await world.stripe.setupIntents.confirm(id, { return_url: RETURN_URL }))
    await world.stripe.paymentMethods.detach(saved.method)
    expect((await choose(page, 'Authorize Test Setup')).searchParams.get('redirect_status')).toBe('failed')
    expect((await world.stripe.setupIntents.retrieve(id)).status).toBe('requires_payment_method')
    expect((await world.stripe.paymentMethods.retrieve(saved.method)).customer).toBeNull()
  })
})

describe('deleting a customer', () => {
  it('detaches their methods first, each with its mandate', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const before = (await eventTypes(world)).length
    await world.stripe.customers.del(saved.customer)
    expect(await eventTypes(world, before)).toEqual(['mandate.updated', 'payment_method.detached', 'customer.deleted'])
    expect((await world.stripe.mandates.retrieve(saved.mandate)).status).toBe('inactive')
    expect((await world.stripe.paymentMethods.retrieve(saved.method)).customer).toBeNull()
  })
})
