import { describe, expect, it, vi } from 'vitest'
import { createCustomers, idsOf, namesOf, numbers, quiet, sorted } from './numbered-customers'
import { sandboxForThisFile } from './sandbox-under-test'
import { deliveriesOf, receiversForThisFile } from './webhook-receiver'

const newWorld = sandboxForThisFile()
const listening = receiversForThisFile()

describe('late deliveries', () => {
  it('come so many seconds later by the world’s clock', async () => {
    const world = newWorld()
    const receiver = await listening(world, ['customer.created'])
    await world.control.webhooks({ delaySeconds: 3 * 86_400 })
    await createCustomers(world, 3)
    await world.control.advanceClock(3 * 86_400 - 60)
    const [waiting] = await deliveriesOf(world)
    expect(waiting).toMatchObject({ status: 'pending', tries: [] })
    expect(receiver.received).toEqual([])
    await world.control.advanceClock(60)
    await quiet(world)
    expect(namesOf(receiver)).toEqual(numbers(3))
  })
})

describe('parallel deliveries', () => {
  it('are under way to one endpoint at once, as many as allowed', async () => {
    const world = newWorld()
    await world.control.outcomes({ webhookTimeoutMilliseconds: 60_000 })
    const receiver = await listening(world, ['customer.created'])
    receiver.settings.behaviour = () => 'hang'
    await world.control.webhooks({ parallel: 3 })
    await createCustomers(world, 5)
    await vi.waitFor(() => expect(receiver.received).toHaveLength(3))
    await world.control.webhooks({ parallel: 5 })
    await vi.waitFor(() => expect(sorted(namesOf(receiver))).toEqual(numbers(5)))
  })

  it('lose and double nothing', async () => {
    const world = newWorld()
    const receiver = await listening(world, ['customer.created'])
    receiver.settings.behaviour = () => (receiver.received.length % 7 === 0 ? 500 : 200)
    await world.control.webhooks({ parallel: 4 })
    await createCustomers(world, 40)
    await vi.waitFor(async () => expect((await deliveriesOf(world)).every(({ tries }) => tries.length > 0)).toBe(true))
    receiver.settings.behaviour = () => 200
    await world.control.advanceClock(3600)
    await quiet(world)
    const succeeded = (await deliveriesOf(world)).filter(({ status }) => status === 'succeeded')
    expect(succeeded).toHaveLength(40)
    expect(sorted([...new Set(namesOf(receiver))])).toEqual(numbers(40))
    expect(receiver.received).toHaveLength(40 + Math.floor(40 / 7))
  })
})

describe('all of it together', () => {
  it('loses nothing but what it was told to lose', async () => {
    const world = newWorld()
    const receiver = await listening(world, ['customer.created'])
    const disorder = {
      seed: 6,
      shuffle: true,
      windowSeconds: 60,
      duplicate: 0.2,
      drop: 0.1,
      delaySeconds: 30,
      parallel: 4,
    }
    const { disorder: shown } = await world.control.webhooks({ ...disorder, secondEventId: 0.1 })
    expect(shown).toEqual({ ...disorder, secondEventId: 0.1 })
    expect((await world.control.state()).webhooks.disorder).toEqual(shown)
    await createCustomers(world, 60)
    await world.control.advanceClock(100)
    await quiet(world)
    const deliveries = await deliveriesOf(world)
    const kept = deliveries.filter(({ status }) => status === 'succeeded').map(({ event }) => event)
    const lost = deliveries.filter(({ status }) => status === 'dropped').map(({ event }) => event)
    const events = (await world.stripe.events.list({ limit: 100, type: 'customer.created' })).data.map(({ id }) => id)
    expect(events.length).toBeGreaterThan(60)
    expect([...idsOf(receiver)].sort()).toEqual([...kept].sort())
    expect(new Set([...kept, ...lost])).toEqual(new Set(events))
    expect(lost.length).toBeGreaterThan(0)
    expect(kept.length).toBeGreaterThan(new Set(kept).size)
    expect(lost.filter((event) => kept.includes(event))).toEqual([])
  })

  it('stays over a reset and ends when everything is reset', async () => {
    const world = newWorld()
    await world.control.webhooks({ duplicate: 1, seed: 3 })
    await world.control.reset()
    expect((await world.control.state()).webhooks.disorder).toMatchObject({ duplicate: 1, seed: 3 })
    await world.control.reset(true)
    expect((await world.control.state()).webhooks).toEqual({ paused: false, dropped: false })
  })

  it('is refused when it names a share that is none, or nothing', async () => {
    const { control } = newWorld()
    await expect(control.webhooks({ duplicate: 1.5 })).rejects.toThrow('refused webhooks')
    await expect(control.webhooks({})).rejects.toThrow('refused webhooks')
    await expect(control.webhooks({ parallel: 0 })).rejects.toThrow('refused webhooks')
  })
})
