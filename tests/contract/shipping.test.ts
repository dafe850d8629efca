import type Stripe from 'stripe'
import { expect, it } from 'vitest'
import { TWELVE_DOLLARS } from './payments'
import { form, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

it('a payment says where its goods go, and so does its charge', async () => {
  const world = newWorld()
  const { stripe, browser } = world
  const address = { line1: 'Long Street 7', city: 'Berlin', country: 'DE', postal_code: '10115' }
  const sent = { ...address, line2: null, state: null }
  const card = { ...TWELVE_DOLLARS, allowed_payment_method_types: ['card'] as ['card'] }
  const made = await stripe.paymentIntents.create({ ...card, shipping: { address, name: 'Sam' } })
  expect(made.shipping).toEqual({ address: sent, carrier: null, name: 'Sam', phone: null, tracking_number: null })
  const { id } = made
  expect((await stripe.paymentIntents.update(id, { shipping: '' })).shipping).toBeNull()
  const params = { payment_method: 'pm_card_visa', shipping: { address, name: 'Eve', phone: '+49 30 1' } }
  const secret = { client_secret: String(made.client_secret) }
  const paid = await browser.paymentIntents.confirm(id, { ...params, ...secret } as Stripe.PaymentIntentConfirmParams)
  expect(paid).toMatchObject({ status: 'succeeded', shipping: { name: 'Eve', phone: '+49 30 1' } })
  const charge = (await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] })).latest_charge
  expect(charge).toMatchObject({ shipping: { address: sent, name: 'Eve' } })
  const { error } = await world.raw(`/v1/payment_intents/${id}`, form({ 'shipping[name]': 'Eve' }))
  expect(error).toMatchObject({ code: 'parameter_missing', param: 'shipping[address]' })
})

it('a browser may send again where the goods go, and not change what the server said', async () => {
  const { stripe, browser } = newWorld()
  const [here, there] = [{ line1: 'Long Street 7' }, { line1: 'Short Street 1' }]
  const card = { ...TWELVE_DOLLARS, allowed_payment_method_types: ['card'] as ['card'] }
  const { id, client_secret } = await stripe.paymentIntents.create({
    ...card,
    shipping: { address: here, name: 'Sam' },
  })
  const confirm = (shipping: unknown, payment_method = 'pm_card_visa_chargeDeclined') =>
    browser.paymentIntents.confirm(id, { client_secret, payment_method, shipping } as Stripe.PaymentIntentConfirmParams)
  const sams = async () => (await stripe.paymentIntents.retrieve(id)).shipping
  const fixed = {
    statusCode: 400,
    message:
      'The shipping information on this PaymentIntent was last set with a secret key and therefore cannot be changed with a publishable key. Please use your secret key instead.',
  }
  for (const shipping of [{ address: there, name: 'Sam' }, '']) {
    expect(await refusal(confirm(shipping))).toMatchObject(fixed)
    expect(await sams()).toMatchObject({ address: here })
  }
  expect(await refusal(confirm({ address: here, name: 'Sam' }))).toMatchObject({ code: 'card_declined' })
  expect(await refusal(confirm({ address: there, name: 'Sam' }))).toMatchObject(fixed)
  await stripe.paymentIntents.update(id, { shipping: '' })
  for (const address of [here, there]) {
    expect(await refusal(confirm({ address, name: 'Eve' }))).toMatchObject({ code: 'card_declined' })
    expect(await sams()).toMatchObject({ address, name: 'Eve' })
  }
  await stripe.paymentIntents.update(id, { shipping: { address: there, name: 'Eve' } })
  expect(await refusal(confirm({ address: here, name: 'Eve' }, 'pm_card_visa'))).toMatchObject(fixed)
})
