import { describe, expect, it } from 'vitest'
import { refusal, sandboxForThisFile } from './sandbox-under-test'
import { eventTypes } from './payments'

const newWorld = sandboxForThisFile()

describe('products and prices', () => {
  it('are made, changed, listed and told of', async () => {
    const world = newWorld()
    const { stripe } = world
    const product = await stripe.products.create({
      name: 'Ride pass',
      description: 'Ten rides',
      metadata: { kind: 'pass' },
      default_price_data: { currency: 'usd', unit_amount: 4900 },
    })
    expect(product).toMatchObject({ active: true, object: 'product', type: 'service', livemode: false, images: [] })
    expect(product.id).toMatch(/^prod_\w{14}$/)
    const monthly = await stripe.prices.create({
      currency: 'USD',
      unit_amount: 1200,
      recurring: { interval: 'month' },
      product: product.id,
      lookup_key: 'monthly',
    })
    expect(monthly.id).toMatch(/^price_1\w{23}$/)
    expect(monthly).toMatchObject({
      active: true,
      billing_scheme: 'per_unit',
      currency: 'usd',
      product: product.id,
      recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed', meter: null, trial_period_days: null },
      type: 'recurring',
      unit_amount: 1200,
    })
    expect(String(monthly.unit_amount_decimal)).toBe('1200')
    const inline = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 500,
      recurring: { interval: 'week', interval_count: 2 },
      product_data: { name: 'Helmet' },
      expand: ['product'],
    })
    expect(inline.product).toMatchObject({ name: 'Helmet', object: 'product' })

    await stripe.products.update(product.id, { name: 'Pass', default_price: monthly.id, description: '' })
    await stripe.prices.update(monthly.id, { active: false, nickname: 'old' })
    const changed = await stripe.products.retrieve(product.id, { expand: ['default_price'] })
    expect(changed).toMatchObject({ name: 'Pass', description: null, default_price: { id: monthly.id, active: false } })
    const ids = (rows: { data: { id: string }[] }) => rows.data.map(({ id }) => id)
    expect(ids(await stripe.prices.list({ product: product.id, type: 'recurring' }))).toEqual([monthly.id])
    expect(ids(await stripe.prices.list({ active: true, recurring: { interval: 'week' } }))).toEqual([inline.id])
    expect(ids(await stripe.prices.list({ lookup_keys: ['monthly'] }))).toEqual([monthly.id])
    expect(ids(await stripe.products.list({ ids: [product.id] }))).toEqual([product.id])

    expect(await eventTypes(world)).toEqual([
      'product.created',
      'price.created',
      'price.created',
      'product.created',
      'price.created',
      'product.updated',
      'price.updated',
    ])
    const [updated] = (await stripe.events.list({ type: 'price.updated' })).data
    expect(updated?.data.previous_attributes).toEqual({ active: true, nickname: null })
  })

  it('are refused with what is missing or wrong', async () => {
    const { stripe, raw } = newWorld()
    const { id: product } = await stripe.products.create({ name: 'Pass', id: 'pass' })
    const price = { currency: 'usd', unit_amount: 100, product }
    const recurring = { interval: 'year', interval_count: 4 } as const
    const refusals = [
      [stripe.prices.create({ ...price, product: 'nothing' }), "No such product: 'nothing'"],
      [stripe.prices.create({ currency: 'usd', unit_amount: 1 }), /^You must specify either `product`/],
      [stripe.prices.create({ currency: 'usd', product }), /^A price needs a `unit_amount`/],
      [stripe.prices.create({ ...price, unit_amount: -1 }), 'This value must be greater than or equal to 0.'],
      [stripe.prices.create({ ...price, recurring }), /three years/],
      [stripe.products.create({ name: 'Other', id: 'pass' }), 'Product already exists: pass.'],
      [stripe.products.update(product, { default_price: 'price_x' }), "No such price: 'price_x'"],
      [stripe.prices.retrieve('price_x'), "No such price: 'price_x'"],
    ] as const
    for (const [call, message] of refusals) expect((await refusal(call)).message).toMatch(message)
    await stripe.prices.create({ ...price, lookup_key: 'once' })
    expect((await refusal(stripe.prices.create({ ...price, lookup_key: 'once' }))).param).toBe('lookup_key')
    expect(
      (await raw('/v1/prices', { method: 'POST', body: new URLSearchParams({ prize: '1' }) })).error,
    ).toMatchObject({
      code: 'parameter_unknown',
    })
  })
})
