import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { FaultRule } from '../../sandbox/faults-rules'
import { freshWorld } from '../support/business-clock'
import { wrongKeys } from '../support/charge-keys'
import { charge, chargeOf, customerWithMethod, newMerchant, paymentOf, workOff } from '../support/charging'
import { inBatches } from '../support/in-batches'
import { atStripe, endOf, PAID } from '../support/payment-ends'
import { control } from '../support/saving'
import type { Viewer } from '@/lib/server/auth/session'
import { carryOut } from '@/lib/server/jobs/carry-out'
import { workJobs } from '@/lib/server/jobs/work-jobs'
import { compareLedger } from '@/lib/server/ledger/compare-ledger'
import { askCharge } from '@/lib/server/payments/ask-charge'

const CREATE = { method: 'POST', path: '/v1/payment_intents' } as const
const CONFIRM = { method: 'POST', path: '/v1/payment_intents/:id/confirm' } as const
const READ = { method: 'GET', path: '/v1/payment_intents/:id' } as const

const FAULTS = [
  { kind: 'drop_before' },
  { kind: 'drop_after' },
  { kind: 'drop_mid_body' },
  { kind: 'error_500_no_effect' },
  { kind: 'error_500_with_effect' },
  { kind: 'error_502' },
  { kind: 'error_503' },
  { kind: 'error_504' },
  { kind: 'rate_limit_429', reason: 'endpoint-rate' },
  { kind: 'rate_limit_429', reason: 'lock_timeout' },
  { kind: 'conflict_409' },
] as const satisfies FaultRule[]

let merchant: Viewer
let customerId: string

beforeAll(async () => {
  await freshWorld()
  merchant = await newMerchant()
  customerId = (await customerWithMethod()).id
})
afterEach(() => control.faults([]))

/** Charges while these faults strike, and then until nothing is left to do. */
async function chargedThrough(rules: FaultRule[]) {
  const last = (await control.journal())[0]?.id
  const { paymentId: id, job } = await askCharge(chargeOf(merchant, customerId))
  await control.faults(rules)
  if (job) await carryOut(job)
  const meanwhile = await endOf(id)
  await workOff()
  const struck = (await control.faultState()).rules.map((rule) => rule.struck)
  await control.faults([])
  await workOff()
  return { id, meanwhile, struck, journal: await control.wholeJournal(last) }
}

/** One intent was paid, and those that a stored 500 left behind were never touched again. */
async function expectPaidOnce(id: string): Promise<void> {
  expect(await endOf(id)).toEqual(PAID)
  const { intents, charges } = await atStripe(id)
  expect(charges).toEqual(['succeeded'])
  expect(intents.filter((status) => status === 'succeeded')).toHaveLength(1)
  expect(intents.every((status) => status === 'succeeded' || status === 'requires_payment_method')).toBe(true)
}

/** Two in a row: the SDK itself repeats a request once whose connection was cut before an answer came. */
const twice = (fault: FaultRule, match: FaultRule['match']): FaultRule => ({
  ...fault,
  ...(match && { match }),
  count: 2,
})
/** Carried out, and the answer is cut off in the middle. */
const lost = (match: FaultRule['match']): FaultRule => ({ kind: 'drop_mid_body', count: 1, ...(match && { match }) })

describe.each(FAULTS.map((fault) => [Object.values(fault).join(' '), fault] as const))('%s', (_name, fault) => {
  // A key in use is nothing that a GET can meet.
  const others = fault.kind === 'conflict_409' ? [] : [twice(fault, READ)]
  it.each([
    ['every call', [twice(fault, CREATE), twice(fault, CONFIRM), ...others]],
    ...(others[0] ? [['reading, after a confirm whose answer was lost,', [lost(CONFIRM), ...others]] as const] : []),
  ] as const)('on %s leaves the outcome open, and charges once in the end', async (_call, rules) => {
    const { id, meanwhile, struck, journal } = await chargedThrough([...rules])
    expect(['starting', 'charging']).toContain(meanwhile.state)
    expect(struck).not.toContain(0)
    expect(wrongKeys(journal)).toEqual([])
    await expectPaidOnce(id)
  })
})

describe('an answer that is lost', () => {
  it('takes no new key, so that Stripe does nothing twice', async () => {
    const { id, journal } = await chargedThrough([{ ...lost(CREATE), count: 2 }, lost(CONFIRM)])
    const posts = journal.filter(({ method, path }) => method === 'POST' && path.startsWith('/v1/payment_intents'))
    const [create, confirm] = [`create:${id}:1`, `confirm:${id}:1`]
    expect(posts.map(({ idempotencyKey, replayed }) => [idempotencyKey, replayed])).toEqual([
      [create, false],
      [create, true],
      [create, true],
      [confirm, false],
    ])
  })

  it('of a decline ends as one', async () => {
    await control.outcomes({ nextOffSession: 'decline' })
    const { id, meanwhile } = await chargedThrough([lost(CONFIRM), lost(READ)])
    expect(meanwhile.state).toBe('charging')
    expect(await endOf(id)).toMatchObject({ state: 'declined', order: 'failed', ledger: [], openJobs: 0 })
    expect((await atStripe(id)).charges).toEqual(['failed'])
  })
})

describe('a 500 that Stripe keeps', () => {
  it.each([
    ['create', 'error_500_no_effect', ['succeeded']],
    ['create', 'error_500_with_effect', ['requires_payment_method', 'succeeded']],
    ['confirm', 'error_500_no_effect', ['succeeded']],
  ] as const)('of the %s (%s) is followed by one new key, once it was repeated', async (what, kind, intents) => {
    const match = what === 'create' ? CREATE : CONFIRM
    const { id, journal } = await chargedThrough([{ match, kind, count: 1 }])
    const tries = journal.filter(({ idempotencyKey }) => idempotencyKey?.startsWith(`${what}:${id}`))
    expect(tries.map(({ idempotencyKey, status, replayed }) => [idempotencyKey, status, replayed])).toEqual([
      [`${what}:${id}:1`, 500, false],
      [`${what}:${id}:1`, 500, true],
      [`${what}:${id}:2`, 200, false],
    ])
    expect((await atStripe(id)).intents).toEqual(intents)
    await expectPaidOnce(id)
  })

  it('of a confirm that worked needs no second one', async () => {
    const { id, journal } = await chargedThrough([{ match: CONFIRM, kind: 'error_500_with_effect', count: 1 }])
    expect(journal.filter(({ path }) => path.endsWith('/confirm'))).toHaveLength(1)
    await expectPaidOnce(id)
  })
})

describe('a slow Stripe', () => {
  it('is waited for', async () => {
    await control.faults([{ match: CONFIRM, kind: 'delay', milliseconds: 400 }])
    const id = await charge(merchant, customerId)
    await expectPaidOnce(id)
  })
})

it('thirty charges through a storm are each charged once, and the ledger is Stripe’s balance', async () => {
  const last = (await control.journal())[0]?.id
  const ids: string[] = []
  const match = { path: '/v1/payment_intents*' }
  await control.faults(
    FAULTS.map((fault) => ({ ...fault, match, probability: 0.04 })),
    20261121,
  )
  await inBatches(Array.from({ length: 30 }), 10, async () => ids.push(await charge(merchant, customerId)))
  const struck = (await control.faultState()).rules.reduce((sum, rule) => sum + rule.struck, 0)
  for (let turn = 0; turn < 3; turn++) await workJobs(4)
  await control.faults([])
  await workOff()
  expect(struck).toBeGreaterThan(15)
  const { charges, payment_intents } = (await control.state()).objects
  const own = new Map(payment_intents.map(({ id, metadata }) => [id, metadata.payment_id]))
  const charged = charges.map(({ payment_intent }) => own.get(String(payment_intent)))
  for (const id of ids) {
    expect(await endOf(id)).toEqual(PAID)
    expect(charged.filter((paymentId) => paymentId === id)).toHaveLength(1)
  }
  expect(wrongKeys(await control.wholeJournal(last))).toEqual([])
  const [usd] = (await compareLedger(merchant)) ?? []
  expect(usd).toEqual({ currency: 'usd', ledger: usd?.stripe, stripe: usd?.stripe, difference: 0 })
  expect((await control.balance()).usd?.net).toBe(usd?.ledger)
  expect(await paymentOf(ids[0] ?? '')).toMatchObject({ fee: 65 })
})
