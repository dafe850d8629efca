import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import type { WorldState } from '../../sandbox/control-types'
import { startSandbox } from '../../sandbox/serve'
import { oneOf, randomFor } from '../campaign/random'
import { type Objects, wrongEvents } from '../support/event-rules'
import { brokenRules } from '../support/object-rules'
import { ACTS } from './random-acts'
import { type TestWorld, worldAt } from './sandbox-under-test'

// Which seed was wrong stands in the failure; more worlds, or others, are a matter of these two.
const WORLDS = Number(process.env.RANDOM_WORLDS ?? 8)
const SEED = Number(process.env.RANDOM_SEED ?? 103)
const STEPS = 36

describe('whatever is asked of it, in whatever order', { timeout: 600_000 }, () => {
  it('a world makes and loses no money, tells of each change once, and is the same after a restart', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'))
    const first = await startSandbox({ dataDir, port: 0 })
    const kinds = new Set<string>()
    const suffixes: string[] = []
    const left = new Map<string, unknown>()
    for (let seed = SEED; seed < SEED + WORLDS; seed += 1) {
      const suffix = `world${seed}`
      suffixes.push(suffix)
      const state = await live(worldAt(first.origin, suffix), seed)
      state.events.forEach(({ type }) => kinds.add(type))
    }
    for (const suffix of suffixes) left.set(suffix, lasting(await worldAt(first.origin, suffix).control.state()))
    await first.close()
    const second = await startSandbox({ dataDir, port: 0 })
    for (const [suffix, before] of left) {
      const after = lasting(await worldAt(second.origin, suffix).control.state())
      expect(after, suffix).toEqual(before)
    }
    await second.close()
    rmSync(dataDir, { recursive: true, force: true })
    // A run in which hardly anything happened proves nothing.
    expect(kinds.size).toBeGreaterThan(35)
  })
})

/** One world's life; throws with the seed and the step at which something was wrong. */
async function live(world: TestWorld, seed: number): Promise<WorldState> {
  const random = randomFor(seed, 'worlds')
  let before = await world.control.state()
  for (let step = 1; step <= STEPS; step += 1) {
    const act = oneOf(random, ACTS)
    await act({ world, objects: before.objects, random }).catch(onlyRefusals)
    const after = await world.control.state()
    const wrong = [...wrongSince(before, after), ...wrongMoney(after), ...wrongNow(after)]
    expect(wrong, `seed ${seed}, step ${step}`).toEqual([])
    before = after
  }
  // What would fall due in the next seconds is over by then.
  await world.control.advanceClock(86_400)
  return before
}

/** A refusal is an answer like any other; a defect is not. */
function onlyRefusals(error: unknown): void {
  if (error instanceof Stripe.errors.StripeError && (error.statusCode ?? 500) < 500) return
  if (error instanceof Error && error.message.startsWith('The sandbox refused')) return
  throw error
}

function wrongSince(before: WorldState, after: WorldState): string[] {
  const known = new Set(before.events.map(({ id }) => id))
  const news = after.events.filter(({ id }) => !known.has(id)).reverse()
  return wrongEvents(byId(before), byId(after), news)
}

function byId({ objects }: WorldState): Objects {
  // Every object has an id and a kind.
  const all = Object.values(objects).flat() as unknown as { id: string; object: string }[]
  return new Map(all.map((object) => [object.id, object]))
}

function wrongNow({ objects, events }: WorldState): string[] {
  const all = Object.values(objects).flat()
  // A method that never had a customer may have a mandate all the same.
  const left = events.flatMap(({ type, data }) => (type === 'payment_method.detached' ? [data.object.id] : []))
  const stale = objects.mandates.filter(
    (each) => each.status === 'active' && left.includes(String(each.payment_method)),
  )
  return [...all.flatMap(brokenRules), ...stale.map(({ id }) => `${id} is in force for a method that was detached`)]
}

/** Σ charges − refunds − disputes − fees = balance, and of each charge no more goes back than was taken. */
function wrongMoney({ objects, balance, settings }: WorldState): string[] {
  const { charges, refunds, disputes, balance_transactions: booked } = objects
  const sum = (amounts: number[]) => amounts.reduce((total, each) => total + each, 0)
  const inBalance = charges.filter((charge) => charge.balance_transaction !== null)
  const moved = refunds.filter((refund) => refund.status !== 'failed' && refund.balance_transaction !== null)
  const amount =
    sum(inBalance.map((charge) => charge.amount_captured)) -
    sum(moved.map((refund) => refund.amount)) -
    sum(disputes.filter(({ status }) => status !== 'won').map((dispute) => dispute.amount))
  const fees = sum(inBalance.map((charge) => Math.round((charge.amount_captured * 29) / 1000) + 30))
  const returned = disputes.flatMap(({ balance_transactions: [, back] }) => back?.fee ?? 0)
  const fee = fees + disputes.length * settings.disputeFee + sum(returned)
  const total = { amount, fee, net: amount - fee }
  const found = balance['usd'] ?? { amount: 0, fee: 0, net: 0 }
  const wrong = charges.filter((charge) => {
    const gone = sum(moved.filter((refund) => refund.charge === charge.id).map((refund) => refund.amount))
    return charge.captured && gone !== charge.amount_refunded - (charge.amount - charge.amount_captured)
  })
  return [
    ...(JSON.stringify(found) === JSON.stringify(total)
      ? []
      : [`the balance is ${JSON.stringify(found)}, not ${JSON.stringify(total)}`]),
    ...wrong.map(({ id }) => `${id} does not know what was refunded`),
    ...booked.filter((row) => row.net !== row.amount - row.fee).map(({ id }) => `${id} does not add up`),
  ]
}

/** What a restart may not touch; the clock goes on, and money becomes available by it. */
function lasting({ objects, events, balance, settings }: WorldState): unknown {
  return {
    objects: { ...objects, balance_transactions: objects.balance_transactions.length },
    events,
    balance,
    settings,
  }
}
