import { describe, expect, it } from 'vitest'
import { form, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

describe('an amount', () => {
  it.each([
    ['0', 'parameter_invalid_integer', 'This value must be greater than or equal to 1.'],
    ['-5', 'parameter_invalid_integer', 'This value must be greater than or equal to 1.'],
    ['1.5', 'parameter_invalid_integer', 'Invalid integer: 1.5'],
    ['49', 'amount_too_small', 'Amount must be at least $0.50 usd'],
    ['100000000', 'amount_too_large', 'Amount must be no more than $999,999.99'],
  ])('of %s is refused and leaves the key free', async (amount, code, message) => {
    const world = newWorld()
    const key = { 'Idempotency-Key': 'k' }
    const refused = await world.raw('/v1/payment_intents', form({ amount, currency: 'usd' }, key))
    expect(refused).toMatchObject({ status: 400, error: { code, message, param: 'amount' } })
    const mended = await world.raw('/v1/payment_intents', form({ amount: '1200', currency: 'usd' }, key))
    expect(mended.status).toBe(200)
  })

  it('has the minimum of its currency', async () => {
    const { stripe, control } = newWorld()
    await control.outcomes({ country: 'DE' })
    for (const [currency, amount, minimum] of [
      ['eur', 49, '€0.50'],
      ['gbp', 29, '£0.30'],
      ['jpy', 49, '¥50'],
    ] as const) {
      const small = await refusal(stripe.paymentIntents.create({ amount, currency }))
      expect(small.message).toBe(`Amount must be at least ${minimum} ${currency}`)
      expect((await stripe.paymentIntents.create({ amount: amount + 1, currency })).amount).toBe(amount + 1)
    }
  })

  it('has a currency Stripe knows', async () => {
    const { stripe } = newWorld()
    const unknown = await refusal(stripe.paymentIntents.create({ amount: 1200, currency: 'xxx' }))
    expect(unknown).toMatchObject({ statusCode: 400, param: 'currency' })
    expect(unknown.message).toMatch(/^Invalid currency: xxx\. Stripe currently supports these currencies: usd, aed, /)
  })

  it('drops Amazon Pay without a word where it does not take the currency', async () => {
    const world = newWorld()
    const types = async (currency: string) =>
      (
        await world.stripe.paymentIntents.create({
          amount: 1200,
          currency,
          allowed_payment_method_types: ['amazon_pay', 'card'],
        })
      ).payment_method_types
    expect([await types('usd'), await types('eur')]).toEqual([['card', 'amazon_pay'], ['card']])
    await world.control.outcomes({ country: 'DE' })
    expect([await types('eur'), await types('zar'), await types('pln')]).toEqual([
      ['card', 'amazon_pay'],
      ['card', 'amazon_pay'],
      ['card'],
    ])
  })
})

describe('the removed parameter payment_method_types', () => {
  const fields = { amount: '1200', 'payment_method_types[]': 'amazon_pay' }

  it('is refused on endive and taken before, with its own rule for currencies', async () => {
    const world = newWorld()
    const create = (currency: string, version: string) =>
      world.raw('/v1/payment_intents', form({ ...fields, currency }, { 'Stripe-Version': version }))
    const refused = await create('usd', '2026-10-28.endive')
    expect(refused).toMatchObject({ status: 400, error: { code: 'payment_method_types_no_longer_supported' } })
    const taken = await create('usd', '2026-06-24.dahlia')
    expect(taken.body).toMatchObject({ payment_method_types: ['amazon_pay'], allowed_payment_method_types: null })
    const euros = await create('eur', '2026-06-24.dahlia')
    expect(euros.error).toMatchObject({
      code: 'payment_intent_invalid_currency',
      message:
        'The currency provided (eur) is invalid. Payments with amazon_pay support the following currencies: usd.',
    })
  })
})

describe('what the sandbox does not imitate', () => {
  it.each([
    { application_fee_amount: '10' },
    { 'payment_method_options[card][request_multicapture]': 'if_available' },
    { transfer_group: 'g' },
  ])('is refused in so many words: %j', async (more) => {
    const answer = await newWorld().raw('/v1/payment_intents', form({ amount: '1200', currency: 'usd', ...more }))
    expect(answer).toMatchObject({ status: 400, error: { code: 'sandbox_not_imitated' } })
  })

  it.each(['apply_customer_balance', 'increment_authorization'])('has no %s', async (verb) => {
    expect((await newWorld().raw(`/v1/payment_intents/pi_1/${verb}`, form({}))).status).toBe(404)
  })
})
