import { describe, expect, it } from 'vitest'
import { visit } from '../support/elements-shop'
import { elementsForThisFile, fillCard, newPayment } from './stripe-js-under-test'

const stage = elementsForThisFile()
const GROUP = { mode: 'payment', amount: 2000, currency: 'usd', allowedPaymentMethodTypes: ['amazon_pay', 'card'] }

describe('an Elements group that comes before its intent', { timeout: 30_000 }, () => {
  it('pays in the order submit, make the intent, confirm', async () => {
    await fillCard(await open())
    expect(await stage.page.evaluate(() => window.shop.elements.submit())).toEqual({ selectedPaymentMethod: 'card' })
    const { secret } = await newPayment(stage)
    expect(await confirm(secret)).toMatchObject({ paymentIntent: { status: 'succeeded' } })
  })

  it('answers what is missing instead of submitting it', async () => {
    const frame = await open()
    await frame.getByTestId('card').click()
    expect(await stage.page.evaluate(() => window.shop.elements.submit())).toEqual({
      error: { type: 'validation_error', code: 'incomplete_number', message: 'Your card number is incomplete.' },
    })
    await stage.page.evaluate(() => window.shop.elements.getElement('payment')?.collapse())
    expect(await stage.page.evaluate(() => window.shop.elements.submit())).toMatchObject({
      error: { code: 'incomplete_payment_details', message: 'Please provide complete payment details.' },
    })
  })

  it('wants submit before confirmPayment, and again after every change', async () => {
    const frame = await open()
    await fillCard(frame)
    const { secret } = await newPayment(stage)
    const sentence = 'elements.submit() must be called before stripe.confirmPayment().'
    await expect(confirm(secret)).rejects.toThrow(sentence)
    await stage.page.evaluate(() => window.shop.elements.submit())
    await frame.getByTestId('amazon_pay').click()
    await expect(confirm(secret)).rejects.toThrow(sentence)
    await expect(confirm(undefined)).rejects.toThrow(
      'You must pass in a clientSecret when calling stripe.confirmPayment().',
    )
  })

  it('refuses an intent that is not what was shown', async () => {
    await fillCard(await open())
    await stage.page.evaluate(() => window.shop.elements.submit())
    const customer = await stage.world.stripe.customers.create()
    for (const [params, sentence] of [
      [{ amount: 9900 }, 'The provided amount (9900) does not match the expected amount (2000).'],
      [
        { customer: customer.id, setup_future_usage: 'off_session' },
        'The provided setup_future_usage (off_session) does not match the expected setup_future_usage (null).',
      ],
      [{ capture_method: 'manual' }, 'The provided capture_method (manual) does not match'],
    ] as const) {
      const { id, secret } = await newPayment(stage, params)
      const message = `${sentence}|Try confirming with a Payment Intent that is configured to use the same parameters as the Stripe Elements.`
      const { error } = (await confirm(secret)) as { error: { message: string } }
      for (const part of message.split('|')) expect(error.message).toContain(part)
      expect(await stage.world.stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'requires_payment_method' })
    }
  })

  it('follows the cart: update draws it anew and says when it is done', async () => {
    const frame = await open()
    await fillCard(frame)
    const ended = await stage.page.evaluate(async () => {
      let heard = 0
      window.shop.elements.on('update-end', () => (heard += 1))
      await window.shop.elements.update({ amount: 3100, setupFutureUsage: 'off_session' })
      return heard
    })
    expect(ended).toBe(1)
    await frame.getByText('you allow').waitFor()
    expect(await frame.getByLabel('Card number').inputValue()).toBe('4242 4242 4242 4242')
    await stage.page.evaluate(() => window.shop.elements.submit())
    const customer = await stage.world.stripe.customers.create()
    const { secret } = await newPayment(stage, {
      amount: 3100,
      customer: customer.id,
      setup_future_usage: 'off_session',
    })
    expect(await confirm(secret)).toMatchObject({ paymentIntent: { status: 'succeeded' } })
  })

  it('makes a card a payment method, for a server to confirm', async () => {
    await fillCard(await open({ paymentMethodCreation: 'manual' }))
    const { paymentMethod } = await stage.page.evaluate(async () => {
      const { stripe, elements } = window.shop
      await elements.submit()
      return stripe.createPaymentMethod({ elements })
    })
    const paid = await stage.world.stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      allowed_payment_method_types: ['card'],
      payment_method: paymentMethod?.id ?? '',
      confirm: true,
    })
    expect(paid.status).toBe('succeeded')
  })
})

function open(more: object = {}) {
  return visit(stage.page, stage.shop, { key: stage.world.publishableKey, group: { ...GROUP, ...more } })
}

function confirm(clientSecret: string | undefined): Promise<unknown> {
  return stage.page.evaluate((clientSecret) => {
    const { stripe, elements } = window.shop
    // A shop may forget the secret; the types say it must not.
    return stripe.confirmPayment({ elements, clientSecret: clientSecret as string, redirect: 'if_required' })
  }, clientSecret)
}
