import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { choose, confirmedSetup, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

function withHost(origin: string, path: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(new URL(path, origin), { headers: { host } }, (response) =>
      resolve(response.resume().statusCode),
    )
    call.on('error', reject).end()
  })
}

describe('the controls', () => {
  it('show the whole world', async () => {
    const world = newWorld()
    const { customer, page } = await confirmedSetup(world)
    await choose(page, 'Authorize Test Setup')
    const state = await world.control.state()
    expect(state.keys).toEqual({ secretKey: world.secretKey, publishableKey: world.publishableKey })
    expect(state.objects.customers.map(({ id }) => id)).toEqual([customer.id])
    expect(state.objects.setup_intents[0]?.status).toBe('succeeded')
    expect(state.objects.mandates).toHaveLength(1)
    expect(state.objects.setup_attempts).toHaveLength(1)
    expect(state.objects.payment_methods).toHaveLength(1)
    expect(state.events).toHaveLength(6)
    expect(state.webhooks).toEqual({ paused: false, dropped: false })
  })

  it('keep a journal of every request, without secrets', async () => {
    const world = newWorld()
    const { id, client_secret } = await world.stripe.setupIntents.create({}, { idempotencyKey: 'k' })
    await world.stripe.setupIntents.create({}, { idempotencyKey: 'k' })
    await world.browser.setupIntents.retrieve(id, { client_secret: String(client_secret) })
    await world.stripe.customers.retrieve('cus_x').catch(() => null)
    const [missing, read, replayed, created] = await world.control.journal()
    expect(created).toMatchObject({
      method: 'POST',
      path: '/v1/setup_intents',
      key: 'secret',
      idempotencyKey: 'k',
      replayed: false,
      status: 200,
      effects: { objects: [id], events: [expect.stringMatching(/^evt_/)] },
    })
    expect(replayed).toMatchObject({ replayed: true, effects: { objects: [], events: [] } })
    expect(read).toMatchObject({
      key: 'publishable',
      params: { client_secret: '[redacted]' },
      effects: { objects: [] },
    })
    expect(missing).toMatchObject({ status: 404, errorCode: 'resource_missing' })
    expect(JSON.stringify(await world.control.journal())).not.toContain(client_secret)
  })

  it('reset a world and leave others alone', async () => {
    const [world, other] = [newWorld(), newWorld()]
    await other.stripe.customers.create()
    await confirmedSetup(world)
    await world.stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/', enabled_events: ['customer.deleted'] })
    const { id: token } = await world.browser.tokens.create({
      card: { number: '4242424242424242', exp_month: '12', exp_year: '2034', cvc: '123' },
    })
    await world.control.outcomes({ settleSeconds: 5 })
    await world.control.advanceClock(50)
    await world.control.reset()
    expect((await refusal(world.stripe.tokens.retrieve(token))).code).toBe('resource_missing')
    const kept = await world.control.state()
    expect(kept.objects.customers).toEqual([])
    expect(kept.events).toEqual([])
    expect(kept.clock.offsetSeconds).toBe(0)
    expect(kept.webhook_endpoints).toHaveLength(1)
    expect(kept.settings.settleSeconds).toBe(5)
    await world.control.reset(true)
    const gone = await world.control.state()
    expect(gone.webhook_endpoints).toEqual([])
    expect(gone.settings.settleSeconds).toBe(60)
    expect((await other.control.state()).objects.customers).toHaveLength(1)
  })

  it('move the clock forward only', async () => {
    const { control } = newWorld()
    const before = await control.clock()
    const after = await control.advanceClock(3600)
    expect(after.offsetSeconds).toBe(3600)
    expect(after.now - before.now).toBeGreaterThanOrEqual(3600)
    for (const seconds of [0, -1, 1.5]) await expect(control.advanceClock(seconds)).rejects.toThrow('advanceSeconds')
  })

  it('refuse what they do not know, in one message', async () => {
    const world = newWorld()
    const post = (name: string, body: string) => world.raw(`/_sandbox/${name}`, { method: 'POST', body })
    for (const [name, body] of [
      ['clock', '{}'],
      ['clock', 'not json'],
      ['outcomes', '{"nextSetup":"explode"}'],
      ['outcomes', '{"unknown":1}'],
      ['webhooks', '{"pause":true,"drop":true}'],
      ['reset', '{"everything":"yes"}'],
    ] as const) {
      const answer = await post(name, body)
      expect(answer.status).toBe(400)
      expect(answer.error['message']).toEqual(expect.stringMatching(/\w/))
    }
    expect((await post('wishes', '{}')).status).toBe(404)
  })

  it('need the secret key, except for health and the list of worlds', async () => {
    const { origin, publishableKey, secretKey, stripe } = newWorld()
    await stripe.customers.create()
    const asBrowser = await fetch(new URL('/_sandbox/state', origin), {
      headers: { Authorization: `Bearer ${publishableKey}` },
    })
    expect(asBrowser.status).toBe(401)
    expect((await fetch(new URL('/_sandbox/journal', origin))).status).toBe(401)
    expect(await (await fetch(new URL('/_sandbox/health', origin))).json()).toEqual({ ok: true })
    const { worlds } = (await (await fetch(new URL('/_sandbox/worlds', origin))).json()) as { worlds: object[] }
    expect(worlds).toContainEqual(expect.objectContaining({ secretKey, publishableKey }))
  })

  it('list worlds and show the page only under a loopback name', async () => {
    const { origin } = newWorld()
    for (const path of ['/_sandbox/worlds', '/']) {
      expect(await withHost(origin, path, 'evil.example')).toBe(403)
      expect(await withHost(origin, path, 'localhost:4010')).toBe(200)
      expect(await withHost(origin, path, '[::1]:4010')).toBe(200)
    }
  })
})
