import { describe, expect, it, vi } from 'vitest'
import { AUTHORIZED_EVENTS, choose, confirmedSetup, refusal, sandboxForThisFile } from './sandbox-under-test'
import { deliveriesOf, receiversForThisFile } from './webhook-receiver'

const newWorld = sandboxForThisFile()
const listening = receiversForThisFile()

describe('deliveries', () => {
  it('arrive signed, in the order of events, as the object was at that moment', async () => {
    const world = newWorld()
    const receiver = await listening(world)
    const { page, setupIntent } = await confirmedSetup(world)
    await choose(page, 'Authorize Test Setup')
    await vi.waitFor(() => expect(receiver.types()).toContain('setup_intent.succeeded'))
    expect(receiver.unverified).toEqual([])
    expect(receiver.types()).toEqual(AUTHORIZED_EVENTS)
    const requiresAction = receiver.received[2]?.event
    expect(requiresAction?.data.object).toMatchObject({ id: setupIntent.id, status: 'requires_action' })
    expect(requiresAction?.pending_webhooks).toBe(1)
    expect(requiresAction?.request?.id).toBe(setupIntent.lastResponse.requestId)
  })

  it('go only to endpoints that listen, at each one’s own version', async () => {
    const world = newWorld()
    const some = await listening(world, ['customer.created'], '2026-08-26.dahlia')
    const none = await listening(world, ['customer.deleted'])
    const { id } = await world.stripe.customers.create()
    await world.stripe.customers.update(id, { name: 'Sam' })
    await vi.waitFor(() => expect(some.types()).toEqual(['customer.created']))
    expect(some.received[0]?.event.api_version).toBe('2026-08-26.dahlia')
    expect(none.received).toEqual([])
    const deliveries = await deliveriesOf(world)
    expect(deliveries).toHaveLength(1)
  })

  it('are tried three times, each with a fresh signature, while the endpoint does not answer 2xx', async () => {
    const world = newWorld()
    const receiver = await listening(world)
    receiver.settings.behaviour = () => (receiver.received.length === 1 ? 302 : 500)
    await world.stripe.customers.create()
    for (const [tries, advance] of [
      [1, 3600],
      [2, 3 * 3600],
      [3, 86_400],
    ] as const) {
      await vi.waitFor(async () => expect((await deliveriesOf(world))[0]?.tries).toHaveLength(tries))
      await world.control.advanceClock(advance)
    }
    const [delivery] = await deliveriesOf(world)
    expect(delivery).toMatchObject({ status: 'failed', nextTryAt: null })
    expect(delivery?.tries.map(({ status }) => status)).toEqual([302, 500, 500])
    expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(1)
    const [event] = (await world.stripe.events.list({ delivery_success: false })).data
    expect(event?.pending_webhooks).toBe(1)
    expect((await world.stripe.events.list({ delivery_success: true })).data).toEqual([])
  })

  it('use the real time in the signature, whatever the world’s clock says', async () => {
    const world = newWorld()
    const receiver = await listening(world)
    await world.control.advanceClock(30 * 86_400)
    await world.stripe.customers.create()
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1))
    const signedAt = Number(/t=(\d+)/.exec(String(receiver.received[0]?.signature))?.[1])
    expect(Math.abs(signedAt - Date.now() / 1000)).toBeLessThan(10)
    expect(receiver.received[0]?.event.created).toBeGreaterThan(signedAt + 29 * 86_400)
  })

  it('give up on an endpoint that takes too long', async () => {
    const world = newWorld()
    await world.control.outcomes({ webhookTimeoutMilliseconds: 30, webhookRetrySeconds: [] })
    const receiver = await listening(world)
    receiver.settings.behaviour = () => 'hang'
    await world.stripe.customers.create()
    await vi.waitFor(async () => expect((await deliveriesOf(world))[0]?.status).toBe('failed'))
    expect((await deliveriesOf(world))[0]?.tries[0]).toMatchObject({ status: null, error: 'No answer within 30 ms.' })
  })

  it('call nothing but this machine', async () => {
    const world = newWorld()
    await world.control.outcomes({ webhookRetrySeconds: [] })
    await world.stripe.webhookEndpoints.create({ url: 'https://example.com/hooks', enabled_events: ['*'] })
    await world.stripe.customers.create()
    await vi.waitFor(async () => expect((await deliveriesOf(world))[0]?.status).toBe('failed'))
    expect((await deliveriesOf(world))[0]?.tries[0]?.error).toBe('The sandbox only calls addresses on this machine.')
  })

  it('wait while paused and then come in order', async () => {
    const world = newWorld()
    const receiver = await listening(world)
    expect(await world.control.pauseWebhooks()).toEqual({ paused: true, dropped: false })
    const { id } = await world.stripe.customers.create()
    await world.stripe.customers.del(id)
    expect((await deliveriesOf(world)).map(({ status }) => status)).toEqual(['pending', 'pending'])
    expect(receiver.received).toEqual([])
    await world.control.resumeWebhooks()
    await vi.waitFor(() => expect(receiver.types()).toEqual(['customer.created', 'customer.deleted']))
  })

  it('are lost while dropped, until somebody replays them', async () => {
    const world = newWorld()
    const receiver = await listening(world)
    await world.control.dropWebhooks(true)
    await world.stripe.customers.create()
    await world.control.dropWebhooks(false)
    const [event] = (await world.stripe.events.list({ delivery_success: false })).data
    expect((await deliveriesOf(world))[0]).toMatchObject({ status: 'dropped', tries: [] })
    const [replayed] = await world.control.replay(String(event?.id))
    expect(replayed).toMatchObject({ status: 'succeeded', event: event?.id })
    expect(receiver.received.map((each) => each.event.id)).toEqual([event?.id])
    expect((await world.stripe.events.retrieve(String(event?.id))).pending_webhooks).toBe(0)
    await expect(world.control.replay('evt_none')).rejects.toThrow('There is no event evt_none.')
  })
})

describe('events', () => {
  it('are found by type, by group and by time, for thirty days', async () => {
    const world = newWorld()
    const { page } = await confirmedSetup(world)
    await choose(page, 'Fail Test Setup')
    const types = async (params: object) => (await world.stripe.events.list(params)).data.map(({ type }) => type)
    expect(await types({ types: ['setup_intent.setup_failed', 'customer.created'] })).toEqual([
      'setup_intent.setup_failed',
      'customer.created',
    ])
    expect(await types({ type: 'setup_intent.*' })).toHaveLength(3)
    expect((await refusal(world.stripe.events.list({ type: 'a.b', types: ['c.d'] }))).code).toBe('parameters_exclusive')
    const { now } = await world.control.clock()
    expect(await types({ created: { lt: now - 1000 } })).toEqual([])
    await world.control.advanceClock(31 * 86_400)
    expect(await types({})).toEqual([])
  })

  it('name the request and the idempotency key behind them', async () => {
    const { stripe } = newWorld()
    const customer = await stripe.customers.create({}, { idempotencyKey: 'make-sam' })
    const [event] = (await stripe.events.list()).data
    expect(event?.request).toEqual({ id: customer.lastResponse.requestId, idempotency_key: 'make-sam' })
    expect((await refusal(stripe.events.retrieve('evt_none'))).message).toBe("No such event: 'evt_none'")
  })
})
