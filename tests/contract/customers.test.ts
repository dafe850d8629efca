import { describe, expect, it } from 'vitest'
import { AMAZON_PAY, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

describe('customers', () => {
  it('keeps what was given and fills in the rest with nulls', async () => {
    const { stripe } = newWorld()
    const created = await stripe.customers.create({
      email: 'sam@example.com',
      name: 'Sam',
      metadata: { user: '42' },
      address: { city: 'Bonn', country: 'DE' },
    })
    expect(created).toMatchObject({
      object: 'customer',
      email: 'sam@example.com',
      metadata: { user: '42' },
      address: { city: 'Bonn', country: 'DE', line1: null },
      balance: 0,
      customer_account: null,
      livemode: false,
    })
    expect(created.id).toMatch(/^cus_\w{14}$/)
    expect({ ...(await stripe.customers.retrieve(created.id)), lastResponse: 0 }).toEqual({
      ...created,
      lastResponse: 0,
    })
  })

  it('can have a payment method from the start, as their default too', async () => {
    const { stripe } = newWorld()
    const invoice_settings = { default_payment_method: 'pm_card_visa' }
    const customer = await stripe.customers.create({ payment_method: 'pm_card_visa', invoice_settings })
    const [method, ...others] = (await stripe.customers.listPaymentMethods(customer.id)).data
    expect([customer.invoice_settings.default_payment_method, others]).toEqual([method?.id, []])
    expect({ ...(await stripe.customers.retrieve(customer.id)), lastResponse: 0 }).toEqual({
      ...customer,
      lastResponse: 0,
    })
    const events = (await stripe.events.list()).data
    expect(events.map(({ type }) => type)).toEqual(['payment_method.attached', 'customer.created'])
    const again = await refusal(stripe.customers.create({ payment_method: method?.id ?? '' }))
    expect(again.message).toContain('already been attached to a customer')
    const declined = await refusal(stripe.customers.create({ payment_method: 'pm_card_chargeDeclined' }))
    expect(declined).toMatchObject({ statusCode: 402, code: 'card_declined' })
    const other = { payment_method: 'pm_card_visa', invoice_settings: { default_payment_method: method?.id ?? '' } }
    expect((await refusal(stripe.customers.create(other))).statusCode).toBe(400)
    expect((await stripe.customers.list()).data).toHaveLength(1)
  })

  it('merges metadata, clears what is empty and says in the event what was there before', async () => {
    const { stripe } = newWorld()
    const { id } = await stripe.customers.create({ name: 'Sam', metadata: { a: '1', b: '2' } })
    const updated = await stripe.customers.update(id, { name: '', metadata: { a: '', c: '3' } })
    expect(updated).toMatchObject({ name: null, metadata: { b: '2', c: '3' } })
    const [event] = (await stripe.events.list({ type: 'customer.updated' })).data
    expect(event?.data.previous_attributes).toEqual({ name: 'Sam', metadata: { a: '1', c: null } })
    expect((await stripe.customers.update(id, { metadata: '' })).metadata).toEqual({})
  })

  it('finds customers by e-mail and by time', async () => {
    const { stripe } = newWorld()
    await stripe.customers.create({ email: 'a@example.com' })
    const { id, created } = await stripe.customers.create({ email: 'b@example.com' })
    expect((await stripe.customers.list({ email: 'b@example.com' })).data.map((each) => each.id)).toEqual([id])
    expect((await stripe.customers.list({ created: { gt: created } })).data).toEqual([])
    expect((await stripe.customers.list({ created: { gte: created, lte: created + 5 } })).data).not.toEqual([])
  })

  it('answers for a deleted customer with a stub, and detaches what belonged to them', async () => {
    const { stripe } = newWorld()
    const { id } = await stripe.customers.create({ name: 'Sam' })
    const method = await stripe.paymentMethods.create(AMAZON_PAY)
    await stripe.paymentMethods.attach(method.id, { customer: id })
    expect(await stripe.customers.del(id)).toMatchObject({ id, object: 'customer', deleted: true })
    expect(await stripe.customers.retrieve(id)).toMatchObject({ id, deleted: true })
    expect((await stripe.paymentMethods.retrieve(method.id)).customer).toBeNull()
    const events = (await stripe.events.list({ limit: 2 })).data
    expect(events.map(({ type }) => type)).toEqual(['customer.deleted', 'payment_method.detached'])
    expect(events[0]?.data.object).toMatchObject({ name: 'Sam' })
    expect(events[0]?.data.object).not.toHaveProperty('deleted')
    expect(events[1]?.data.previous_attributes).toEqual({ customer: id })
    const again = await refusal(stripe.setupIntents.create({ customer: id }))
    expect(again).toMatchObject({ statusCode: 400, code: 'resource_missing', message: `No such customer: '${id}'` })
  })

  it('makes only an attached method the default', async () => {
    const { stripe } = newWorld()
    const { id } = await stripe.customers.create()
    const method = await stripe.paymentMethods.create(AMAZON_PAY)
    const settings = { invoice_settings: { default_payment_method: method.id } }
    expect((await refusal(stripe.customers.update(id, settings))).statusCode).toBe(400)
    await stripe.paymentMethods.attach(method.id, { customer: id })
    await stripe.customers.update(id, settings)
    const expand = ['invoice_settings.default_payment_method']
    expect(await stripe.customers.retrieve(id, { expand })).toMatchObject({
      invoice_settings: { default_payment_method: { id: method.id, type: 'amazon_pay' } },
    })
  })

  it('refuses a malformed e-mail and metadata beyond its limits', async () => {
    const { stripe } = newWorld()
    const email = await refusal(stripe.customers.create({ email: 'nobody' }))
    expect(email).toMatchObject({ code: 'email_invalid', param: 'email', message: 'Invalid email address: nobody' })
    const long = await refusal(stripe.customers.create({ metadata: { ['k'.repeat(41)]: 'v' } }))
    expect(long.message).toContain('up to 40 characters')
    const large = await refusal(stripe.customers.create({ metadata: { k: 'v'.repeat(501) } }))
    expect(large.message).toContain('up to 500 characters')
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v']))
    expect((await refusal(stripe.customers.create({ metadata: many }))).param).toBe('metadata')
  })
})
