import type Stripe from 'stripe'
import { describe, expect, it, vi } from 'vitest'
import { form, sandboxForThisFile } from './sandbox-under-test'
import { deliveriesOf, receiversForThisFile } from './webhook-receiver'

const newWorld = sandboxForThisFile()
const listening = receiversForThisFile()

describe('one seed', () => {
  it('repeats a run of calls and deliveries, whatever befalls them', async () => {
    const run = async (seed: number) => {
      const world = newWorld()
      const receiver = await listening(world)
      await world.control.faults(
        [
          { kind: 'error_500_with_effect', match: { method: 'POST' }, probability: 0.2 },
          { kind: 'rate_limit_429', probability: 0.2 },
          { kind: 'forget_key', probability: 0.5 },
        ],
        seed,
      )
      await world.control.webhookRules(
        [
          { kind: 'drop', probability: 0.3 },
          { kind: 'second_event_id', probability: 0.2 },
        ],
        seed,
      )
      await world.control.webhooks({ shuffle: true, windowSeconds: 3600, duplicate: 0.3, seed })
      const answers: (number | string | null)[] = []
      for (let number = 0; number < 10; number += 1) {
        const key = `key ${number % 7}`
        const { status, headers } = await world.raw('/v1/customers', form({ name: key }, { 'Idempotency-Key': key }))
        answers.push(status, headers.get('stripe-rate-limited-reason'))
      }
      await world.control.advanceClock(3600)
      const left = async () => (await deliveriesOf(world)).filter(({ status }) => status === 'pending').length
      await vi.waitFor(async () => expect(await left()).toBe(0), { timeout: 10_000 })
      const names = receiver.received.map(({ event }) => (event.data.object as Stripe.Customer).name)
      const faults = (await world.control.wholeJournal()).map(({ fault, replayed }) => [fault, replayed])
      return { answers, names, faults }
    }
    const [one, same, other] = [await run(3), await run(3), await run(4)]
    expect(same).toEqual(one)
    expect(other).not.toEqual(one)
    expect(one.answers).toContain(429)
    expect(one.faults.map(([fault]) => fault)).toContain('forget_key')
  })
})
