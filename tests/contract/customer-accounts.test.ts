import { describe, expect, it } from 'vitest'
import { BUYER, CARD, press, SUCCESS_URL } from './checkout'
import { TWELVE_DOLLARS } from './payments'
import { AMAZON_PAY, choose, CONSENT, redirectUrl, refusal, RETURN_URL, sandboxForThisFile } from './sandbox-under-test'
import { priceOf } from './subscribers'
import type { TestWorld } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

const PREVIEW = { apiVersion: '2026-05-27.preview' }
const CUSTOMER = { configuration: { customer: {} } }

/** As guide 2 makes a customer. */
function newAccount({ stripe }: TestWorld, more: { display_name?: string; contact_email?: string } = {}) {
  return stripe.v2.core.accounts.create({ ...CUSTOMER, ...more }, PREVIEW)
}

describe('an account that is configured as a customer', () => {
  it('is made, read, changed, listed and closed with the SDK, and shows what it is asked for', async () => {
    const { stripe } = newWorld()
    const { accounts } = stripe.v2.core
    const who = { display_name: 'Sam', contact_email: 'sam@example.com', contact_phone: '+15550100' }
    const made = await accounts.create(
      { ...CUSTOMER, ...who, metadata: { user: '42', plan: 'a' }, include: ['configuration.customer'] },
      PREVIEW,
    )
    expect(made).toMatchObject({
      object: 'v2.core.account',
      applied_configurations: ['customer'],
      closed: false,
      configuration: { customer: { applied: true, capabilities: {} } },
      ...who,
      identity: null,
      livemode: false,
      metadata: { user: '42', plan: 'a' },
    })
    expect(made.id).toMatch(/^acct_\w{17}$/)
    expect(made.created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    const read = await accounts.retrieve(made.id, {}, PREVIEW)
    expect([read.configuration, read.contact_email]).toEqual([null, 'sam@example.com'])
    const change = { display_name: 'Sam Rider', metadata: { plan: null, since: '2026' } }
    expect(await accounts.update(made.id, change as object, PREVIEW)).toMatchObject({
      display_name: 'Sam Rider',
      contact_email: 'sam@example.com',
      metadata: { user: '42', since: '2026' },
    })
    for (const name of ['Robin', 'Kim']) await accounts.create({ ...CUSTOMER, display_name: name }, PREVIEW)
    const first = await accounts.list({ limit: 1 }, PREVIEW)
    expect(Object.keys(first).toSorted()).toEqual(['data', 'next_page_url', 'previous_page_url'])
    const names = (await accounts.list({ limit: 1 }, PREVIEW).autoPagingToArray({ limit: 10 })).map(
      (one) => one.display_name,
    )
    expect(names).toEqual(['Kim', 'Robin', 'Sam Rider'])
    const closed = await accounts.close(made.id, { applied_configurations: ['customer'] }, PREVIEW)
    expect(closed).toMatchObject({ id: made.id, closed: true, contact_email: null, display_name: null })
    expect(await accounts.retrieve(made.id, {}, PREVIEW)).toMatchObject({ closed: true })
    expect((await accounts.list({ applied_configurations: ['customer'] }, PREVIEW)).data).toHaveLength(2)
    expect((await accounts.list({ closed: true }, PREVIEW)).data.map(({ id }) => id)).toEqual([made.id])
  })

  it('is a Customer too, whichever id is used, and ends with it', async () => {
    const world = newWorld()
    const { stripe } = world
    const { id } = await newAccount(world, { display_name: 'Sam', contact_email: 'sam@example.com' })
    const customer = await stripe.customers.retrieve(id)
    expect(customer).toMatchObject({ object: 'customer', customer_account: id, name: 'Sam', email: 'sam@example.com' })
    expect(customer.id).toMatch(/^cus_/)
    await stripe.customers.update(customer.id, { name: 'Robin' })
    expect(await stripe.v2.core.accounts.retrieve(id, {}, PREVIEW)).toMatchObject({ display_name: 'Robin' })
    expect((await stripe.customers.list({ email: 'sam@example.com' })).data.map((one) => one.id)).toEqual([customer.id])
    await stripe.customers.del(customer.id)
    expect(await stripe.v2.core.accounts.retrieve(id, {}, PREVIEW)).toMatchObject({ closed: true })
    expect(await stripe.customers.retrieve(id)).toMatchObject({ id: customer.id, deleted: true })
    const gone = await refusal(stripe.setupIntents.create({ customer_account: id }))
    expect(gone).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'customer_account' })
  })

  it('saves, pays and is refunded like any customer, and everything names it by both ids', async () => {
    const world = newWorld()
    const { stripe, control } = world
    const { id: customer_account } = await newAccount(world)
    const { id: customer } = await stripe.customers.retrieve(customer_account)
    const both = { customer, customer_account }
    const setup = await stripe.setupIntents.create({
      customer_account,
      allowed_payment_method_types: ['amazon_pay'],
      payment_method_data: AMAZON_PAY,
      confirm: true,
      mandate_data: CONSENT,
      return_url: RETURN_URL,
    })
    expect(setup).toMatchObject(both)
    await choose(redirectUrl(setup), 'Authorize Test Setup')
    const saved = await stripe.setupIntents.retrieve(setup.id, { expand: ['payment_method', 'latest_attempt'] })
    expect(saved).toMatchObject({ status: 'succeeded', payment_method: both, latest_attempt: both })
    const { data: methods } = await stripe.paymentMethods.list({ customer_account, type: 'amazon_pay' })
    expect(methods).toEqual([saved.payment_method])
    const method = String(methods[0]?.id)

    const { id } = await stripe.paymentIntents.create({ ...TWELVE_DOLLARS, customer_account })
    const paid = await stripe.paymentIntents.confirm(id, { payment_method: method, off_session: true })
    expect(paid).toMatchObject({ status: 'succeeded', ...both })
    expect((await stripe.charges.retrieve(String(paid.latest_charge))).customer).toBe(customer)
    expect(await stripe.refunds.create({ payment_intent: id, amount: 100 })).toMatchObject({ customer_account })
    const lists = [stripe.paymentIntents.list({ customer_account }), stripe.setupIntents.list({ customer_account })]
    expect((await Promise.all(lists)).map(({ data }) => data.map((one) => one.id))).toEqual([[id], [setup.id]])

    // The Customer's own id does as well.
    expect(await stripe.paymentIntents.create({ ...TWELVE_DOLLARS, customer, payment_method: method })).toMatchObject(
      both,
    )
    expect(await stripe.paymentMethods.detach(method)).toMatchObject({ customer: null, customer_account: null })
    const [detached] = (await control.state()).events.filter(({ type }) => type === 'payment_method.detached')
    expect(detached?.data.previous_attributes).toEqual(both)
  })

  it('is given an intent or a method later, and nobody is both', async () => {
    const world = newWorld()
    const { stripe } = world
    const [{ id: customer_account }, plain] = [await newAccount(world), await stripe.customers.create()]
    const intents = [await stripe.paymentIntents.create(TWELVE_DOLLARS), await stripe.setupIntents.create()]
    expect(intents.map((one) => [one.customer, one.customer_account])).toEqual([
      [null, null],
      [null, null],
    ])
    const [payment, setup] = intents.map(({ id }) => id)
    expect(await stripe.paymentIntents.update(payment ?? '', { customer_account })).toMatchObject({ customer_account })
    expect(await stripe.setupIntents.update(setup ?? '', { customer_account })).toMatchObject({ customer_account })
    const { id: method } = await stripe.paymentMethods.create(AMAZON_PAY)
    expect(await stripe.paymentMethods.attach(method, { customer_account })).toMatchObject({ customer_account })
    const foreign = stripe.paymentIntents.create({ ...TWELVE_DOLLARS, customer: plain.id, payment_method: method })
    expect((await refusal(foreign)).param).toBe('payment_method')
    const named = { customer: plain.id, customer_account }
    const calls = [
      stripe.paymentIntents.create({ ...TWELVE_DOLLARS, ...named }),
      stripe.setupIntents.create(named),
      stripe.paymentMethods.attach(method, named),
      stripe.paymentMethods.list(named),
      stripe.paymentIntents.list(named),
    ]
    for (const call of calls)
      expect(await refusal(call)).toMatchObject({ statusCode: 400, code: 'parameters_exclusive' })
    const unknown = await refusal(stripe.paymentMethods.list({ customer_account: 'acct_unknown' }))
    expect(unknown).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'customer_account' })
  })

  it('subscribes on Checkout’s page and by the API, and invoices name it by both ids too', async () => {
    const world = newWorld()
    const { stripe } = world
    const { id: customer_account } = await newAccount(world, { contact_email: BUYER.email })
    const { id: customer } = await stripe.customers.retrieve(customer_account)
    const both = { customer, customer_account }
    const items = [{ price: (await priceOf(world)).id }]
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      customer_account,
      allowed_payment_method_types: ['card'],
      line_items: [{ ...items[0], quantity: 1 }],
      success_url: SUCCESS_URL,
    })
    expect(session).toMatchObject({ ...both, customer_creation: null, customer_details: BUYER })
    await press(session, { ...BUYER, ...CARD })
    const expand = ['subscription', 'invoice']
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand })
    expect(done).toMatchObject({ status: 'complete', ...both, subscription: both, invoice: both })
    const [method] = (await stripe.paymentMethods.list({ customer_account })).data
    const again = { customer_account, items, default_payment_method: String(method?.id), off_session: true }
    const subscription = await stripe.subscriptions.create(again)
    expect(subscription).toMatchObject({ status: 'active', ...both })
    const counts = [
      (await stripe.checkout.sessions.list({ customer_account })).data.length,
      (await stripe.subscriptions.list({ customer_account })).data.length,
      (await stripe.invoices.list({ customer_account })).data.length,
    ]
    expect(counts).toEqual([1, 2, 2])

    const page = { mode: 'setup', currency: 'usd', success_url: SUCCESS_URL } as const
    const refused = [
      stripe.checkout.sessions.create({ ...page, ...both }),
      stripe.checkout.sessions.create({ ...page, customer_account, customer_email: BUYER.email }),
      stripe.subscriptions.create({ ...again, customer }),
      stripe.invoices.list(both),
    ]
    for (const call of refused)
      expect(await refusal(call)).toMatchObject({ statusCode: 400, code: 'parameters_exclusive' })
    expect(await refusal(stripe.subscriptions.create({ items }))).toMatchObject({ code: 'parameter_missing' })
  })

  it('can be made of every Customer, as Stripe does for a business that has turned accounts on', async () => {
    const { stripe, control } = newWorld()
    expect((await stripe.customers.create()).customer_account).toBeNull()
    await control.outcomes({ customersAreAccounts: true })
    const { id: customer, customer_account } = await stripe.customers.create({ name: 'Sam' })
    expect(customer_account).toMatch(/^acct_/)
    expect(await stripe.setupIntents.create({ customer })).toMatchObject({ customer, customer_account })
    const account = await stripe.v2.core.accounts.retrieve(String(customer_account), {}, PREVIEW)
    expect(account.display_name).toBe('Sam')
  })
})
