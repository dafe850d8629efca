import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { elementsForThisFile, newPayment, openPayment } from './stripe-js-under-test'

const stage = elementsForThisFile()

describe('Stripe.js for PaymentIntents without an element', { timeout: 30_000 }, () => {
  it('confirms Amazon Pay by name, and goes on by handleNextAction', async () => {
    const { id, secret } = await newPayment(stage)
    const { page, world, shop } = stage
    await openPayment(stage, secret)
    const confirmParams = { return_url: `${shop.origin}/back`, payment_method_data: { type: 'amazon_pay' } }
    await leaveBy(page, 'confirmPayment', { clientSecret: secret, confirmParams })
    const first = page.url()
    await openPayment(stage, secret)
    await leaveBy(page, 'handleNextAction', { clientSecret: secret })
    expect(page.url()).toBe(first)
    await page.getByRole('link', { name: 'Authorize Test Payment' }).click()
    await page.waitForURL(`**/back?payment_intent=${id}&**`)
    expect(await world.stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded' })
  })

  it('confirms with a method that exists already', async () => {
    const { secret } = await newPayment(stage)
    await openPayment(stage, secret)
    const options = { clientSecret: secret, confirmParams: { payment_method: 'pm_card_visa' }, redirect: 'if_required' }
    expect(await call(stage.page, 'confirmPayment', options)).toMatchObject({ paymentIntent: { status: 'succeeded' } })
  })

  it('hands consent and saving through to the API', async () => {
    const { page, world, shop } = stage
    const customer = await world.stripe.customers.create()
    const { id, secret } = await newPayment(stage, { customer: customer.id })
    await openPayment(stage, secret)
    const mandate_data = { customer_acceptance: { type: 'online', online: { infer_from_client: true } } }
    const saving = { mandate_data, setup_future_usage: 'off_session', payment_method_data: { type: 'amazon_pay' } }
    await leaveBy(page, 'confirmPayment', {
      clientSecret: secret,
      confirmParams: { ...saving, return_url: `${shop.origin}/back` },
    })
    await page.getByRole('link', { name: 'Authorize Test Payment' }).click()
    await page.waitForURL('**/back?**redirect_status=succeeded')
    const paid = await world.stripe.paymentIntents.retrieve(id, { expand: ['payment_method'] })
    expect(paid.payment_method).toMatchObject({ type: 'amazon_pay', customer: customer.id })
  })

  it('reads a payment back, with the fields a browser may see', async () => {
    const { id, secret } = await newPayment(stage, { metadata: { order: '7' } })
    await openPayment(stage, secret)
    const { paymentIntent } = (await call(stage.page, 'retrievePaymentIntent', secret)) as { paymentIntent: object }
    expect(paymentIntent).toMatchObject({ id, status: 'requires_payment_method', amount: 2000 })
    expect(paymentIntent).not.toHaveProperty('metadata')
    expect(await call(stage.page, 'handleNextAction', { clientSecret: secret })).toMatchObject({
      error: { code: 'payment_intent_unexpected_state', payment_intent: { id } },
    })
  })

  it('answers a redirect without a return address as the API refuses it', async () => {
    const { secret } = await newPayment(stage)
    await openPayment(stage, secret)
    const confirmParams = { payment_method_data: { type: 'amazon_pay' } }
    const options = { clientSecret: secret, confirmParams, redirect: 'if_required' }
    expect(await call(stage.page, 'confirmPayment', options)).toMatchObject({
      error: { type: 'invalid_request_error', code: 'payment_intent_redirect_confirmation_without_return_url' },
    })
  })
})

type Method = 'confirmPayment' | 'handleNextAction' | 'retrievePaymentIntent'

async function call(page: Page, method: Method, argument: unknown): Promise<unknown> {
  await page.waitForFunction(() => window.seen.some(({ name }) => name === 'ready'))
  return page.evaluate(
    ({ method, argument }) => {
      const stripe = window.shop.stripe as unknown as Record<string, (argument: unknown) => Promise<unknown>>
      return stripe[method]?.(argument)
    },
    { method, argument },
  )
}

/** Calls what is to leave for the test page, and waits until it is there. */
async function leaveBy(page: Page, method: Method, argument: unknown): Promise<void> {
  const left = page.waitForURL('**/payment_methods/test_payment?**')
  const settled = call(page, method, argument).then(
    (outcome) => Promise.reject(new Error(`It stayed: ${JSON.stringify(outcome)}`)),
    () => left,
  )
  await Promise.race([left, settled])
}
