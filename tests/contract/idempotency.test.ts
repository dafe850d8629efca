import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createSetup, form, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()
const keyed = (key: string, fields: Record<string, string> = {}) => form(fields, { 'Idempotency-Key': key })

describe('an idempotency key', () => {
  it('makes a repeated request answer the same and happen once', async () => {
    const world = newWorld()
    const first = await world.raw('/v1/customers', keyed('one', { name: 'Sam' }))
    const second = await world.raw('/v1/customers', keyed('one', { name: 'Sam' }))
    expect(second.body).toEqual(first.body)
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(second.headers.get('original-request')).toBe(first.headers.get('request-id'))
    expect(second.headers.get('request-id')).not.toBe(first.headers.get('request-id'))
    expect(first.headers.get('idempotent-replayed')).toBeNull()
    expect(first.headers.get('idempotency-key')).toBe('one')
    expect((await world.stripe.customers.list()).data).toHaveLength(1)
    expect((await world.stripe.events.list()).data).toHaveLength(1)
  })

  it('is refused for other parameters and for another endpoint', async () => {
    const world = newWorld()
    await world.raw('/v1/customers', keyed('one', { name: 'Sam' }))
    const other = await world.raw('/v1/customers', keyed('one', { name: 'Eve' }))
    expect(other.status).toBe(400)
    expect(other.error).toMatchObject({
      type: 'idempotency_error',
      message:
        "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than 'one' if you meant to execute a different request.",
    })
    const elsewhere = await world.raw('/v1/setup_intents', keyed('two'))
    expect(elsewhere.status).toBe(200)
    const { error } = await world.raw('/v1/customers', keyed('two'))
    expect(error).toMatchObject({
      type: 'idempotency_error',
      message:
        "Keys for idempotent requests can only be used for the same endpoint they were first used for ('/v1/setup_intents'). Try using a key other than 'two' if you meant to execute a different request.",
    })
  })

  it('stays free after a request that failed validation, and is used up by one that failed later', async () => {
    const world = newWorld()
    expect((await world.raw('/v1/customers', keyed('one', { nam: 'Sam' }))).status).toBe(400)
    expect((await world.raw('/v1/customers', keyed('one', { name: 'Sam' }))).status).toBe(200)
    const { id } = await world.stripe.setupIntents.create()
    const confirm = `/v1/setup_intents/${id}/confirm`
    const refused = await world.raw(confirm, keyed('two', { return_url: 'https://shop.test/' }))
    await world.stripe.setupIntents.update(id, { payment_method_data: { type: 'amazon_pay' } })
    const repeated = await world.raw(confirm, keyed('two', { return_url: 'https://shop.test/' }))
    expect(repeated).toMatchObject({ status: 400, body: refused.body })
    expect(repeated.headers.get('idempotent-replayed')).toBe('true')
  })

  it('stays free when the API key was wrong', async () => {
    const world = newWorld()
    const stranger = { ...keyed('one'), headers: { 'Idempotency-Key': 'one', Authorization: 'Bearer nonsense' } }
    expect((await world.raw('/v1/customers', stranger)).status).toBe(401)
    expect((await world.raw('/v1/customers', keyed('one'))).headers.get('idempotent-replayed')).toBeNull()
  })

  it('is forgotten after 24 hours of the world’s clock', async () => {
    const world = newWorld()
    const first = await world.raw('/v1/customers', keyed('one'))
    await world.control.advanceClock(86_400 - 60)
    expect((await world.raw('/v1/customers', keyed('one'))).body['id']).toBe(first.body['id'])
    await world.control.advanceClock(60)
    expect((await world.raw('/v1/customers', keyed('one'))).body['id']).not.toBe(first.body['id'])
  })

  it('may have 255 characters, and no more; an empty one is none', async () => {
    const world = newWorld()
    const unkeyed = [
      await world.raw('/v1/customers', keyed('', { name: 'Sam' })),
      await world.raw('/v1/products', keyed('', { name: 'Ride' })),
    ]
    expect(unkeyed.map(({ status, headers }) => [status, headers.get('idempotency-key')])).toEqual([
      [200, null],
      [200, null],
    ])
    expect((await world.raw('/v1/customers', keyed('k'.repeat(255)))).status).toBe(200)
    const { status, error } = await world.raw('/v1/customers', keyed('k'.repeat(256)))
    expect([status, error['type']]).toEqual([400, 'invalid_request_error'])
  })

  it('belongs to one world and means nothing on a GET', async () => {
    const [one, other] = [newWorld(), newWorld()]
    const a = await one.raw('/v1/customers', keyed('same'))
    const b = await other.raw('/v1/customers', keyed('same'))
    expect(a.body['id']).not.toBe(b.body['id'])
    const read = await one.raw('/v1/customers', { headers: { 'Idempotency-Key': 'same' } })
    expect(read.body['object']).toBe('list')
  })

  it('is not shared by the server and the browser', async () => {
    const world = newWorld()
    const { id, client_secret: secret } = await createSetup(world, { metadata: { user: '42' } })
    const asBrowser = (path: string, key: string, fields: Record<string, string>) =>
      world.raw(path, form(fields, { 'Idempotency-Key': key, Authorization: `Bearer ${world.publishableKey}` }))
    await world.raw('/v1/customers', keyed('made', { name: 'Sam' }))
    const read = await asBrowser('/v1/customers', 'made', { name: 'Sam' })
    expect(read).toMatchObject({ status: 403, error: { code: 'secret_key_required' } })

    const confirmation = {
      client_secret: String(secret),
      'payment_method_data[type]': 'amazon_pay',
      return_url: 'https://shop.test/',
    }
    const confirm = `/v1/setup_intents/${id}/confirm`
    expect((await world.raw(confirm, keyed('confirmed', confirmation))).body['metadata']).toEqual({ user: '42' })
    const confirmed = await asBrowser(confirm, 'confirmed', confirmation)
    expect(confirmed.headers.get('idempotent-replayed')).toBeNull()
    expect(confirmed.body).toMatchObject({ status: 'requires_action' })
    expect(confirmed.body).not.toHaveProperty('metadata')
  })

  it('stays free when the API key may not make the call', async () => {
    const world = newWorld()
    for (const name of ['Sam', 'Eve']) {
      const error = await refusal(world.browser.customers.create({ name }, { idempotencyKey: 'free' }))
      expect(error).toMatchObject({ statusCode: 403, code: 'secret_key_required' })
    }
  })

  it('lets one of many requests through when each is held for a while', async () => {
    const world = newWorld()
    await world.control.outcomes({ keyHeldMilliseconds: 2000 })
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        world.stripe.customers.create({ name: 'Sam' }, { idempotencyKey: 'double click' }).then(
          () => 200,
          (error: { statusCode: number; code: string }) => `${error.statusCode} ${error.code}`,
        ),
      ),
    )
    expect(answers.filter((answer) => answer === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer === '409 idempotency_key_in_use')).toHaveLength(19)
    await world.control.outcomes({ keyHeldMilliseconds: 0 })
    await world.stripe.customers.create({ name: 'Sam' }, { idempotencyKey: 'double click' })
    expect((await world.stripe.customers.list()).data).toHaveLength(1)
  })

  it('turns a second request away while the first is still running', async () => {
    const world = newWorld()
    const { hostname, port } = new URL(world.origin)
    const first = request({
      hostname,
      port,
      path: '/v1/customers',
      method: 'POST',
      headers: {
        Authorization: `Bearer ${world.secretKey}`,
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': 8,
        'Idempotency-Key': 'busy',
      },
    })
    const answered = new Promise<number | undefined>((resolve) => {
      first.on('response', (response) => resolve(response.resume().statusCode))
    })
    first.write('name')
    await expect.poll(async () => (await world.raw('/v1/customers', keyed('busy', { name: 'Sam' }))).status).toBe(409)
    const second = await refusal(world.stripe.customers.create({ name: 'Sam' }, { idempotencyKey: 'busy' }))
    expect(second).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' })
    first.end('=Sam')
    expect(await answered).toBe(200)
    expect((await world.stripe.customers.create({ name: 'Sam' }, { idempotencyKey: 'busy' })).name).toBe('Sam')
    expect((await world.stripe.customers.list()).data).toHaveLength(1)
  })
})
