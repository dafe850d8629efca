import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { CARD_OR_AMAZON, card } from './cards'
import { form, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

describe('a card', () => {
  it('is made by a browser, which learns its last four digits and no fingerprint', async () => {
    const { stripe, browser } = newWorld()
    const made = await browser.paymentMethods.create(card('4242424242424242'))
    expect(made).toMatchObject({
      object: 'payment_method',
      type: 'card',
      customer: null,
      card: {
        brand: 'visa',
        display_brand: 'visa',
        checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'unchecked' },
        country: 'US',
        exp_month: 12,
        exp_year: 2049,
        funding: 'credit',
        last4: '4242',
        networks: { available: ['visa'], preferred: null },
        three_d_secure_usage: { supported: true },
        wallet: null,
      },
    })
    expect(made).not.toHaveProperty('amazon_pay')
    expect(made.card).not.toHaveProperty('fingerprint')
    const [again, other] = [
      await browser.paymentMethods.create(card('4242 4242 4242 4242')),
      await browser.paymentMethods.create(card('5555555555554444')),
    ]
    const prints = await Promise.all(
      [made, again, other].map(async ({ id }) => (await stripe.paymentMethods.retrieve(id)).card?.fingerprint),
    )
    expect(prints[0]).toMatch(/^\w{16}$/)
    expect([prints[0] === prints[1], prints[0] === prints[2]]).toEqual([true, false])
    expect(other.card).toMatchObject({ brand: 'mastercard', last4: '4444' })
  })

  it.each([
    [{ number: '4242424242424241' }, 'incorrect_number', 'number'],
    [{ number: '4242' }, 'invalid_number', 'number'],
    [{ exp_month: 13 }, 'invalid_expiry_month', 'exp_month'],
    [{ exp_year: 1995 }, 'invalid_expiry_year', 'exp_year'],
    [{ cvc: '99' }, 'invalid_cvc', 'cvc'],
    [{ cvc: '1234' }, 'invalid_cvc', 'cvc'],
  ])('with %j is refused as %s', async (more, code, param) => {
    const error = await refusal(newWorld().browser.paymentMethods.create(card('4242424242424242', more)))
    expect(error).toMatchObject({ statusCode: 402, rawType: 'card_error', code, param })
  })

  it('that is no test card is declined, and American Express has four digits on its front', async () => {
    const { browser } = newWorld()
    const error = await refusal(browser.paymentMethods.create(card('4111111111111111')))
    expect(error).toMatchObject({ code: 'card_declined', decline_code: 'test_mode_live_card', statusCode: 402 })
    const amex = await browser.paymentMethods.create(card('378282246310005', { cvc: '1234' }))
    expect(amex.card).toMatchObject({ brand: 'amex', display_brand: 'american_express', last4: '0005' })
  })

  it('expires at the end of its month, by the world’s clock', async () => {
    const { browser, control } = newWorld()
    const { now } = await control.clock()
    const date = new Date(now * 1000)
    const thisMonth = { exp_month: date.getUTCMonth() + 1, exp_year: date.getUTCFullYear() }
    expect((await browser.paymentMethods.create(card('4242424242424242', thisMonth))).card?.last4).toBe('4242')
    await control.advanceClock(32 * 86_400)
    const error = await refusal(browser.paymentMethods.create(card('4242424242424242', thisMonth)))
    expect(error.code).toMatch(/^invalid_expiry_(month|year)$/)
  })

  it('number is refused from a server until the account may send them', async () => {
    const { stripe, control } = newWorld()
    const refused = await refusal(stripe.paymentMethods.create(card('4242424242424242')))
    expect(refused.message).toMatch(/^Sending credit card numbers directly to the Stripe API is generally unsafe\./)
    expect(refused.rawType).toBe('invalid_request_error')
    await control.outcomes({ rawCards: 'anywhere' })
    expect((await stripe.paymentMethods.create(card('4242424242424242'))).card?.last4).toBe('4242')
    expect((await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_mastercard' } })).card?.last4).toBe(
      '4444',
    )
    const none = await refusal(stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_none' } }))
    expect(none.code).toBe('resource_missing')
  })

  it('number and code are kept nowhere', async () => {
    const world = newWorld()
    const { id, client_secret } = await world.stripe.paymentIntents.create(CARD_OR_AMAZON)
    const params = { client_secret, payment_method_data: card('4000000000009995', { cvc: '907' }) }
    await refusal(world.browser.paymentIntents.confirm(id, params as Stripe.PaymentIntentConfirmParams))
    await refusal(world.browser.paymentMethods.create(card('4242424242424241', { cvc: '907' })))
    await world.raw('/v1/payment_methods', form({ type: 'card', 'card[number]': '4242424242424242' }))
    const kept = JSON.stringify([await world.control.state(), await world.control.wholeJournal()])
    expect(kept).toContain('"last4":"9995"')
    expect(kept).not.toMatch(/4000000000009995|4242424242424241|4242424242424242|"907"/)
  })
})
