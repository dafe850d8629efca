import Stripe from 'stripe'
import { describe, expect, it, vi } from 'vitest'
import type { WebhookRule } from '../../sandbox/webhook-rules'
import { eventTypes } from './payments'
import { type TestWorld, sandboxForThisFile } from './sandbox-under-test'
import { deliveriesOf, receiversForThisFile } from './webhook-receiver'

const newWorld = sandboxForThisFile()
const listening = receiversForThisFile()
const eventually = (holds: () => unknown) => vi.waitFor(holds, { timeout: 10_000 })

/** A receiver of its own, with the endpoint it is. */
async function listener(world: TestWorld) {
  const receiver = await listening(world)
  const [endpoint] = (await world.stripe.webhookEndpoints.list()).data
  return { receiver, id: String(endpoint?.id) }
}

describe('a rule about webhooks', () => {
  it('strikes the events it names, and no others', async () => {
    const world = newWorld()
    const { receiver, id } = await listener(world)
    const match = { type: 'customer.updated' }
    const rules: WebhookRule[] = [
      { match: { type: 'payment_intent.*' }, kind: 'never_generate' },
      { match: { type: 'setup_intent.created' }, kind: 'second_event_id', count: 1 },
      { match, kind: 'drop', count: 1 },
      { match: { ...match, endpoint: id }, kind: 'duplicate', afterSkipping: 1 },
      { match: { ...match, endpoint: 'we_somebodyElses' }, kind: 'drop' },
      { match: { type: 'customer.deleted' }, kind: 'delay', delaySeconds: 3 * 86_400 },
    ]
    expect((await world.control.webhookRules(rules, 7)).rules).toHaveLength(6)
    const { stripe } = world
    const customer = await stripe.customers.create()
    await stripe.paymentIntents.create({ amount: 1200, currency: 'usd' })
    for (let count = 0; count < 2; count += 1) await stripe.setupIntents.create()
    for (const name of ['lost', 'twice']) await stripe.customers.update(customer.id, { name })
    await stripe.customers.del(customer.id)
    const [setup, update] = ['setup_intent.created', 'customer.updated']
    const arrived = ['customer.created', setup, setup, setup, update, update]
    await eventually(() => expect(receiver.types()).toEqual(arrived))
    expect(await eventTypes(world)).toEqual([
      'customer.created',
      setup,
      setup,
      setup,
      update,
      update,
      'customer.deleted',
    ])
    expect(
      new Set(receiver.received.filter(({ event }) => event.type === setup).map(({ event }) => event.id)).size,
    ).toBe(3)
    expect(
      new Set(receiver.received.filter(({ event }) => event.type === update).map(({ event }) => event.id)).size,
    ).toBe(1)
    await world.control.advanceClock(3 * 86_400 - 3600)
    expect(receiver.types()).toEqual(arrived)
    await world.control.advanceClock(3600)
    await eventually(() => expect(receiver.types()).toEqual([...arrived, 'customer.deleted']))
    const counts = (await world.control.state()).webhooks.rules?.map(({ matched, struck }) => [matched, struck])
    expect(counts).toEqual([
      [1, 1],
      [2, 1],
      [2, 1],
      [2, 1],
      [0, 0],
      [1, 1],
    ])
    expect((await world.control.webhookRules([])).rules).toBeUndefined()
  })

  it('sends what no receiver should take, and then what it should', async () => {
    const world = newWorld()
    const { receiver, id } = await listener(world)
    receiver.settings.behaviour = ({ livemode, account }) => (livemode || account ? 400 : 200)
    const { secret } = await world.control.rollSecret(id)
    receiver.settings.secret = secret
    const kinds = ['bad_signature', 'old_secret', 'live_mode', 'other_account', 'huge_body'] as const
    await world.control.webhookRules(kinds.map((kind, index) => ({ kind, afterSkipping: index, count: 1 })))
    for (const name of kinds) await world.stripe.customers.create({ name })
    await eventually(async () =>
      expect((await deliveriesOf(world)).map(({ tries }) => tries.length)).toEqual([1, 1, 1, 1, 1]),
    )
    expect(receiver.unverified).toHaveLength(2)
    expect(receiver.received.map(({ event }) => [event.livemode, event.account?.slice(0, 5)])).toEqual([
      [true, undefined],
      [false, 'acct_'],
      [false, undefined],
    ])
    expect(receiver.received.at(-1)?.body).toHaveLength(2 * 1024 * 1024)
    await world.control.advanceClock(3600)
    await eventually(async () =>
      expect((await deliveriesOf(world)).map(({ status }) => status)).toEqual(Array.from(kinds, () => 'succeeded')),
    )
    expect(receiver.unverified).toHaveLength(2)
  })
})

describe('a signing secret', () => {
  it('is rolled: both sign until the former one ends', async () => {
    const world = newWorld()
    const { receiver, id } = await listener(world)
    const former = receiver.settings.secret
    const { secret, formerEndsAt } = await world.control.rollSecret(id, 3600)
    expect(secret).toMatch(/^whsec_\w{32}$/)
    await world.stripe.customers.create()
    receiver.settings.secret = secret
    await world.stripe.customers.create()
    await eventually(() => expect(receiver.received.length + receiver.unverified.length).toBe(2))
    const [first] = receiver.received
    expect(first?.signature.match(/,v1=/g)).toHaveLength(2)
    const { webhooks } = new Stripe('sk_test_x')
    for (const each of [former, secret]) {
      expect(webhooks.constructEvent(first?.body ?? '', first?.signature ?? '', each).type).toBe('customer.created')
    }
    expect((await world.control.clock()).now + 3600).toBeGreaterThanOrEqual(formerEndsAt)
    await world.control.advanceClock(3600)
    await world.stripe.customers.create()
    await eventually(() => expect(receiver.received).toHaveLength(3))
    expect(receiver.received.at(-1)?.signature.match(/,v1=/g)).toHaveLength(1)
    await expect(world.control.rollSecret('we_nobodys')).rejects.toThrow('no endpoint')
  })
})

describe('the log of deliveries', () => {
  it('keeps what endpoints answered, and an event is sent to one of them again', async () => {
    const world = newWorld()
    const [one, other] = [await listener(world), await listener(world)]
    one.receiver.settings.behaviour = () => 500
    const { id } = await world.stripe.customers.create()
    const [event] = (await world.stripe.events.list({ delivery_success: false })).data
    await eventually(() => expect(other.receiver.received).toHaveLength(1))
    await eventually(async () =>
      expect((await deliveriesOf(world)).every(({ tries }) => tries.length === 1)).toBe(true),
    )
    expect((await world.stripe.events.list({ delivery_success: false })).data).toMatchObject([{ id: event?.id }])
    one.receiver.settings.behaviour = () => 200
    const again = await world.control.replay(String(event?.id), one.id)
    expect(again).toMatchObject([{ endpoint: one.id, status: 'succeeded' }])
    expect([one.receiver.received.length, other.receiver.received.length]).toEqual([2, 1])
    expect((await world.stripe.events.list({ delivery_success: false })).data).toEqual([])
    expect((await world.stripe.events.list({ delivery_success: true })).data).toHaveLength(1)
    const sent = await world.control.delivery(String(again[0]?.id))
    expect(sent).toMatchObject({ type: 'customer.created', url: one.receiver.url, event: event?.id })
    expect(JSON.parse(sent.body)).toMatchObject({ id: event?.id, data: { object: { id } } })
    await world.stripe.webhookEndpoints.update(one.id, { disabled: true })
    await expect(world.control.replay(String(event?.id), one.id)).rejects.toThrow('no enabled endpoint')
  })

  it('shows live mode’s three days, when they are asked for', async () => {
    const world = newWorld()
    await world.control.outcomes({ webhookRetries: 'live' })
    const { receiver } = await listener(world)
    receiver.settings.behaviour = () => 503
    await world.stripe.customers.create()
    for (let tries = 1; tries <= 10; tries += 1) {
      await eventually(async () => expect((await deliveriesOf(world))[0]?.tries).toHaveLength(tries))
      const [delivery] = await deliveriesOf(world)
      const next = delivery?.nextTryAt ?? null
      if (tries === 10) expect(next).toBeNull()
      else await world.control.advanceClock(Math.max(1, (next ?? 0) - (await world.control.clock()).now))
    }
    const [{ tries = [], status } = {}] = await deliveriesOf(world)
    const last = (tries.at(-1)?.at ?? 0) - (tries[0]?.at ?? 0)
    expect([status, last > 2.5 * 86_400, last <= 3 * 86_400]).toEqual(['failed', true, true])
  })
})
