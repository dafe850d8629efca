import type { Page } from 'playwright'
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { visit } from '../support/elements-shop'
import { elementsForThisFile, fillCard } from './stripe-js-under-test'

const stage = elementsForThisFile()
const GROUP = { mode: 'payment', amount: 2000, currency: 'usd', allowedPaymentMethodTypes: ['amazon_pay', 'card'] }
const PAYMENT: Stripe.PaymentIntentCreateParams = {
  amount: 2000,
  currency: 'usd',
  allowed_payment_method_types: ['amazon_pay', 'card'],
  confirm: true,
}

describe('createConfirmationToken, for a server to confirm with', { timeout: 60_000 }, () => {
  it('stands for a card once', async () => {
    const { page, world } = stage
    await fillCard(await open())
    const token = await newToken(page, { return_url: 'https://shop.test/done' })
    const fresh = await world.stripe.confirmationTokens.retrieve(token)
    expect(fresh).toMatchObject({
      payment_intent: null,
      return_url: 'https://shop.test/done',
      payment_method_preview: {
        type: 'card',
        card: { last4: '4242' },
        billing_details: { address: { country: 'US' } },
      },
    })
    const early = { amount: 2000, currency: 'usd', confirmation_token: token }
    await expect(world.stripe.paymentIntents.create(early)).rejects.toThrow('unless `confirm` is set to true')
    const paid = await world.stripe.paymentIntents.create({ ...PAYMENT, confirmation_token: token })
    expect(paid.status).toBe('succeeded')
    expect(await world.stripe.confirmationTokens.retrieve(token)).toMatchObject({
      payment_intent: paid.id,
      expires_at: null,
    })
    const again = world.stripe.paymentIntents.create({ ...PAYMENT, confirmation_token: token })
    await expect(again).rejects.toMatchObject({ param: 'confirmation_token' })
    const none = world.stripe.confirmationTokens.retrieve('ctoken_none')
    await expect(none).rejects.toMatchObject({ code: 'resource_missing' })
  })

  it('stands for Amazon Pay, with the consent to saving it, and sends its customer there', async () => {
    const { page, world } = stage
    const { id: customer } = await world.stripe.customers.create()
    const saving = { ...PAYMENT, customer, setup_future_usage: 'off_session' } as const
    await (await open()).getByTestId('amazon_pay').click()
    const other = await newToken(page, { return_url: `${stage.shop.origin}/back` })
    const refused = world.stripe.paymentIntents.create({ ...saving, confirmation_token: other })
    await expect(refused).rejects.toThrow(
      'The provided setup_future_usage (off_session) does not match the setup_future_usage from the provided confirmation_token (null).',
    )
    await (await open({ setupFutureUsage: 'off_session' })).getByTestId('amazon_pay').click()
    const token = await newToken(page, { return_url: `${stage.shop.origin}/back` })
    const { id, next_action } = await world.stripe.paymentIntents.create({ ...saving, confirmation_token: token })
    await page.goto(next_action?.redirect_to_url?.url ?? '')
    await page.getByRole('link', { name: 'Authorize Test Payment' }).click()
    await page.waitForURL(`**/back?payment_intent=${id}&**`)
    const { data } = await world.stripe.customers.listPaymentMethods(customer)
    expect(data).toMatchObject([{ type: 'amazon_pay' }])
    await world.control.advanceClock(12 * 3600)
    const late = world.stripe.paymentIntents.create({
      ...PAYMENT,
      confirmation_token: other,
      return_url: 'https://a.test',
    })
    await expect(late).rejects.toThrow('has expired')
  })
})

function open(more: object = {}) {
  return visit(stage.page, stage.shop, { key: stage.world.publishableKey, group: { ...GROUP, ...more } })
}

function newToken(page: Page, params: object): Promise<string> {
  return page.evaluate(async (params) => {
    const { stripe, elements } = window.shop
    const { error: incomplete } = await elements.submit()
    if (incomplete) throw new Error(incomplete.message)
    const { confirmationToken, error } = await stripe.createConfirmationToken({ elements, params })
    return confirmationToken?.id ?? Promise.reject(new Error(error?.message))
  }, params)
}
