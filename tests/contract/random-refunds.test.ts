import { describe, expect, it } from 'vitest'
import { type Random, between, oneOf, randomFor } from '../campaign/random'
import { charge, savedMethod } from './payments'
import { type TestWorld, form, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

/** What should be true of one charge, kept beside the sandbox in the simplest way there is. */
type Model = {
  amount: number
  refunds: Map<string, { amount: number; status: 'pending' | 'succeeded' | 'failed'; fails: boolean }>
  dispute: { id: string; amount: number; status: 'open' | 'won' | 'lost' } | null
}

function left({ amount, refunds }: Model): number {
  return [...refunds.values()].reduce((rest, each) => rest - (each.status === 'failed' ? 0 : each.amount), amount)
}

/** What stays of the charge in the balance, before fees. */
function kept(model: Model): number {
  const { dispute } = model
  return left(model) - (dispute && dispute.status !== 'won' ? dispute.amount : 0)
}

type Step = { world: TestWorld; paid: string; model: Model; random: Random }

/** A refund by the API or in the Dashboard, of any amount up to a little more than there is. */
async function refund({ world, paid, model, random }: Step): Promise<void> {
  const amount = between(random, 1, Math.ceil(model.amount * 0.7))
  const fails = random() < 0.2
  await world.control.outcomes({ nextRefund: fails ? 'late_failure' : 'succeed' })
  const allowed = amount <= left(model) && (model.dispute === null || model.dispute.status === 'won')
  const made = random() < 0.3 ? world.control.refund(paid, { amount }) : idOfRefund(world, paid, amount)
  if (!allowed) return void (await expect(made).rejects.toThrow())
  model.refunds.set(await made, { amount, status: 'pending', fails })
}

async function idOfRefund({ stripe }: TestWorld, paid: string, amount: number): Promise<string> {
  return (await stripe.refunds.create({ charge: paid, amount })).id
}

async function wait({ world, model }: Step): Promise<void> {
  await world.control.advanceClock(61)
  for (const each of model.refunds.values()) {
    if (each.status === 'pending') each.status = each.fails ? 'failed' : 'succeeded'
  }
}

async function failOne({ world, model, random }: Step): Promise<void> {
  if (model.refunds.size === 0) return
  const [id, known] = oneOf(random, [...model.refunds])
  const failing = world.control.dashboard({ failRefund: id })
  if (known.status === 'failed') return void (await expect(failing).rejects.toThrow())
  await failing
  known.status = 'failed'
}

async function contest({ world, paid, model }: Step): Promise<void> {
  if (model.dispute) return void (await expect(world.control.dispute(paid)).rejects.toThrow())
  const refunds = [...model.refunds].map(([id, each]) => {
    return [id, each.status === 'pending' ? { ...each, status: 'failed' as const } : each] as const
  })
  const after = { ...model, refunds: new Map(refunds) }
  if (left(after) === 0) return void (await expect(world.control.dispute(paid)).rejects.toThrow())
  const id = await world.control.dispute(paid)
  Object.assign(model, after, { dispute: { id, amount: left(after), status: 'open' } })
}

async function decide({ world, model, random }: Step): Promise<void> {
  const { dispute } = model
  if (!dispute) return
  const as = random() < 0.5 ? 'won' : 'lost'
  const deciding = world.control.dashboard({ decideDispute: dispute.id, as })
  if (dispute.status !== 'open') return void (await expect(deciding).rejects.toThrow())
  await deciding
  dispute.status = as
}

const STEPS = [refund, refund, refund, refund, wait, failOne, contest, decide]

describe('refunds and disputes in any order', { timeout: 60_000 }, () => {
  it('give back what a simple model says, and the balance adds up', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const models: { paid: string; model: Model }[] = []
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = randomFor(seed, 'refunds')
      const amount = between(random, 1000, 2000)
      const paid = String((await charge(world, saved, { amount })).latest_charge)
      const model: Model = { amount, refunds: new Map(), dispute: null }
      for (let step = 0; step < 10; step += 1) {
        const act = oneOf(random, STEPS)
        await act({ world, paid, model, random })
        const refunded = amount - left(model)
        expect(await world.stripe.charges.retrieve(paid)).toMatchObject({
          amount_refunded: refunded,
          refunded: refunded === amount,
          disputed: model.dispute !== null,
        })
      }
      await wait({ world, paid, model, random })
      models.push({ paid, model })
    }
    await expectSameAs(world, models)
  })
})

async function expectSameAs(world: TestWorld, models: { paid: string; model: Model }[]): Promise<void> {
  const { objects, balance } = await world.control.state()
  const all = models.flatMap(({ model }) => [...model.refunds].map(([id, { status }]) => [id, status] as const))
  const byId = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]) => (one < other ? -1 : 1)
  expect(objects.refunds.map(({ id, status }) => [id, status] as const).sort(byId)).toEqual(all.sort(byId))
  expect(new Set(all.map(([, status]) => status))).toEqual(new Set(['succeeded', 'failed']))
  const sum = (amounts: number[]) => amounts.reduce((total, each) => total + each, 0)
  const amount = sum(models.map(({ model }) => kept(model)))
  const disputes = models.filter(({ model }) => model.dispute).length
  expect(disputes).toBeGreaterThan(5)
  const fee = sum(models.map(({ model }) => Math.round((model.amount * 29) / 1000) + 30)) + disputes * 1500
  expect(balance).toEqual({ usd: { amount, fee, net: amount - fee } })
  const { available, pending } = await world.stripe.balance.retrieve()
  expect((available[0]?.amount ?? 0) + (pending[0]?.amount ?? 0)).toBe(amount - fee)
}

describe('refunds asked for at the same time', () => {
  it('never give back more than there is', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    for (const amount of [1000, 1050, 999]) {
      const paid = String((await charge(world, saved, { amount })).latest_charge)
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => world.raw('/v1/refunds', form({ charge: paid, amount: '100' }))),
      )
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(Math.floor(amount / 100))
      expect(answers.every(({ status }) => [200, 400].includes(status))).toBe(true)
      expect((await world.stripe.charges.retrieve(paid)).amount_refunded).toBe(Math.floor(amount / 100) * 100)
    }
  })

  it('of everything are made once', async () => {
    const world = newWorld()
    const { id } = await charge(world, await savedMethod(world))
    const tries = Array.from({ length: 10 }, () => world.stripe.refunds.create({ payment_intent: id }))
    const settled = await Promise.allSettled([...tries, world.control.refund(id)])
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await refusal(world.stripe.refunds.create({ payment_intent: id }))).code).toBe('charge_already_refunded')
    expect((await world.control.balance())['usd']?.amount).toBe(0)
  })

  it('with one key are one refund', async () => {
    const world = newWorld()
    const { id } = await charge(world, await savedMethod(world))
    const again = { idempotencyKey: 'refund-1' }
    const first = await world.stripe.refunds.create({ payment_intent: id, amount: 100 }, again)
    const second = await world.stripe.refunds.create({ payment_intent: id, amount: 100 }, again)
    expect(second.id).toBe(first.id)
    expect((await world.control.state()).objects.refunds).toHaveLength(1)
  })
})
