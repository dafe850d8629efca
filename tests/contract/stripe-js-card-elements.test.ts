import AxeBuilder from '@axe-core/playwright'
import type { FrameLocator } from 'playwright'
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { eventsOf, visit } from '../support/elements-shop'
import { elementsForThisFile, newPayment, newSetup } from './stripe-js-under-test'

const stage = elementsForThisFile()

describe('the older card elements', { timeout: 60_000 }, () => {
  it('pay by one line, and say what is wrong with it on the way', async () => {
    const { page, world } = stage
    const { id, secret } = await newPayment(stage, { allowed_payment_method_types: ['card'] })
    const frame = await open('line', secret)
    expect(await page.locator('#card iframe').getAttribute('src')).toContain('/endive/elements-inner-card')
    const number = frame.locator('input[name="cardnumber"]')
    expect(await number.evaluate((input) => getComputedStyle(input).color)).toBe('rgb(1, 2, 3)')
    const box = page.locator('#card > .StripeElement')
    await box.and(page.locator('.StripeElement--empty')).waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations).toEqual([])
    await number.fill('4242424242424241')
    await box.and(page.locator('.StripeElement--invalid')).waitFor()
    await pay()
    await says('Your card number is invalid.')
    await number.fill('4242424242424242')
    await pay()
    await says("Your card's expiration date is incomplete.")
    await fill(frame, '4000000000000002')
    await page.locator('#card > .StripeElement--complete').waitFor()
    await pay()
    await says('Your card was declined.')
    await fill(frame, '4242424242424242')
    await pay()
    await isNow('succeeded')
    expect(await eventsOf(page, 'change')).toContainEqual({
      elementType: 'card',
      empty: false,
      complete: false,
      brand: 'visa',
      error: { type: 'validation_error', code: 'invalid_number', message: 'Your card number is invalid.' },
      value: { postalCode: '' },
    })
    const paid = await world.stripe.paymentIntents.retrieve(id, { expand: ['payment_method'] })
    expect(paid.payment_method).toMatchObject({
      type: 'card',
      billing_details: { name: 'Jo Card', address: { postal_code: '94107' } },
      card: { last4: '4242' },
    })
  })

  it('pay and save by three fields, which know of each other and of no other form', async () => {
    const { page, world } = stage
    const { id, secret } = await newSetup(stage, { allowed_payment_method_types: ['card'] })
    await open('parts', secret)
    const part = (title: string) => page.frameLocator(`iframe[title="${title}"]`).locator('input')
    await part('Secure card number input frame').fill('378282246310005')
    await part('Secure expiration date input frame').fill('1234')
    await pay()
    await says("Your card's security code is incomplete.")
    await part('Secure CVC input frame').fill('1234')
    await pay()
    await isNow('succeeded')
    const saved = await world.stripe.setupIntents.retrieve(id, { expand: ['payment_method'] })
    expect(saved.payment_method).toMatchObject({
      card: { brand: 'amex', last4: '0005', exp_month: 12, exp_year: 2034 },
    })
  })

  it('let the bank ask in a dialog over the page, and take no for an answer', async () => {
    const { page, world } = stage
    const automatic_payment_methods = { enabled: true }
    const payment = await world.stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      automatic_payment_methods,
    })
    const frame = await open('line', payment.client_secret ?? '')
    const dialog = page.frameLocator('iframe[title="3D Secure authentication frame"]')
    await fill(frame, '4000002760003184')
    await pay()
    await dialog.getByRole('link', { name: 'Fail Test Payment' }).click()
    await says('We are unable to authenticate your payment method. Please choose a different payment method and')
    await pay()
    await dialog.getByRole('link', { name: 'Authorize Test Payment' }).click()
    await isNow('succeeded')
    expect(await page.locator('iframe[title="3D Secure authentication frame"]').count()).toBe(0)
  })

  it('make payment methods and tokens, each used once, for a server to charge', async () => {
    const { page, world } = stage
    const frame = await open('line', '')
    await fill(frame, '5555555555554444')
    const made = await page.evaluate(async () => {
      const { stripe, elements } = window.shop
      const card = elements.getElement('card')!
      const method = await stripe.createPaymentMethod({ type: 'card', card })
      const token = await stripe.createToken(card, { name: 'Jo Card' })
      return { method: method.paymentMethod?.id ?? '', token: token.token?.id ?? '' }
    })
    const payment: Stripe.PaymentIntentCreateParams = {
      amount: 2000,
      currency: 'usd',
      confirm: true,
      allowed_payment_method_types: ['card'],
    }
    const byMethod = await world.stripe.paymentIntents.create({ ...payment, payment_method: made.method })
    const payment_method_data = { type: 'card', card: { token: made.token } } as const
    // The types know no cards in `payment_method_data`; docs.stripe.com/api shows them.
    const byToken = await world.stripe.paymentIntents.create({ ...payment, payment_method_data } as typeof payment)
    expect([byMethod.status, byToken.status]).toEqual(['succeeded', 'succeeded'])
    expect(await world.stripe.tokens.retrieve(made.token)).toMatchObject({
      used: true,
      card: { brand: 'MasterCard', name: 'Jo Card', address_zip: '94107', last4: '4444' },
    })
    const again = world.stripe.paymentMethods.create({ type: 'card', card: { token: made.token } })
    await expect(again).rejects.toMatchObject({ code: 'token_already_used' })
    await expect(world.stripe.tokens.retrieve('tok_none')).rejects.toMatchObject({ code: 'resource_missing' })
    const card = { number: '4242424242424242', exp_month: '12', exp_year: '2034' }
    await expect(world.stripe.tokens.create({ card })).rejects.toThrow('generally unsafe')
    await world.control.outcomes({ rawCards: 'anywhere' })
    expect(await world.stripe.tokens.create({ card })).toMatchObject({ used: false, card: { last4: '4242' } })
  })
})

function open(card: 'line' | 'parts', secret: string): Promise<FrameLocator> {
  const { page, shop, world } = stage
  return visit(page, shop, { key: world.publishableKey, group: {}, card, secret }).then(() =>
    page.frameLocator('iframe[title="Secure card payment input frame"]'),
  )
}

/** As tests written for Stripe's own element fill it. */
async function fill(frame: FrameLocator, number: string): Promise<void> {
  await frame.locator('input[name="cardnumber"]').fill(number)
  await frame.locator('input[name="exp-date"]').fill('1234')
  await frame.locator('input[name="cvc"]').fill('123')
  await frame.locator('input[name="postal"]').fill('94107')
}

function pay(): Promise<void> {
  return stage.page.getByRole('button', { name: 'Pay' }).click()
}

function says(text: string): Promise<void> {
  return stage.page.getByRole('alert').filter({ hasText: text }).waitFor()
}

function isNow(status: string): Promise<void> {
  return stage.page.getByRole('status').filter({ hasText: status }).waitFor()
}
