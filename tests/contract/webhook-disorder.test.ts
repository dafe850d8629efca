import { describe, expect, it } from 'vitest'
import { createCustomers, idsOf, namesOf, numbers, quiet, sorted } from './numbered-customers'
import { sandboxForThisFile } from './sandbox-under-test'
import { deliveriesOf, receiversForThisFile } from './webhook-receiver'

const newWorld = sandboxForThisFile()
const listening = receiversForThisFile()

describe('shuffled deliveries', () => {
  const shuffledNames = async (seed: number) => {
    const world = newWorld()
    const receiver = await listening(world, ['customer.created'])
    await world.control.webhooks({ shuffle: true, windowSeconds: 3600, seed })
    await createCustomers(world, 20)
    expect(receiver.received).toEqual([])
    await world.control.advanceClock(3600)
    await quiet(world)
    return namesOf(receiver)
  }

  it('of one window come together in random order, the same for the same seed, and none is missing', async () => {
    const [one, same, other] = [await shuffledNames(1), await shuffledNames(1), await shuffledNames(2)]
    expect(sorted(one)).toEqual(numbers(20))
    expect(one).not.toEqual(numbers(20))
    expect(same).toEqual(one)
    expect(other).not.toEqual(one)
    expect(sorted(other)).toEqual(numbers(20))
  })

  it('come one window after the other', async () => {
    const world = newWorld()
    const receiver = await listening(world, ['customer.created'])
    await world.control.webhooks({ shuffle: true, windowSeconds: 600, seed: 1 })
    await createCustomers(world, 5)
    await world.control.advanceClock(600)
    await quiet(world)
    await world.stripe.customers.create({ name: 'later' })
    expect(receiver.received).toHaveLength(5)
    await world.control.advanceClock(600)
    await quiet(world)
    expect(namesOf(receiver).at(-1)).toBe('later')
  })

  it('keep Stripe’s order again once that is over', async () => {
    const world = newWorld()
    const receiver = await listening(world, ['customer.created'])
    await world.control.webhooks({ shuffle: true, seed: 1 })
    await world.control.webhooks({ shuffle: false, seed: 0 })
    expect((await world.control.state()).webhooks).toEqual({ paused: false, dropped: false })
    await createCustomers(world, 10)
    await quiet(world)
    expect(namesOf(receiver)).toEqual(numbers(10))
  })
})

describe('doubled deliveries', () => {
  it('bring the same event twice, for the share asked for', async () => {
    const world = newWorld()
    const receiver = await listening(world, ['customer.created'])
    await world.control.webhooks({ duplicate: 0.3, seed: 4 })
    await createCustomers(world, 50)
    await quiet(world)
    const once = new Set(idsOf(receiver))
    expect(once.size).toBe(50)
    expect(receiver.received).toHaveLength(50 + DOUBLED_BY_SEED_4)
    expect((await world.stripe.events.list({ limit: 100 })).data).toHaveLength(50)
    expect((await world.stripe.events.list({ delivery_success: false })).data).toEqual([])
  })

  it('are all doubled when the share is 1', async () => {
    const world = newWorld()
    const receiver = await listening(world, ['customer.created'])
    await world.control.webhooks({ duplicate: 1 })
    await createCustomers(world, 2)
    await quiet(world)
    expect(namesOf(receiver)).toEqual(['0', '0', '1', '1'])
  })
})

/** How many of 50 draws of seed 4 fall below 0.3. */
const DOUBLED_BY_SEED_4 = 15

describe('a second event for one change', () => {
  it('has another id and the same content', async () => {
    const world = newWorld()
    const receiver = await listening(world, ['customer.created'])
    await world.control.webhooks({ secondEventId: 1 })
    const { id } = await world.stripe.customers.create({ name: 'Sam' })
    await quiet(world)
    expect(receiver.received).toHaveLength(2)
    const [first, second] = receiver.received.map(({ event }) => event)
    expect(first?.id).not.toBe(second?.id)
    expect({ ...second, id: first?.id }).toEqual(first)
    const [entry] = (await world.control.journal()).filter(({ method, path }) => method + path === 'POST/v1/customers')
    expect(entry?.effects.objects).toEqual([id])
    expect(entry?.effects.events).toEqual([first?.id, second?.id])
  })
})

describe('lost deliveries', () => {
  it('are the share asked for; the events exist, and the rest arrives once and in order', async () => {
    const world = newWorld()
    const receiver = await listening(world, ['customer.created'])
    await world.control.webhooks({ drop: 0.2, seed: 9 })
    await createCustomers(world, 50)
    await quiet(world)
    const deliveries = await deliveriesOf(world)
    const lost = deliveries.filter(({ status }) => status === 'dropped').map(({ event }) => event)
    expect(lost).toHaveLength(LOST_BY_SEED_9)
    expect(receiver.received).toHaveLength(50 - LOST_BY_SEED_9)
    expect(namesOf(receiver)).toEqual(sorted(namesOf(receiver)))
    const undelivered = await world.stripe.events.list({ delivery_success: false, limit: 100 })
    expect(undelivered.data.map(({ id }) => id)).toEqual(lost)
  })

  it('are all lost by the switch, and none any more when it is turned back', async () => {
    const world = newWorld()
    const receiver = await listening(world, ['customer.created'])
    await world.control.webhooks({ drop: 0.5 })
    expect(await world.control.dropWebhooks(true)).toMatchObject({ dropped: true })
    await createCustomers(world, 5)
    expect(await world.control.dropWebhooks(false)).toEqual({ paused: false, dropped: false })
    await world.stripe.customers.create({ name: 'after' })
    await quiet(world)
    expect(namesOf(receiver)).toEqual(['after'])
  })
})

/** How many of 50 draws of seed 9 fall below 0.2. */
const LOST_BY_SEED_9 = 11
