import Stripe from 'stripe'
import { expect, it } from 'vitest'
import { apiRoutes } from '../../sandbox/create-sandbox'
import { paid } from './payments'
import { refusal, sandboxForThisFile } from './sandbox-under-test'
import { latestInvoice, subscriber } from './subscribers'

const newWorld = sandboxForThisFile()
const PREVIEW = { apiVersion: '2026-05-27.preview' }

it('refuses an unknown object, or an unknown parameter, on every route', async () => {
  const { stripe } = newWorld()
  for (const { method, path } of apiRoutes.filter((route) => !route.path.startsWith('/v1/elements/'))) {
    const address = path.replace(/:\w+/g, 'none_1')
    const bogus = { sandbox_bogus: 'x' }
    const target = method === 'GET' ? `${address}?${new URLSearchParams(bogus)}` : address
    const options = path.startsWith('/v2/') ? PREVIEW : {}
    const error = await refusal(stripe.rawRequest(method, target, method === 'POST' ? bogus : undefined, options))
    expect([400, 404], `${method} ${path}`).toContain(error.statusCode)
    expect(error, `${method} ${path}`).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError)
    expect(error.requestId).toMatch(/^req_/)
  }
})

it('answers the routes that no other test asks', async () => {
  const world = newWorld()
  const { stripe } = world
  const account = await stripe.accounts.retrieveCurrent()
  expect(await stripe.accounts.retrieve(account.id)).toMatchObject({ id: account.id, object: 'account' })
  const { customer, method, subscription } = await subscriber(world)
  expect((await stripe.customers.listPaymentMethods(customer)).data.map(({ id }) => id)).toEqual([method])
  expect((await stripe.customers.retrievePaymentMethod(customer, method)).id).toBe(method)
  const named = await stripe.paymentMethods.update(method, { metadata: { nick: 'mine' } })
  expect(named.metadata).toEqual({ nick: 'mine' })
  const { invoice } = await latestInvoice(world, subscription.id)
  expect((await stripe.invoices.listLineItems(invoice.id ?? '')).data).toHaveLength(1)
  const [payment] = (await stripe.invoicePayments.list({ invoice: invoice.id ?? '' })).data
  expect((await stripe.invoicePayments.retrieve(payment?.id ?? '')).status).toBe('paid')
  const [price] = (await stripe.prices.list({ limit: 1 })).data
  expect((await stripe.prices.retrieve(price?.id ?? '')).product).toBe((await stripe.products.list()).data[0]?.id)
  const product = await stripe.products.update(String(price?.product), { description: 'Each month' })
  expect((await stripe.products.retrieve(product.id)).description).toBe('Each month')
  const [event] = (await stripe.events.list({ limit: 1 })).data
  expect((await stripe.events.retrieve(event?.id ?? '')).type).toBe('product.updated')
  const [setup] = (await stripe.setupIntents.list()).data
  expect((await stripe.setupAttempts.list({ setup_intent: setup?.id ?? '' })).data[0]?.status).toBe('succeeded')
  const card = { number: '4242424242424242', exp_month: '12', exp_year: '2049', cvc: '314' }
  const token = await world.browser.tokens.create({ card })
  expect((await stripe.tokens.retrieve(token.id)).card?.last4).toBe('4242')
  const { charge } = await paid(world)
  const refund = await stripe.refunds.create({ charge })
  const refunds = await stripe.rawRequest('GET', `/v1/charges/${charge}/refunds`)
  expect(refunds).toMatchObject({ object: 'list', data: [{ id: refund.id }] })
})
