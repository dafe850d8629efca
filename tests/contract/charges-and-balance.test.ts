import { describe, expect, it } from 'vitest'
import { TWELVE_DOLLARS, charge, confirmOffSession, eventTypes, savedMethod } from './payments'
import { refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()
const TWO_DAYS = 2 * 86_400

describe('a charge', () => {
  it('names the card behind the Amazon account, and whose it is', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const { id, latest_charge } = await world.stripe.paymentIntents.create({
      ...TWELVE_DOLLARS,
      customer: saved.customer,
      payment_method: saved.method,
      description: 'One ride',
      metadata: { order: '7' },
      off_session: true,
      confirm: true,
    })
    const paid = await world.stripe.charges.retrieve(String(latest_charge))
    expect(paid).toMatchObject({
      object: 'charge',
      amount: 1200,
      amount_captured: 1200,
      amount_refunded: 0,
      captured: true,
      paid: true,
      refunded: false,
      disputed: false,
      status: 'succeeded',
      currency: 'usd',
      customer: saved.customer,
      payment_intent: id,
      payment_method: saved.method,
      description: 'One ride',
      metadata: { order: '7' },
      failure_code: null,
      outcome: { type: 'authorized', network_status: 'approved_by_network' },
      billing_details: { email: 'sam@example.com', address: { city: null } },
      payment_method_details: {
        type: 'amazon_pay',
        amazon_pay: {
          funding: {
            type: 'card',
            card: { brand: 'visa', last4: '4242', exp_month: 12, funding: 'credit', country: 'US' },
          },
        },
      },
    })
    const details = paid.payment_method_details?.amazon_pay
    expect(details?.transaction_id).toMatch(/^P01-\d{7}-\d{7}-C\d{6}$/)
    expect(details?.funding?.card?.exp_year).toBe(new Date(paid.created * 1000).getUTCFullYear() + 3)
  })

  it('can be listed, expanded and annotated, and nothing else', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const first = await charge(world, saved)
    await charge(world, saved)
    const { data } = await world.stripe.charges.list({
      payment_intent: first.id,
      customer: saved.customer,
      expand: ['data.balance_transaction', 'data.payment_intent', 'data.customer'],
    })
    expect(data).toMatchObject([
      {
        id: first.latest_charge,
        balance_transaction: { net: 1135 },
        payment_intent: { id: first.id },
        customer: { id: saved.customer },
      },
    ])
    const updated = await world.stripe.charges.update(String(first.latest_charge), { metadata: { a: '1' } })
    expect(updated.metadata).toEqual({ a: '1' })
    expect((await eventTypes(world)).at(-1)).toBe('charge.updated')
    const unknown = await refusal(world.stripe.charges.retrieve('py_none'))
    expect(unknown).toMatchObject({ statusCode: 404, message: "No such charge: 'py_none'", param: 'id' })
    expect((await refusal(world.stripe.charges.capture(String(first.latest_charge)))).statusCode).toBe(404)
  })

  it('gets its balance transaction later when it is captured asynchronously', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    await world.control.outcomes({ bookSeconds: 30 })
    const params = { ...TWELVE_DOLLARS, capture_method: 'automatic_async' as const, customer: saved.customer }
    const { id } = await world.stripe.paymentIntents.create(params)
    const expand = ['latest_charge.balance_transaction']
    await confirmOffSession(world, { id, method: saved.method })
    expect(await world.stripe.paymentIntents.retrieve(id, { expand })).toMatchObject({
      status: 'succeeded',
      latest_charge: { status: 'succeeded', balance_transaction: null },
    })
    expect(await world.control.balance()).toEqual({})
    await world.control.advanceClock(30)
    expect(await world.stripe.paymentIntents.retrieve(id, { expand })).toMatchObject({
      latest_charge: { balance_transaction: { amount: 1200, fee: 65 } },
    })
    const [updated] = (await world.stripe.events.list({ limit: 1 })).data
    expect(updated).toMatchObject({
      type: 'charge.updated',
      data: { previous_attributes: { balance_transaction: null }, object: { status: 'succeeded' } },
      request: { id: null },
    })
  })
})

describe('a balance transaction', () => {
  it('holds 2.9 % + 30 ¢ back, and is pending for two days', async () => {
    const world = newWorld()
    const { latest_charge } = await charge(world, await savedMethod(world))
    const { data } = await world.stripe.balanceTransactions.list({ source: String(latest_charge) })
    const [transaction] = data
    expect(transaction).toMatchObject({
      object: 'balance_transaction',
      amount: 1200,
      fee: 65,
      net: 1135,
      currency: 'usd',
      fee_details: [{ amount: 65, type: 'stripe_fee', description: 'Stripe processing fees', currency: 'usd' }],
      reporting_category: 'charge',
      type: 'payment',
      source: latest_charge,
      status: 'pending',
      exchange_rate: null,
    })
    expect(transaction?.available_on).toBe((transaction?.created ?? 0) + TWO_DAYS)
    const id = String(transaction?.id)
    await world.control.advanceClock(TWO_DAYS)
    const later = await world.stripe.balanceTransactions.retrieve(id, { expand: ['source'] })
    expect(later).toMatchObject({ status: 'available', source: { id: latest_charge } })
    const { latest_charge: expanded } = await world.stripe.paymentIntents.retrieve(
      String((await world.stripe.charges.retrieve(String(latest_charge))).payment_intent),
      { expand: ['latest_charge.balance_transaction'] },
    )
    expect(expanded).toMatchObject({ balance_transaction: { id, status: 'available' } })
    expect((await refusal(world.stripe.balanceTransactions.retrieve('txn_none'))).statusCode).toBe(404)
  })

  it('has the fee a test sets', async () => {
    const world = newWorld()
    await world.control.outcomes({ feeBasisPoints: 100, feeFixed: 0, availableDays: 0 })
    await charge(world, await savedMethod(world), { amount: 1250 })
    const [transaction] = (await world.stripe.balanceTransactions.list()).data
    expect(transaction).toMatchObject({ fee: 13, net: 1237, status: 'available' })
  })
})

describe('the balance', () => {
  it('is nothing at first, in the account’s own currency', async () => {
    const nothing = [{ amount: 0, currency: 'usd', source_types: { card: 0 } }]
    expect(await newWorld().stripe.balance.retrieve()).toMatchObject({
      object: 'balance',
      livemode: false,
      available: nothing,
      pending: nothing,
    })
  })

  it('is the sum of what was charged less fees, pending first and then available', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    await charge(world, saved)
    await world.control.advanceClock(TWO_DAYS)
    await charge(world, saved, { amount: 5000 })
    await world.control.outcomes({ nextOffSession: 'decline' })
    await refusal(charge(world, saved, { amount: 7000 }))
    const { available, pending } = await world.stripe.balance.retrieve()
    expect([available[0]?.amount, pending[0]?.amount]).toEqual([1135, 4825])
    expect(await world.control.balance()).toEqual({ usd: { amount: 6200, fee: 240, net: 5960 } })
    expect((await world.control.state()).balance).toEqual(await world.control.balance())
  })

  it('is kept per currency', async () => {
    const world = newWorld()
    await world.control.outcomes({ country: 'DE' })
    const saved = await savedMethod(world)
    for (const currency of ['eur', 'jpy']) {
      const { id } = await world.stripe.paymentIntents.create({ ...TWELVE_DOLLARS, currency, customer: saved.customer })
      await confirmOffSession(world, { id, method: saved.method })
    }
    const { pending } = await world.stripe.balance.retrieve()
    expect(pending.map(({ currency, amount }) => [currency, amount])).toEqual([
      ['eur', 1135],
      ['jpy', 1135],
    ])
  })

  it('is gone with everything else after a reset, and is nobody else’s to see', async () => {
    const world = newWorld()
    await charge(world, await savedMethod(world))
    expect((await refusal(world.browser.balance.retrieve())).code).toBe('secret_key_required')
    await world.control.reset()
    const { objects, balance } = await world.control.state()
    expect([objects.payment_intents, objects.charges, objects.balance_transactions, balance]).toEqual([[], [], [], {}])
  })
})
