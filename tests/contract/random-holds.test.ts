import { describe, expect, it } from 'vitest'
import { type Random, between, oneOf, randomFor } from '../campaign/random'
import { payWith } from './cards'
import { createdFor, savedMethod } from './payments'
import { type TestWorld, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

const DAY = 86_400

/** What should be true of one hold, kept beside the sandbox in the simplest way there is. */
type Model = {
  amount: number
  status: 'held' | 'captured' | 'canceled'
  captured: number
  refunded: number
  days: number
}
type Step = { world: TestWorld; id: string; model: Model; random: Random }

async function held(world: TestWorld, random: Random): Promise<Step> {
  const amount = between(random, 100, 5000)
  const manual = { amount, capture_method: 'manual' } as const
  const model: Model = { amount, status: 'held', captured: 0, refunded: 0, days: 0 }
  if (random() < 0.5) return { world, id: (await payWith(world, 'pm_card_visa', { create: manual })).id, model, random }
  const saved = await savedMethod(world)
  const { id } = await createdFor(world, saved, manual)
  await world.stripe.paymentIntents.confirm(id, { payment_method: saved.method, off_session: true })
  return { world, id, model, random }
}

async function capture({ world, id, model, random }: Step): Promise<void> {
  const all = random() < 0.3
  const amount = all ? model.amount : between(random, 1, Math.ceil(model.amount * 1.3))
  const done = world.stripe.paymentIntents.capture(id, all ? {} : { amount_to_capture: amount })
  if (model.status !== 'held' || amount > model.amount) return void (await expect(done).rejects.toThrow())
  await done
  Object.assign(model, { status: 'captured', captured: amount })
}

async function cancel({ world, id, model, random }: Step): Promise<void> {
  const done =
    random() < 0.5 ? world.stripe.paymentIntents.cancel(id) : world.control.dashboard({ cancelPaymentIntent: id })
  if (model.status !== 'held') return void (await expect(done).rejects.toThrow())
  await done
  model.status = 'canceled'
}

async function refund({ world, id, model, random }: Step): Promise<void> {
  const amount = between(random, 1, model.amount)
  const done = world.stripe.refunds.create({ payment_intent: id, amount })
  if (amount > model.captured - model.refunded) return void (await expect(done).rejects.toThrow())
  await done
  model.refunded += amount
}

async function wait({ world, model, random }: Step): Promise<void> {
  const days = between(random, 1, 4)
  await world.control.advanceClock(days * DAY)
  model.days += days
  if (model.status === 'held' && model.days >= 7) model.status = 'canceled'
}

/** Descriptions may change at any time, the method's owner may leave: neither touches the money. */
async function describeAnew({ world, id }: Step): Promise<void> {
  await world.stripe.paymentIntents.update(id, { metadata: { seen: '1' } })
}

async function expectAsModelled({ world, id, model }: Step): Promise<void> {
  const intent = await world.stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] })
  const { amount, status, captured, refunded } = model
  expect(intent).toMatchObject({
    status: { held: 'requires_capture', captured: 'succeeded', canceled: 'canceled' }[status],
    amount_capturable: status === 'held' ? amount : 0,
    amount_received: captured,
    latest_charge: {
      captured: status === 'captured',
      amount_captured: captured,
      amount_refunded: status === 'held' ? 0 : amount - captured + refunded,
      refunded: status !== 'held' && captured === refunded,
    },
  })
}

describe('random captures, cancellations, refunds and waiting', { timeout: 120_000 }, () => {
  it('leave of each hold what a simple model says, and a balance of what was taken and not given back', async () => {
    const world = newWorld()
    const models: Model[] = []
    for (let seed = 1; seed <= 60; seed += 1) {
      const step = await held(world, randomFor(seed, 'holds'))
      models.push(step.model)
      for (let count = 0; count < 7; count += 1) {
        await oneOf(step.random, [capture, capture, cancel, refund, wait, describeAnew])(step)
        await expectAsModelled(step)
      }
    }
    const taken = models.reduce((sum, { captured, refunded }) => sum + captured - refunded, 0)
    expect((await world.control.balance())['usd']?.amount).toBe(taken)
    expect(new Set(models.map(({ status }) => status))).toEqual(new Set(['held', 'captured', 'canceled']))
  })
})
