import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FaultRule } from '../../sandbox/faults-rules'
import { freshWorld, moveClock } from '../support/business-clock'
import { workOff } from '../support/charging'
import { type Console, keyed, openConsole, said } from '../support/console'
import { AWAY, lost, NAMED_FAULTS, twice } from '../support/faults'
import { booksOf, held, mailsAbout, moneyOf, openCommands, timelineOf } from '../support/money'
import { control } from '../support/saving'
import { db } from '@/lib/server/db'

const READ = { method: 'GET', path: '/v1/payment_intents/:id' } as const
const pathOf = (what: 'capture' | 'cancel') => ({ method: 'POST', path: `/v1/payment_intents/:id/${what}` }) as const

let merchant: Console

beforeAll(async () => {
  await freshWorld()
  merchant = await openConsole()
})
// Whoever claims takes what is there.
beforeEach(() => db().job.deleteMany())
afterEach(() => control.faults([]))

const DONE = {
  capture: { state: 'paid', asked: null, received: 4000, atStripe: { intents: ['succeeded'], captured: 4000 } },
  cancel: { state: 'released', asked: null, received: null, atStripe: { intents: ['canceled'], captured: 0 } },
}

/** Captures $40.00 of a hold, or cancels it, while these faults strike, and then until nothing is left to do. */
async function doneThrough(what: 'capture' | 'cancel', rules: FaultRule[]) {
  const { paymentId: id } = await held()
  const last = (await control.journal())[0]?.id
  await control.faults(rules)
  const answer = await said(merchant[what](id, what === 'capture' ? { amount: 4000 } : {}))
  await workOff()
  const struck = (await control.faultState()).rules.map((rule) => rule.struck)
  await control.faults([])
  await workOff()
  const calls = (await control.wholeJournal(last)).filter(({ path }) => path.endsWith(`/${what}`))
  return { id, answer, struck, calls }
}

async function expectDoneOnce(id: string, what: 'capture' | 'cancel'): Promise<void> {
  expect(await moneyOf(id)).toMatchObject(DONE[what])
  const { ours, stripes, unbalanced } = await booksOf(id)
  expect([ours, stripes, unbalanced]).toEqual(what === 'capture' ? [3854, 3854, 0] : [0, 0, 0])
  expect(await mailsAbout(id)).toEqual(['hold_placed', what === 'capture' ? 'receipt' : 'hold_released'])
  expect(await timelineOf(id)).toEqual([
    ...['payment.start', 'payment.create', 'payment.authorized', `payment.${what}_ask`],
    what === 'capture' ? 'payment.paid' : 'payment.released',
  ])
  expect(await openCommands(id)).toBe(0)
}

describe.each(['capture', 'cancel'] as const)('a %s', (what) => {
  it.each(NAMED_FAULTS)('that meets %s twice is done once, by whoever comes next', async (_name, fault) => {
    const { id, answer, struck } = await doneThrough(what, [twice(fault, pathOf(what))])
    expect(answer[0]).toBeOneOf([200, 202])
    expect(struck).not.toContain(0)
    await expectDoneOnce(id, what)
  })

  it('whose answer and every reading after it are lost stays open, and is found done', async () => {
    const reads = { kind: 'error_503', match: READ, afterSkipping: 2, count: 3 } as const
    const { id, answer, calls } = await doneThrough(what, [lost(pathOf(what)), reads])
    expect(answer).toMatchObject([202, { state: 'authorized', asked: what }])
    expect(calls).toHaveLength(1)
    await expectDoneOnce(id, what)
  })

  it('takes a new key only after Stripe has repeated a stored 500', async () => {
    const { id, calls } = await doneThrough(what, [{ kind: 'error_500_no_effect', count: 1, match: pathOf(what) }])
    expect(calls.map(({ idempotencyKey, status, replayed }) => [idempotencyKey, status, replayed])).toEqual([
      [`${what}:${id}:1`, 500, false],
      [`${what}:${id}:1`, 500, true],
      [`${what}:${id}:2`, 200, false],
    ])
    await expectDoneOnce(id, what)
  })

  it('whose stored 500 hid that it worked is not sent again', async () => {
    const { id, calls } = await doneThrough(what, [{ kind: 'error_500_with_effect', count: 1, match: pathOf(what) }])
    expect(calls).toHaveLength(1)
    await expectDoneOnce(id, what)
  })

  it('is promised while Stripe is away, stays the only thing asked for, and is done when it is back', async () => {
    const { paymentId: id } = await held()
    const key = keyed(crypto.randomUUID())
    await control.faults(AWAY)
    expect(await said(merchant[what](id, {}, key))).toMatchObject([202, { asked: what }])
    expect(await said(merchant[what](id, {}, key))).toMatchObject([202, { asked: what }])
    for (const press of [merchant.capture, merchant.cancel])
      expect(await said(press(id))).toEqual([409, 'payment_changing'])
    await control.faults([])
    await workOff()
    expect(await said(merchant[what](id, {}, key))).toMatchObject([200, { asked: null }])
    expect((await moneyOf(id)).state).toBe(what === 'capture' ? 'paid' : 'released')
  })
})

it('ten captures of ten amounts at once promise one of them, and take that one', async () => {
  const { paymentId: id } = await held()
  const last = (await control.journal())[0]?.id
  await control.faults(AWAY)
  const amounts = Array.from({ length: 10 }, (_, at) => 1000 + at)
  const answers = await Promise.all(amounts.map((amount) => said(merchant.capture(id, { amount }))))
  await control.faults([])
  const promised = amounts.filter((_, at) => answers[at]?.[0] === 202)
  expect([promised.length, answers.filter(([, code]) => code === 'payment_changing').length]).toEqual([1, 9])
  await workOff()
  expect(await moneyOf(id)).toMatchObject({ state: 'paid', received: promised[0], asked: null })
  const taken = (await control.wholeJournal(last)).filter(
    ({ path, status }) => path.endsWith('/capture') && status === 200,
  )
  expect(taken).toHaveLength(1)
})

it('a capture that could not be sent before the hold ended is off, and takes nothing', async () => {
  const { paymentId: id } = await held()
  await control.faults(AWAY)
  expect(await said(merchant.capture(id))).toMatchObject([202, { asked: 'capture' }])
  await moveClock(7 * 86_400 + 1)
  await control.faults([])
  await workOff()
  expect(await moneyOf(id)).toMatchObject({ state: 'released', asked: null, ledger: [], atStripe: { captured: 0 } })
  expect(await openCommands(id)).toBe(0)
  expect(await said(merchant.capture(id))).toEqual([409, 'hold_ended'])
})

it('a hold that was captured in the Dashboard while our own capture waited is captured once', async () => {
  const { paymentId: id, stripePaymentIntentId } = await held()
  await control.faults(AWAY)
  await merchant.capture(id, { amount: 4000 })
  await control.faults([])
  await control.dashboard({ capture: stripePaymentIntentId, amount: 1500 })
  await workOff()
  expect(await moneyOf(id)).toMatchObject({ state: 'paid', asked: null, received: 1500, atStripe: { captured: 1500 } })
  const { ours, stripes } = await booksOf(id)
  expect(ours).toBe(stripes)
})
