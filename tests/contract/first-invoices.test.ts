import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { eventTypes, savedMethod } from './payments'
import { AMAZON_PAY, CONSENT, RETURN_URL, choose, redirectUrl, refusal, sandboxForThisFile } from './sandbox-under-test'
import { BEGUN, latestInvoice, passTo, priceOf, statusOf, subscribed } from './subscribers'

const newWorld = sandboxForThisFile()

describe('a first payment that is declined', () => {
  it('leaves it incomplete, and the customer can pay the same invoice on the test page', async () => {
    const world = newWorld()
    const { stripe, control } = world
    const saved = await savedMethod(world)
    const strict = subscribed(world, saved, { payment_behavior: 'error_if_incomplete' })
    await strict
    await control.outcomes({ nextOffSession: 'decline' })
    expect(await refusal(subscribed(world, saved, { payment_behavior: 'error_if_incomplete' }))).toMatchObject({
      statusCode: 402,
    })
    expect((await stripe.subscriptions.list({ status: 'all' })).data).toHaveLength(1)

    const before = (await eventTypes(world)).length + 2
    await control.outcomes({ nextOffSession: 'decline' })
    const { id, status } = await subscribed(world, saved)
    expect(status).toBe('incomplete')
    expect(await eventTypes(world, before)).toEqual([
      ...BEGUN,
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.payment_failed',
    ])
    const { invoice, intent } = await latestInvoice(world, id)
    expect(invoice).toMatchObject({ status: 'open', attempted: true, attempt_count: 1, next_payment_attempt: null })
    expect((await refusal(stripe.paymentIntents.cancel(intent))).message).toMatch(
      /^The PaymentIntent pi_\w+ was created by/,
    )
    expect((await refusal(stripe.subscriptions.update(id, { cancel_at_period_end: true }))).param).toBe(
      'cancel_at_period_end',
    )

    const waiting = await stripe.paymentIntents.confirm(intent, {
      payment_method_data: AMAZON_PAY,
      mandate_data: CONSENT,
      return_url: RETURN_URL,
    })
    await choose(redirectUrl(waiting), 'Authorize Test Payment')
    expect(await statusOf(world, id)).toBe('active')
    expect((await latestInvoice(world, id)).invoice).toMatchObject({ status: 'paid', amount_paid: 1200 })
    expect((await stripe.paymentMethods.list({ customer: saved.customer })).data).toHaveLength(2)
  })
})

describe('a subscription that is paid first', () => {
  const incomplete = (world: ReturnType<typeof newWorld>, customer: string, price: string) =>
    world.stripe.subscriptions.create({
      customer,
      items: [{ price }],
      payment_behavior: 'default_incomplete',
      payment_settings: {
        save_default_payment_method: 'on_subscription',
        payment_method_types: ['amazon_pay', 'card'],
      },
      expand: ['latest_invoice.payments', 'latest_invoice.confirmation_secret'],
    })

  it('becomes active through the browser, and keeps the method for its renewals', async () => {
    const world = newWorld()
    const { stripe, browser } = world
    const { id: customer } = await stripe.customers.create({ email: 'kim@example.com' })
    const price = (await priceOf(world)).id
    const before = (await eventTypes(world)).length
    const created = await incomplete(world, customer, price)
    expect(created).toMatchObject({ status: 'incomplete', default_payment_method: null, pending_setup_intent: null })
    expect(await eventTypes(world, before)).toEqual(BEGUN)
    const { payments, confirmation_secret: secret } = created.latest_invoice as Stripe.Invoice
    const intent = String(payments?.data[0]?.payment.payment_intent)
    const params = {
      client_secret: secret?.client_secret,
      payment_method_data: AMAZON_PAY,
      mandate_data: { customer_acceptance: { type: 'online', online: { infer_from_client: true } } },
      return_url: RETURN_URL,
    }
    // The SDK types what servers send; the secret is what Stripe.js adds.
    const waiting = await browser.paymentIntents.confirm(intent, params as Stripe.PaymentIntentConfirmParams)
    await choose(redirectUrl(waiting), 'Fail Test Payment')
    expect(await statusOf(world, created.id)).toBe('incomplete')
    const again = await browser.paymentIntents.confirm(intent, params as Stripe.PaymentIntentConfirmParams)
    await choose(redirectUrl(again), 'Authorize Test Payment')
    const active = await stripe.subscriptions.retrieve(created.id, { expand: ['default_payment_method'] })
    expect(active).toMatchObject({ status: 'active', default_payment_method: { customer, type: 'amazon_pay' } })
    const end = active.items.data[0]?.current_period_end ?? 0
    await passTo(world, end + 3600)
    expect((await latestInvoice(world, created.id)).invoice).toMatchObject({
      billing_reason: 'subscription_cycle',
      status: 'paid',
    })
    expect((await world.control.balance())['usd']?.amount).toBe(2400)
  })

  it('expires after 23 hours, or when it is canceled before, and owes nothing', async () => {
    const world = newWorld()
    const { stripe } = world
    const { id: customer } = await stripe.customers.create()
    const price = (await priceOf(world)).id
    const [late, given] = [await incomplete(world, customer, price), await incomplete(world, customer, price)]
    expect((await stripe.subscriptions.cancel(given.id)).status).toBe('incomplete_expired')
    await world.control.advanceClock(23 * 3600 - 60)
    expect(await statusOf(world, late.id)).toBe('incomplete')
    const before = (await eventTypes(world)).length
    await world.control.advanceClock(120)
    expect(await eventTypes(world, before)).toEqual([
      'payment_intent.canceled',
      'invoice.voided',
      'customer.subscription.updated',
    ])
    const expired = await stripe.subscriptions.retrieve(late.id)
    expect(expired).toMatchObject({ status: 'incomplete_expired', ended_at: expect.any(Number) as number })
    const { invoice, intent } = await latestInvoice(world, late.id)
    expect(invoice.status).toBe('void')
    expect(invoice.payments?.data[0]?.status).toBe('canceled')
    expect(await stripe.paymentIntents.retrieve(intent)).toMatchObject({ cancellation_reason: 'void_invoice' })
    expect((await refusal(stripe.invoices.pay(invoice.id ?? ''))).statusCode).toBe(400)
    await world.control.advanceClock(400 * 86_400)
    expect((await stripe.invoices.list()).data).toHaveLength(2)
  })
})

describe('a card', () => {
  it('pays too, and one whose bank asks waits for its customer', async () => {
    const world = newWorld()
    const { stripe } = world
    const { id: customer } = await stripe.customers.create()
    const attached = async (name: string) => (await stripe.paymentMethods.attach(name, { customer })).id
    const card = await attached('pm_card_visa')
    expect((await subscribed(world, { customer, method: card, mandate: '' })).status).toBe('active')
    const asking = await attached('pm_card_authenticationRequired')
    const before = (await eventTypes(world)).length + 2
    const { id, status } = await subscribed(world, { customer, method: asking, mandate: '' })
    expect(status).toBe('incomplete')
    expect((await eventTypes(world, before)).slice(-2)).toEqual([
      'invoice.payment_action_required',
      'invoice.payment_failed',
    ])
    const { intent } = await latestInvoice(world, id)
    const waiting = await stripe.paymentIntents.confirm(intent, { payment_method: asking, return_url: RETURN_URL })
    await choose(redirectUrl(waiting), 'Authorize Test Payment')
    expect(await statusOf(world, id)).toBe('active')
  })
})
