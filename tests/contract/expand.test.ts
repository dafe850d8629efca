import { describe, expect, it } from 'vitest'
import { paySession } from './checkout'
import { confirmedSetup, refusal, sandboxForThisFile } from './sandbox-under-test'
import { subscriber } from './subscribers'

const newWorld = sandboxForThisFile()

describe('expand', () => {
  it('replaces ids by objects up to four levels deep, in lists below data', async () => {
    const world = newWorld()
    const { setupIntent, customer } = await confirmedSetup(world)
    const { data } = await world.stripe.setupIntents.list({
      expand: ['data.latest_attempt.payment_method', 'data.customer'],
    })
    expect(data[0]).toMatchObject({
      customer: { id: customer.id, email: 'sam@example.com' },
      latest_attempt: { payment_method: { id: setupIntent.payment_method, object: 'payment_method' } },
    })
    const expand = async (...paths: string[]) =>
      refusal(world.stripe.setupIntents.retrieve(setupIntent.id, { expand: paths }))
    for (const path of ['status', 'constructor', 'payment_method_types', 'metadata.nothing']) {
      expect((await expand(path)).message).toBe(`This property cannot be expanded (${path}).`)
    }
    const deep = await expand('latest_attempt.setup_intent.latest_attempt.setup_intent.customer')
    expect(deep.message).toContain('more than 4 levels')
    expect(deep.code).toBe('property_expansion_max_depth')
    const list = await refusal(world.stripe.setupIntents.list({ expand: ['customer'] }))
    expect(list.message).toBe(
      "This property cannot be expanded (customer). You may want to try expanding 'data.customer' instead.",
    )
  })

  it('may name what is shown in full anyway', async () => {
    const world = newWorld()
    const { stripe } = world
    const shown = ['items', 'items.data.price', 'items.data.plan.product', 'discounts', 'customer.address']
    const { subscription } = await subscriber(world)
    const full = await stripe.subscriptions.retrieve(subscription.id, { expand: shown })
    expect(full).toMatchObject({
      items: { data: [{ plan: { product: { name: 'Pass' } }, price: { object: 'price' } }] },
    })
    await stripe.subscriptions.list({ expand: ['data', 'data.items.data.price', 'data.discounts'] })
    const invoice = await stripe.invoices.retrieve(String(subscription.latest_invoice), {
      expand: ['lines', 'lines.data.pricing.price_details.price', 'total_discount_amounts.discount'],
    })
    expect(invoice.lines.data[0]?.pricing?.price_details?.price).toMatchObject({ object: 'price', unit_amount: 1200 })
    const { id } = await paySession(world)
    const session = await stripe.checkout.sessions.retrieve(id, {
      expand: ['line_items', 'line_items.data.price', 'customer_details', 'total_details.breakdown'],
    })
    expect(session.total_details?.breakdown).toEqual({ discounts: [], taxes: [] })
  })
})
