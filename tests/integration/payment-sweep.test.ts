import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freshWorld, moveClock } from '../support/business-clock'
import { charge, chargeOf, customerWithMethod, newMerchant, paymentOf } from '../support/charging'
import { atStripe, endOf, PAID, PAID_AT_STRIPE } from '../support/payment-ends'
import { control } from '../support/saving'
import type { Viewer } from '@/lib/server/auth/session'
import { db } from '@/lib/server/db'
import { sweep } from '@/lib/server/jobs/sweep'
import { askCharge } from '@/lib/server/payments/ask-charge'
import { stopRetries } from '@/lib/server/recovery/stop-retries'

const CONFIRM = { method: 'POST', path: '/v1/payment_intents/:id/confirm' } as const
const READ = { method: 'GET', path: '/v1/payment_intents/:id' } as const

let merchant: Viewer
let customerId: string

beforeEach(async () => {
  await freshWorld()
  merchant = await newMerchant()
  customerId = (await customerWithMethod()).id
})
afterEach(() => control.faults([]))

/** A charge whose answer and every event are lost, by a worker that has died since. */
async function lost(): Promise<string> {
  await control.faults([
    { match: CONFIRM, kind: 'drop_mid_body' },
    { match: READ, kind: 'error_503' },
  ])
  const id = await charge(merchant, customerId)
  await control.faults([])
  await db().job.deleteMany({ where: { subjectId: id } })
  return id
}

const requests = async () => (await control.wholeJournal()).map(({ method, path }) => `${method} ${path}`)

describe('a charge whose answer and every event are lost', () => {
  it('is settled by the sweep a minute later, with its ledger entries', async () => {
    const id = await lost()
    expect(await endOf(id)).toMatchObject({ state: 'charging', order: 'in_progress', isSwept: true, ledger: [] })
    await moveClock(58)
    expect(await sweep()).toBe(0)
    await moveClock(3)
    expect(await sweep()).toBe(1)
    expect(await endOf(id)).toEqual(PAID)
    expect(await atStripe(id)).toEqual(PAID_AT_STRIPE)
  })

  it('is settled within five minutes, although Stripe does not answer the first two sweeps either', async () => {
    const id = await lost()
    await control.faults([{ match: READ, kind: 'error_503', count: 2 }])
    let minutes = 0
    for (; minutes < 5 && (await endOf(id)).state !== 'paid'; minutes++) {
      await moveClock(60)
      await sweep()
    }
    expect(await endOf(id)).toEqual(PAID)
  })

  it('and which was declined is settled as well', async () => {
    await control.outcomes({ nextOffSession: 'decline' })
    const id = await lost()
    await moveClock(61)
    await sweep()
    expect(await endOf(id)).toMatchObject({ state: 'declined', order: 'failed', isSwept: false, ledger: [] })
  })

  it('is settled once by four sweeps at the same time', async () => {
    const ids = [await lost(), await lost(), await lost()]
    await moveClock(61)
    await Promise.all([sweep(), sweep(), sweep(), sweep()])
    expect(await Promise.all(ids.map(endOf))).toEqual([PAID, PAID, PAID])
    expect(await Promise.all(ids.map(async (id) => (await paymentOf(id)).syncCount))).toEqual([1, 1, 1])
  })
})

describe('the sweep', () => {
  it('never makes or confirms anything: what was not sent yet is the command’s', async () => {
    const { paymentId: id } = await askCharge(chargeOf(merchant, customerId))
    const before = await requests()
    await moveClock(61)
    await sweep()
    expect(await requests()).toEqual(before)
    expect(await endOf(id)).toMatchObject({ state: 'starting', isSwept: true, openJobs: 1 })
    expect((await paymentOf(id)).syncCount).toBe(1)
  })

  it('only reads an intent that is waiting to be confirmed', async () => {
    await control.faults([{ match: CONFIRM, kind: 'error_503' }])
    const id = await charge(merchant, customerId)
    await control.faults([])
    const before = await requests()
    await moveClock(61)
    await sweep()
    const intent = (await paymentOf(id)).stripePaymentIntentId
    expect((await requests()).slice(before.length)).toEqual([`GET /v1/payment_intents/${intent}`])
    expect(await endOf(id)).toMatchObject({ state: 'charging' })
  })

  it('waits twice as long after each look, up to an hour', async () => {
    const { paymentId: id } = await askCharge(chargeOf(merchant, customerId))
    const waits: number[] = []
    for (let turn = 0; turn < 9; turn++) {
      const [due, { syncCount }] = [(await paymentOf(id)).nextSyncAt, await paymentOf(id)]
      await db().$executeRaw`update payments set next_sync_at = now() - interval '1 second' where id = ${id}::uuid`
      await sweep()
      const next = await paymentOf(id)
      expect([due !== null, next.syncCount]).toEqual([true, syncCount + 1])
      waits.push(Math.round((Number(next.nextSyncAt) - Date.now()) / 60_000))
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
  })

  it('looks at nothing that has ended', async () => {
    const paid = await charge(merchant, customerId)
    await control.outcomes({ nextOffSession: 'decline' })
    const declined = await charge(merchant, customerId)
    // Until then it would be tried again.
    await stopRetries(declined, merchant, crypto.randomUUID())
    const ids = [paid, declined]
    const ended = await Promise.all(ids.map(paymentOf))
    const looks = ended.map(({ stripePaymentIntentId }) => `GET /v1/payment_intents/${stripePaymentIntentId}`)
    const seen = async () => (await requests()).filter((request) => looks.includes(request)).length
    const before = await seen()
    await moveClock(30 * 86_400)
    await sweep()
    expect(ended.map(({ nextSyncAt }) => nextSyncAt)).toEqual([null, null])
    expect([await seen(), await Promise.all(ids.map(paymentOf))]).toEqual([before, ended])
  })

  it('goes on with the others when one cannot be read', async () => {
    const ids = [await lost(), await lost(), await lost()]
    const intent = (await paymentOf(ids[0] ?? '')).stripePaymentIntentId
    await moveClock(61)
    await control.faults([{ match: { path: `/v1/payment_intents/${intent}` }, kind: 'error_500_no_effect' }])
    await sweep()
    const states = await Promise.all(ids.map(async (id) => (await endOf(id)).state))
    expect(states).toEqual(['charging', 'paid', 'paid'])
  })
})
