import { describe, expect, it } from 'vitest'
import { AMAZON_PAY, choose, confirmedSetup, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

describe('payment methods', () => {
  it('makes an Amazon Pay method that belongs to nobody yet', async () => {
    const { stripe } = newWorld()
    const billing_details = { name: 'Sam', address: { city: 'Bonn' } }
    const method = await stripe.paymentMethods.create({ ...AMAZON_PAY, billing_details, metadata: { a: '1' } })
    expect(method).toMatchObject({
      object: 'payment_method',
      type: 'amazon_pay',
      amazon_pay: {},
      allow_redisplay: 'unspecified',
      customer: null,
      billing_details: { name: 'Sam', email: null, address: { city: 'Bonn', line1: null } },
    })
    expect((await stripe.paymentMethods.retrieve(method.id)).metadata).toEqual({ a: '1' })
  })

  it('attaches once, silently twice, and never to a second customer', async () => {
    const { stripe } = newWorld()
    const [one, other] = [await stripe.customers.create(), await stripe.customers.create()]
    const { id } = await stripe.paymentMethods.create(AMAZON_PAY)
    expect((await refusal(stripe.paymentMethods.attach(id, {}))).message).toBe(
      'Must provide customer or customer_account.',
    )
    expect((await stripe.paymentMethods.attach(id, { customer: one.id })).customer).toBe(one.id)
    expect((await stripe.paymentMethods.attach(id, { customer: one.id })).customer).toBe(one.id)
    const foreign = await refusal(stripe.paymentMethods.attach(id, { customer: other.id }))
    expect(foreign.message).toBe('The payment method you provided has already been attached to a customer.')
    expect((await stripe.events.list({ type: 'payment_method.attached' })).data).toHaveLength(1)
  })

  it('updates a saved method only', async () => {
    const { stripe } = newWorld()
    const { id } = await stripe.paymentMethods.create(AMAZON_PAY)
    const early = await refusal(stripe.paymentMethods.update(id, { metadata: { a: '1' } }))
    expect(early.message).toBe('You must save this PaymentMethod to a customer before you can update it.')
    await stripe.paymentMethods.attach(id, { customer: (await stripe.customers.create()).id })
    const updated = await stripe.paymentMethods.update(id, { billing_details: { email: 'new@example.com' } })
    expect(updated.billing_details.email).toBe('new@example.com')
    const [event] = (await stripe.events.list({ type: 'payment_method.updated' })).data
    expect(event?.data.previous_attributes).toEqual({ billing_details: { email: null } })
  })

  it('lists a customer’s methods on both paths and nothing without a customer', async () => {
    const world = newWorld()
    const { stripe } = world
    const { customer, page, setupIntent } = await confirmedSetup(world)
    await choose(page, 'Authorize Test Setup')
    const ids = [setupIntent.payment_method]
    const listed = await stripe.paymentMethods.list({ customer: customer.id, type: 'amazon_pay' })
    expect(listed.data.map(({ id }) => id)).toEqual(ids)
    const nested = await stripe.customers.listPaymentMethods(customer.id, { type: 'amazon_pay' })
    expect(nested.data.map(({ id }) => id)).toEqual(ids)
    expect((await stripe.customers.listPaymentMethods(customer.id, { type: 'card' })).data).toEqual([])
    expect((await stripe.customers.retrievePaymentMethod(customer.id, String(ids[0]))).id).toBe(ids[0])
    expect((await stripe.paymentMethods.list()).data).toEqual([])
    const stranger = await stripe.customers.create()
    const foreign = await refusal(stripe.customers.retrievePaymentMethod(stranger.id, String(ids[0])))
    expect(foreign).toMatchObject({ statusCode: 404, message: `No such PaymentMethod: '${ids[0]}'` })
  })

  it('never lets a declined method be used again', async () => {
    const world = newWorld()
    const { customer, page, setupIntent } = await confirmedSetup(world)
    await choose(page, 'Fail Test Setup')
    const payment_method = String(setupIntent.payment_method)
    const attached = await refusal(world.stripe.paymentMethods.attach(payment_method, { customer: customer.id }))
    expect(attached.message).toMatch(/^This PaymentMethod was previously used without being attached/)
    const confirmed = await refusal(world.stripe.setupIntents.confirm(setupIntent.id, { payment_method }))
    expect(confirmed.message).toMatch(/^The provided PaymentMethod was previously used with a PaymentIntent/)
  })

  it('says so when asked for a kind of method it cannot make', async () => {
    const { stripe } = newWorld()
    const card = await refusal(stripe.paymentMethods.create({ type: 'klarna' }))
    expect(card).toMatchObject({ code: 'sandbox_not_imitated', param: 'type' })
    expect((await refusal(stripe.paymentMethods.retrieve('pm_none'))).statusCode).toBe(404)
  })
})
