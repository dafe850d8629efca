import { describe, expect, it } from 'vitest'
import { form, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

describe('parameters', () => {
  it('must be known, present and of the right kind', async () => {
    const world = newWorld()
    const post = async (fields: Record<string, string>) => (await world.raw('/v1/setup_intents', form(fields))).error
    expect(await post({ custmer: 'cus_1' })).toMatchObject({
      code: 'parameter_unknown',
      param: 'custmer',
      message: 'Received unknown parameter: custmer',
      type: 'invalid_request_error',
      doc_url: 'https://stripe.com/docs/error-codes/parameter-unknown',
    })
    expect((await post({ a: '1', b: '2' }))['message']).toBe('Received unknown parameters: a, b')
    expect((await post({ 'payment_method_data[typ]': 'x' }))['message']).toBe(
      'Received unknown parameter: payment_method_data[typ]',
    )
    expect(await post({ 'payment_method_data[metadata][a]': '1' })).toMatchObject({
      code: 'parameter_missing',
      param: 'payment_method_data[type]',
      message: 'Missing required param: payment_method_data[type].',
    })
    expect((await post({ usage: 'sometimes' }))['message']).toBe(
      'Invalid usage: must be one of off_session or on_session',
    )
    expect((await post({ confirm: 'perhaps' }))['message']).toBe('Invalid boolean: perhaps')
    expect((await post({ customer: '' }))['code']).toBe('parameter_invalid_empty')
    expect((await post({ attach_to_self: 'true' }))['code']).toBe('sandbox_not_imitated')
    const attempts = await world.raw('/v1/setup_attempts')
    expect(attempts.error['message']).toBe('Missing required param: setup_intent.')
  })

  it('are refused even under the one name the decoder would overlook', async () => {
    const world = newWorld()
    for (const [name, param] of [
      ['__proto__[a]', '__proto__'],
      ['__proto__', '__proto__'],
      ['metadata[__proto__]', 'metadata[__proto__]'],
    ] as const) {
      const { status, error } = await world.raw('/v1/customers', form({ [name]: 'x' }))
      expect([status, error['code'], error['param']]).toEqual([400, 'parameter_unknown', param])
      expect(error['message']).toBe(`Received unknown parameter: ${param}`)
    }
    expect((await world.raw('/v1/customers?__proto__[a]=x')).status).toBe(400)
  })

  it('take integers within their limits only', async () => {
    const world = newWorld()
    const limit = async (value: string) => (await world.raw(`/v1/customers?limit=${value}`)).error
    expect(await limit('1.5')).toMatchObject({ code: 'parameter_invalid_integer', message: 'Invalid integer: 1.5' })
    const days = async (value: string) =>
      (await world.raw('/v1/subscriptions', form({ trial_period_days: value, 'items[0][price]': 'x' }))).error
    expect((await days('-1'))['message']).toBe('This value must be greater than or equal to 0.')
    expect((await days('731'))['message']).toBe('This value must be less than or equal to 730.')
  })

  it('are a form, never JSON', async () => {
    const json = { method: 'POST', body: '{"name":"Sam"}', headers: { 'Content-Type': 'application/json' } }
    const { status, error } = await newWorld().raw('/v1/customers', json)
    expect(status).toBe(400)
    expect(error['message']).toContain('application/x-www-form-urlencoded')
  })

  it('may come in parts, unless one is a file', async () => {
    const { raw } = newWorld()
    const parts = new FormData()
    parts.append('name', 'Sam & Söhne')
    parts.append('metadata[order]', '7')
    const made = await raw('/v1/customers', { method: 'POST', body: parts })
    expect(made.body).toMatchObject({ name: 'Sam & Söhne', metadata: { order: '7' } })
    parts.append('description', new Blob(['x']))
    expect((await raw('/v1/customers', { method: 'POST', body: parts })).error['code']).toBe('sandbox_not_imitated')
  })

  it('keep metadata whatever its keys are called', async () => {
    const { stripe } = newWorld()
    const metadata = { constructor: 'a', toString: 'b', 'with.dot': 'c', 0: 'd', 42: 'e' }
    expect((await stripe.customers.create({ metadata })).metadata).toEqual(metadata)
  })

  it('may be written as either kind of array', async () => {
    const world = newWorld()
    for (const name of ['allowed_payment_method_types[]', 'allowed_payment_method_types[0]']) {
      const { body } = await world.raw('/v1/setup_intents', form({ [name]: 'amazon_pay' }))
      expect(body['allowed_payment_method_types']).toEqual(['amazon_pay'])
    }
    const unknown = await world.raw('/v1/setup_intents', form({ 'allowed_payment_method_types[0]': 'amazon' }))
    expect(unknown.error['param']).toBe('allowed_payment_method_types[0]')
  })
})

describe('addresses and ids', () => {
  it('are answered in Stripe’s words when unknown', async () => {
    const world = newWorld()
    const unknown = async (path: string) => {
      const { status, error } = await world.raw(path)
      return [status, error['code'], error['param'], error['message']]
    }
    expect(await unknown('/v1/customers/cus_x')).toEqual([404, 'resource_missing', 'id', "No such customer: 'cus_x'"])
    expect(await unknown('/v1/setup_intents/seti_x')).toEqual([
      404,
      'resource_missing',
      'intent',
      "No such setupintent: 'seti_x'",
    ])
    expect((await unknown('/v1/mandates/mandate_x'))[0]).toBe(404)
    const [status, , , message] = await unknown('/v1/nothing')
    expect(status).toBe(404)
    expect(message).toBe(
      'Unrecognized request URL (GET: /v1/nothing). If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code. Please see https://stripe.com/docs or we can help at https://support.stripe.com/.',
    )
    expect((await world.raw('/v1/account', form({}))).status).toBe(404)
    for (const path of ['/oauth/nothing', '/nothing', '/assets/nothing.js'])
      expect(await unknown(path)).toEqual([404, undefined, undefined, expect.stringContaining(`(GET: ${path})`)])
  })

  it('carry a request id and a link to the request', async () => {
    const world = newWorld()
    const answer = await world.raw('/v1/customers/cus_x')
    const id = answer.headers.get('request-id')
    expect(id).toMatch(/^req_\w{14}$/)
    expect(answer.error['request_log_url']).toContain(id)
    expect(answer.headers.get('stripe-version')).toBe('2026-10-28.endive')
    expect((await world.raw('/v1/account', { headers: { 'Stripe-Version': 'tomorrow' } })).error['message']).toContain(
      'Invalid Stripe API version: tomorrow',
    )
  })
})

describe('lists', () => {
  it('come in pages, newest first, both ways', async () => {
    const { stripe } = newWorld()
    const made: string[] = []
    for (let count = 0; count < 5; count += 1) made.unshift((await stripe.customers.create()).id)
    const first = await stripe.customers.list({ limit: 2 })
    expect(first).toMatchObject({ object: 'list', url: '/v1/customers', has_more: true })
    expect(first.data.map(({ id }) => id)).toEqual(made.slice(0, 2))
    const rest = await stripe.customers.list({ limit: 3, starting_after: String(made[1]) })
    expect(rest.data.map(({ id }) => id)).toEqual(made.slice(2))
    expect(rest.has_more).toBe(false)
    const before = await stripe.customers.list({ limit: 2, ending_before: String(made[3]) })
    expect(before.data.map(({ id }) => id)).toEqual(made.slice(1, 3))
    expect(before.has_more).toBe(true)
    const all = await stripe.customers.list({ limit: 2 }).autoPagingToArray({ limit: 10 })
    expect(all.map(({ id }) => id)).toEqual(made)
    const stray = await refusal(stripe.customers.list({ starting_after: 'cus_x' }))
    expect(stray).toMatchObject({ statusCode: 400, param: 'starting_after', message: "No such customer: 'cus_x'" })
  })
})
