import { describe, expect, it } from 'vitest'
import { charge, createdFor, eventTypes, paymentOnTestPage, savedMethod } from './payments'
import { type TestWorld, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()
const NOBODY = { id: null, idempotency_key: null }

async function newEvents({ control }: TestWorld, after: number) {
  const { events } = await control.state()
  return events
    .reverse()
    .slice(after)
    .map(({ type, request }) => ({ type, request }))
}

describe('what people do without the API', () => {
  it('detaches a method as the API does, and no request is named', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const before = (await eventTypes(world)).length
    const action = { detachPaymentMethod: saved.method }
    expect(await world.control.dashboard(action)).toEqual({ done: action })
    expect(await newEvents(world, before)).toEqual([
      { type: 'mandate.updated', request: NOBODY },
      { type: 'payment_method.detached', request: NOBODY },
    ])
    expect((await refusal(charge(world, saved))).statusCode).toBe(400)
    await expect(world.control.dashboard(action)).rejects.toThrow('is not attached to a customer')
  })

  it('deletes a customer', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const before = (await eventTypes(world)).length
    await world.control.dashboard({ deleteCustomer: saved.customer })
    expect(await newEvents(world, before)).toEqual([
      { type: 'mandate.updated', request: NOBODY },
      { type: 'payment_method.detached', request: NOBODY },
      { type: 'customer.deleted', request: NOBODY },
    ])
    expect(await world.stripe.customers.retrieve(saved.customer)).toMatchObject({ deleted: true })
  })

  it('revokes a mandate at Amazon: the method stays, and cannot be charged', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const before = (await eventTypes(world)).length
    await world.control.dashboard({ revokeMandate: saved.mandate })
    expect(await newEvents(world, before)).toEqual([{ type: 'mandate.updated', request: NOBODY }])
    expect((await world.stripe.mandates.retrieve(saved.mandate)).status).toBe('inactive')
    expect((await world.stripe.paymentMethods.retrieve(saved.method)).customer).toBe(saved.customer)
    expect((await refusal(charge(world, saved))).statusCode).toBe(402)
    await expect(world.control.dashboard({ revokeMandate: saved.mandate })).rejects.toThrow('inactive already')
    await world.stripe.paymentMethods.detach(saved.method)
    expect((await eventTypes(world)).filter((type) => type === 'mandate.updated')).toHaveLength(2)
  })

  it('revokes whatever a method was given, and detaches it if a test wants that', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const before = (await eventTypes(world)).length
    await world.control.outcomes({ revocationDetaches: true })
    await world.control.dashboard({ revokeMandate: saved.method })
    expect(await eventTypes(world, before)).toEqual(['mandate.updated', 'payment_method.detached'])
  })

  it('cancels a PaymentIntent, unless it has ended', async () => {
    const world = newWorld()
    const { paymentIntent } = await paymentOnTestPage(world)
    await world.control.dashboard({ cancelPaymentIntent: paymentIntent.id })
    expect(await world.stripe.paymentIntents.retrieve(paymentIntent.id)).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'requested_by_customer',
      next_action: null,
    })
    const [canceled] = (await world.stripe.events.list({ limit: 1 })).data
    expect(canceled).toMatchObject({ type: 'payment_intent.canceled', request: NOBODY })
    await expect(world.control.dashboard({ cancelPaymentIntent: paymentIntent.id })).rejects.toThrow(
      'it has a status of canceled',
    )
  })

  it('does nothing it does not know, or to what is not there', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const { id } = await createdFor(world, saved)
    for (const action of [
      {},
      { refund: 'py_1' },
      { detachPaymentMethod: id },
      { detachPaymentMethod: 'pm_none' },
      { deleteCustomer: 'cus_none' },
      { revokeMandate: 'mandate_none' },
      { cancelPaymentIntent: 'pi_none' },
      { detachPaymentMethod: saved.method, deleteCustomer: saved.customer },
    ]) {
      const answer = await world.raw('/_sandbox/dashboard', { method: 'POST', body: JSON.stringify(action) })
      expect(answer.status).toBe(400)
      expect(answer.error['message']).toMatch(/\w/)
    }
    expect((await world.stripe.paymentMethods.retrieve(saved.method)).customer).toBe(saved.customer)
  })
})
