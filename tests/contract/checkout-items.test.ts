import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { CARD, SUCCESS_URL } from './checkout'
import { form, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

describe('a Checkout Session in payment mode', () => {
  it.each([
    ['nothing to sell', {}, 'parameter_missing', 'Missing required param: line_items.'],
    ['no quantity', { '[price]': 'usual' }, 'parameter_missing', 'Missing required param: line_items[0][quantity].'],
    [
      'a price nobody made',
      { '[price]': 'price_no', '[quantity]': '1' },
      'resource_missing',
      "No such price: 'price_no'",
    ],
    ['a price that ended', { '[price]': 'ended', '[quantity]': '1' }, undefined, /The price specified is inactive/],
    ['what comes again', { '[price]': 'monthly', '[quantity]': '1' }, undefined, /but passed a recurring price/],
    [
      'too little',
      { '[price]': 'cheap', '[quantity]': '1' },
      'amount_too_small',
      /must add up to at least \$0\.50 usd/,
    ],
    [
      'none of something',
      { '[price]': 'usual', '[quantity]': '0' },
      'parameter_invalid_integer',
      /greater than or equal/,
    ],
    [
      'what belongs to saving',
      { '[price]': 'usual', '[quantity]': '1', setup: '1' },
      undefined,
      /setup_intent_data.*`payment` mode/,
    ],
  ])('refuses %s', async (...[, fields, code, message]) => {
    const world = newWorld()
    const { id: product } = await world.stripe.products.create({ name: 'Ride' })
    const price = async (more: Partial<Stripe.PriceCreateParams>) =>
      (await world.stripe.prices.create({ product, currency: 'usd', unit_amount: 1200, ...more })).id
    const prices: Record<string, string> = {
      usual: await price({}),
      monthly: await price({ recurring: { interval: 'month' } }),
      ended: await price({ active: false }),
      cheap: await price({ unit_amount: 10 }),
    }
    const items = Object.entries(fields).map(([name, value]) =>
      name === 'setup'
        ? (['setup_intent_data[description]', value] as const)
        : ([`line_items[0]${name}`, prices[value] ?? value] as const),
    )
    const fine = { mode: 'payment', success_url: SUCCESS_URL, 'allowed_payment_method_types[]': 'card' }
    const answer = await world.raw('/v1/checkout/sessions', form({ ...fine, ...Object.fromEntries(items) }))
    expect(answer.status).toBe(400)
    expect(answer.error['code']).toBe(code)
    expect(answer.error['message']).toMatch(message)
  })

  it('takes what tutorials send along: pictures, codes, and what is switched off', async () => {
    const world = newWorld()
    const off = { enabled: false }
    const image = 'https://shop.test/ride.png'
    const product_data = { name: 'Ride', images: [image] }
    const session = await world.stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: SUCCESS_URL,
      line_items: [{ price_data: { currency: 'usd', unit_amount: 1200, product_data }, quantity: 1 }],
      allow_promotion_codes: true,
      adaptive_pricing: off,
      automatic_tax: off,
      invoice_creation: off,
      phone_number_collection: off,
    })
    expect(session).toMatchObject({ allow_promotion_codes: true, automatic_tax: off, phone_number_collection: off })
    expect(session).toMatchObject({
      adaptive_pricing: off,
      invoice_creation: { ...off, invoice_data: { footer: null } },
    })
    expect((await world.stripe.products.list()).data[0]?.images).toEqual([image])
    const sent = { ...CARD, email: 'sam@example.com', promotionCode: 'HALF' }
    const { pathname } = new URL(session.url ?? '')
    const page = await fetch(`${world.origin}${pathname}`, { method: 'POST', body: new URLSearchParams(sent) })
    expect(await page.text()).toContain('This code is invalid.')
    expect((await world.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
    const taxed = form({ mode: 'payment', 'automatic_tax[enabled]': 'true' })
    expect((await world.raw('/v1/checkout/sessions', taxed)).error['code']).toBe('sandbox_not_imitated')
  })
})
