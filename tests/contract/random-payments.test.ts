import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import {
  type PaymentCommand,
  changePayment,
  mayCancel,
  mayCapture,
  mayConfirm,
} from '../../sandbox/machines/payment-intent'
import { TWELVE_DOLLARS, savedMethod } from './payments'
import { AMAZON_PAY, RETURN_URL, type TestWorld, sandboxForThisFile, visit } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

/** Numbers from 0 to below 1, the same for the same seed (a linear congruential generator). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function oneOf<Item>(items: readonly [Item, ...Item[]], random: () => number): Item {
  return items[Math.floor(random() * items.length)] ?? items[0]
}

/** What must hold of a PaymentIntent whatever happened to it. */
function expectLegal(intent: Stripe.PaymentIntent): void {
  const succeeded = intent.status === 'succeeded'
  expect(intent.amount_received).toBe(succeeded ? intent.amount : 0)
  expect(intent.amount_capturable).toBe(intent.status === 'requires_capture' ? intent.amount : 0)
  if (succeeded) expect(intent.latest_charge).not.toBeNull()
  expect(intent.next_action !== null).toBe(intent.status === 'requires_action')
  if (intent.status === 'requires_payment_method') expect(intent.payment_method).toBeNull()
  if (!['requires_payment_method', 'canceled'].includes(intent.status)) expect(intent.payment_method).not.toBeNull()
  if (intent.last_payment_error) expect(['requires_payment_method', 'canceled']).toContain(intent.status)
  expect(intent.canceled_at !== null).toBe(intent.status === 'canceled')
}

describe('the states of a PaymentIntent', () => {
  it('are legal after any sequence of commands that were allowed', async () => {
    const blank = await newWorld().stripe.paymentIntents.create(TWELVE_DOLLARS)
    const reached = new Set<string>()
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = randomFrom(seed)
      let intent: Stripe.PaymentIntent = { ...blank }
      for (let step = 0; step < 12; step += 1) {
        const command = oneOf(COMMANDS, random)
        if (!allowed(intent, command)) continue
        const ended = ['succeeded', 'canceled'].includes(intent.status)
        intent = changePayment(intent, command).paymentIntent
        expect(ended).toBe(false)
        expectLegal(intent)
        reached.add(intent.status)
      }
    }
    expect([...reached].sort()).toEqual([
      'canceled',
      'processing',
      'requires_action',
      'requires_capture',
      'requires_confirmation',
      'requires_payment_method',
      'succeeded',
    ])
  })
})

const COMMANDS: [PaymentCommand, ...PaymentCommand[]] = [
  { do: 'give_method', paymentMethod: 'pm_1' },
  { do: 'redirect', paymentMethod: 'pm_1', url: 'https://example.com/a', returnUrl: 'https://example.com/' },
  { do: 'process', paymentMethod: 'pm_1' },
  { do: 'succeed', paymentMethod: 'pm_1', charge: 'py_1' },
  { do: 'hold', paymentMethod: 'pm_1', charge: 'py_1' },
  { do: 'capture', amount: 1200 },
  { do: 'fail', error: { type: 'card_error' }, charge: null },
  { do: 'cancel', reason: null, at: 1 },
]

/** What the resources ask before they give a command; an outcome follows on a confirmation or on waiting for one. */
function allowed(intent: Stripe.PaymentIntent, command: PaymentCommand): boolean {
  try {
    if (command.do === 'cancel') mayCancel(intent)
    else if (command.do === 'capture') mayCapture(intent)
    else if (intent.status !== 'processing') mayConfirm(intent, true)
    else return ['succeed', 'hold', 'fail'].includes(command.do)
    return true
  } catch {
    return false
  }
}

describe('random calls', { timeout: 60_000 }, () => {
  it('leave no illegal state, charge nothing twice, and a balance of all charges less their fees', async () => {
    const world = newWorld()
    for (let seed = 1; seed <= 200; seed += 1) await runSequence(world, randomFrom(seed))
    const { objects, balance, events } = await world.control.state()
    objects.payment_intents.forEach(expectLegal)
    const paid = objects.charges.filter(({ status }) => status === 'succeeded')
    const ofIntents = objects.payment_intents.filter(({ status }) => status === 'succeeded')
    expect(paid.map(({ payment_intent: intent }) => intent).sort()).toEqual(ofIntents.map(({ id }) => id).sort())
    const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)
    const amount = sum(paid.map((each) => each.amount))
    const fee = sum(paid.map((each) => Math.round((each.amount * 29) / 1000) + 30))
    expect(balance).toEqual({ usd: { amount, fee, net: amount - fee } })
    const detached = objects.payment_methods.filter(({ customer }) => customer === null).map(({ id }) => id)
    const active = objects.mandates.filter(({ status }) => status === 'active')
    expect(active.filter((mandate) => detached.includes(String(mandate.payment_method)))).toEqual([])
    expect(events.filter(({ type }) => type === 'payment_intent.succeeded')).toHaveLength(ofIntents.length)
    for (const status of ['succeeded', 'canceled', 'requires_payment_method'])
      expect(objects.payment_intents.some((intent) => intent.status === status)).toBe(true)
  })
})

/** One PaymentIntent, one saved method, and eight things that happen to them; refusals are part of it. */
async function runSequence(world: TestWorld, random: () => number): Promise<void> {
  const saved = await savedMethod(world)
  const amount = 1000 + Math.floor(random() * 1000)
  const { id } = await world.stripe.paymentIntents.create({ ...TWELVE_DOLLARS, amount, customer: saved.customer })
  const { paymentIntents, paymentMethods } = world.stripe
  const acts: [() => Promise<unknown>, ...(() => Promise<unknown>)[]] = [
    () => paymentIntents.confirm(id, { payment_method: saved.method, off_session: true }),
    () => paymentIntents.confirm(id, { payment_method_data: AMAZON_PAY, return_url: RETURN_URL }),
    () => paymentIntents.confirm(id, { return_url: RETURN_URL }),
    () => paymentIntents.update(id, { payment_method: saved.method }),
    () => paymentIntents.cancel(id),
    () => followPage(world, id, oneOf(['Authorize Test Payment', 'Fail Test Payment', 'Let it expire'], random)),
    () => world.control.outcomes({ nextOffSession: oneOf(['decline', 'processing', 'late_failure'], random) }),
    () => world.control.outcomes({ nextPayment: oneOf(['decline', 'processing', 'late'], random) }),
    () => paymentMethods.detach(saved.method),
    () => world.control.dashboard({ revokeMandate: saved.mandate }),
    () => world.control.advanceClock(oneOf([61, 601], random)),
  ]
  for (let step = 0; step < 8; step += 1) await oneOf(acts, random)().catch(() => {})
  await world.control.outcomes({ nextOffSession: 'succeed', nextPayment: 'succeed' })
}

async function followPage({ stripe }: TestWorld, id: string, link: string): Promise<void> {
  const { next_action: action } = await stripe.paymentIntents.retrieve(id)
  const url = action?.redirect_to_url?.url
  const href = url && (await visit(url)).links[link]
  if (href) await fetch(href, { redirect: 'manual' })
}
