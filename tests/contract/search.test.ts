import { describe, expect, it } from 'vitest'
import { paid } from './payments'
import { refusal, sandboxForThisFile } from './sandbox-under-test'
import { subscriber } from './subscribers'

const newWorld = sandboxForThisFile()

describe('search', () => {
  it('finds customers by everything the query language has', async () => {
    const { stripe } = newWorld()
    const people = [
      { name: 'Amy Moon', email: 'amy@rocket.test', metadata: { plan: 'gold', 'a b': 'x' } },
      { name: 'Sam "Sun" Ride', email: 'sam@rocket.test', phone: '+15550100', metadata: { plan: 'silver' } },
      { name: 'Eve', email: 'EVE@other.test' },
    ]
    for (const person of people) await stripe.customers.create(person)
    const found = async (query: string) =>
      (await stripe.customers.search({ query })).data.map(({ name }) => name?.split(' ')[0]).join(' ')
    for (const [query, names] of [
      ["email:'amy@rocket.test'", 'Amy'],
      ['email:"eve@OTHER.test"', 'Eve'],
      ['email~"rocket"', 'Sam Amy'],
      ['-email~"rocket"', 'Eve'],
      ["metadata['plan']:'gold'", 'Amy'],
      ['metadata["a b"]:"x"', 'Amy'],
      ["-metadata['plan']:null", 'Sam Amy'],
      ["metadata['plan']:null", 'Eve'],
      ['phone:null', 'Eve Amy'],
      ["email~'rocket' name~'moon'", 'Amy'],
      ["name:'Eve' OR metadata['plan']:'gold'", 'Eve Amy'],
      ["name:'Eve' and metadata['plan']:'gold'", ''],
      ['name:"Sam \\"Sun\\" Ride"', 'Sam'],
      ['created>0 created<=99999999999', 'Eve Sam Amy'],
      ['created>99999999999', ''],
    ] as const) {
      expect(await found(query), query).toBe(names)
    }
  })

  it('knows each resource by its own fields', async () => {
    const world = newWorld()
    const { stripe } = world
    const { subscription, customer } = await subscriber(world)
    const { intent, charge } = await paid(world)
    const invoice = String(subscription.latest_invoice)
    const [item] = subscription.items.data
    const ids = async (page: Promise<{ data: { id: string }[] }>) => (await page).data.map(({ id }) => id)
    const by = (query: string) => ({ query })
    expect(await ids(stripe.subscriptions.search(by("status:'active' AND -metadata['x']:'y'")))).toEqual([
      subscription.id,
    ])
    expect(await ids(stripe.subscriptions.search(by('canceled_at:null')))).toEqual([subscription.id])
    expect(await ids(stripe.invoices.search(by(`subscription:'${subscription.id}' total>=1200`)))).toEqual([invoice])
    expect(await ids(stripe.invoices.search(by(`customer:'${customer}' total>1200`)))).toEqual([])
    expect(await ids(stripe.products.search(by("active:'true' AND name~'pas'")))).toEqual([item?.price.product])
    expect(await ids(stripe.prices.search(by(`product:'${String(item?.price.product)}' type:'recurring'`)))).toEqual([
      item?.price.id,
    ])
    expect(await ids(stripe.charges.search(by('amount:1200 refunded:"false" disputed:"false"')))).toHaveLength(2)
    const expand = ['data.latest_charge', 'total_count']
    const intents = await stripe.paymentIntents.search({ query: 'amount>1000 status:"succeeded"', limit: 1, expand })
    expect(intents).toMatchObject({
      object: 'search_result',
      url: '/v1/payment_intents/search',
      has_more: true,
      next_page: expect.any(String),
      total_count: 2,
      data: [{ id: intent, latest_charge: { id: charge } }],
    })
    const rest = await stripe.paymentIntents.search({
      query: 'amount>1000 status:"succeeded"',
      page: intents.next_page ?? '',
    })
    expect(rest).toMatchObject({ has_more: false, next_page: null, data: [{ object: 'payment_intent' }] })
    expect(rest).not.toHaveProperty('total_count')
    const { charges, customers, invoices, paymentIntents, prices, products, subscriptions } = stripe
    const all = { charges, customers, invoices, payment_intents: paymentIntents, prices, products, subscriptions }
    for (const [name, resource] of Object.entries(all)) {
      const { message } = await refusal(resource.search(by('nothing:"x"')))
      expect(message).toContain(`Field \`nothing\` is an unsupported search field for resource \`${name}\`.`)
    }
  })

  it('is paged through by the SDK, and finds what is new when the world says so', async () => {
    const world = newWorld()
    const { stripe, control } = world
    const made: string[] = []
    for (let count = 0; count < 5; count += 1) made.unshift((await stripe.customers.create({ name: 'Sam' })).id)
    const all = await stripe.customers.search({ query: 'name:"sam"', limit: 2 }).autoPagingToArray({ limit: 10 })
    expect(all.map(({ id }) => id)).toEqual(made)
    const { next_page: page } = await stripe.customers.search({ query: 'name:"sam"', limit: 2 })
    for (const id of made.slice(0, 2)) await stripe.customers.del(id)
    const rest = await stripe.customers.search({ query: 'name:"sam"', page: page ?? '' })
    expect(rest.data.map(({ id }) => id)).toEqual(made.slice(2))
    await control.outcomes({ searchSeconds: 60 })
    expect((await stripe.customers.search({ query: 'name:"sam"' })).data).toEqual([])
    await control.advanceClock(60)
    expect((await stripe.customers.search({ query: 'name:"sam"' })).data).toHaveLength(3)
  })

  it('refuses what is no query', async () => {
    const world = newWorld()
    const { stripe, raw } = world
    const refused = async (query: string) => {
      const { statusCode, message } = await refusal(stripe.charges.search({ query }))
      expect(statusCode).toBe(400)
      return message
    }
    const unreadable =
      'We were unable to parse your search query. Try using the format `metadata["key"]:"value"` to query for metadata or key:"value" to query for other fields.'
    for (const query of ['asdf', "status:'open", 'status=succeeded', 'AND status:"x"', 'status:"a" AND', '""']) {
      expect(await refused(query), query).toBe(unreadable)
    }
    expect(await refused('email:"a"')).toBe(
      'Field `email` is an unsupported search field for resource `charges`. See http://stripe.com/docs/search#query-fields-for-charges for a list of supported fields.',
    )
    expect(await refused('status:"a" AND amount>1 OR amount<2')).toContain('AND and OR')
    expect(await refused('status~"succ"')).toContain('`~`')
    expect(await refused('status>"succ"')).toContain('`>`')
    expect(await refused('amount>"much"')).toContain('much')
    expect(await refused(Array.from({ length: 11 }, () => 'amount:1').join(' '))).toContain('10 clauses')
    const missing = await raw('/v1/charges/search')
    expect(missing.error).toMatchObject({ message: 'Missing required param: query.', param: 'query' })
    expect((await raw('/v1/charges/search?query=amount:1&page=x')).error['param']).toBe('page')
    const old = await raw('/v1/charges/search?query=amount:1', { headers: { 'Stripe-Version': '2019-12-03' } })
    expect(old.status).toBe(400)
  })
})
