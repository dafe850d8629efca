import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backend } from '../support/backend'
import { freshWorld, moveClock } from '../support/business-clock'
import { chargedWith, DECLINED, openShop, usualOutcomes } from '../support/charge-outcomes'
import { charge, chargeOf, expireLeases, jobOf, paymentOf, workOff } from '../support/charging'
import { atStripe, endOf, eventsAbout, intentOf, PAID, PAID_AT_STRIPE, tell } from '../support/payment-ends'
import { control, stripe } from '../support/saving'
import { startStripeProxy } from '../support/stripe-proxy'
import { deliver, handleAll, madeUpEvent } from '../support/webhooks'
import { db } from '@/lib/server/db'
import { carryOut } from '@/lib/server/jobs/carry-out'
import { reviveDeadLetter } from '@/lib/server/jobs/store'
import { sweep } from '@/lib/server/jobs/sweep'
import { askCharge } from '@/lib/server/payments/ask-charge'

const proxy = await startStripeProxy(backend.sandboxUrl)
process.env.STRIPE_API_BASE = proxy.origin
const CREATE = /^POST \/v1\/payment_intents$/

beforeEach(freshWorld)
afterEach(async () => {
  proxy.heal()
  await usualOutcomes()
  vi.unstubAllEnvs()
  vi.resetModules()
})
afterAll(() => proxy.close())

describe('an event about an intent that Stripe does not know', () => {
  it('leaves the payment it names alone, which is paid afterwards', async () => {
    const { merchant, customer } = await openShop()
    const { paymentId: id, job } = await askCharge(chargeOf(merchant, customer.id))
    const before = await paymentOf(id)
    const object = { id: 'pi_unknown', object: 'payment_intent', metadata: { payment_id: id } }
    const event = madeUpEvent({ type: 'payment_intent.succeeded', data: { object } })
    await deliver(event)
    await handleAll()
    expect(await db().stripeEvent.findUnique({ where: { id: event.id } })).toMatchObject({
      handledAt: expect.any(Date),
      lastError: null,
    })
    expect(await paymentOf(id)).toEqual(before)
    if (job) await carryOut(job)
    expect(await endOf(id)).toEqual(PAID)
    expect(await atStripe(id)).toEqual(PAID_AT_STRIPE)
  })
})

describe('a charge that failed while Stripe processed it, and whose error was cleared before anybody read it', () => {
  const MOMENTS = [...PAID.moments.slice(0, 2), 'payment.processing', 'payment.declined']

  it.each<[string, (intent: string) => Promise<unknown>]>([
    ['the sweep', () => sweep()],
    ['an event', async (intent) => tell((await eventsAbout(intent)).slice(-1))],
  ])('is declined when %s brings the news', async (_who, read) => {
    const { id } = await chargedWith('late_failure')
    expect(await endOf(id)).toMatchObject({ state: 'processing' })
    await moveClock(61)
    const { id: intent } = await intentOf(id)
    await stripe.paymentIntents.update(intent, { metadata: { looked_at: 'yes' } })
    expect(await intentOf(id)).toMatchObject({ status: 'requires_payment_method', last_payment_error: null })
    await read(intent)
    expect(await endOf(id)).toEqual({ ...DECLINED, moments: MOMENTS })
    const ended = await paymentOf(id)
    await moveClock(3600)
    expect(await sweep()).toBe(0)
    await workOff()
    expect(await paymentOf(id)).toEqual(ended)
  })
})

describe('a charge that was given up before Stripe made an intent', () => {
  it('ends as refused when nobody may send it any more, and stays so', async () => {
    const { merchant, customer } = await openShop()
    proxy.breaks(CREATE, 401)
    const id = await charge(merchant, customer.id)
    proxy.heal()
    const { id: jobId } = await jobOf(id)
    await moveClock(23 * 3600 - 60)
    await sweep()
    expect(await endOf(id)).toMatchObject({ state: 'starting', order: 'in_progress', isSwept: true, openJobs: 1 })
    await moveClock(2 * 3600)
    await sweep()
    const REFUSED = { state: 'refused', order: 'failed', hasIntent: false, isSwept: false, ledger: [] }
    expect(await endOf(id)).toMatchObject(REFUSED)
    expect((await paymentOf(id)).errorMessage).toMatch(/Nothing was charged\.$/)
    await reviveDeadLetter(jobId, { actorId: merchant.userId, requestId: crypto.randomUUID() })
    await workOff()
    expect(await endOf(id)).toMatchObject({ ...REFUSED, openJobs: 0 })
    expect(await atStripe(id)).toEqual({ intents: [], charges: [] })
  })
})

describe('what the customer reads on the statement', () => {
  /** The app as a process that was started with this variable. */
  async function processWith(descriptor: string) {
    vi.stubEnv('STATEMENT_DESCRIPTOR', descriptor)
    vi.resetModules()
    const [ask, jobs, worker] = await Promise.all([
      import('@/lib/server/payments/ask-charge'),
      import('@/lib/server/jobs/carry-out'),
      import('@/lib/server/jobs/work-jobs'),
    ])
    return { ...ask, ...jobs, ...worker }
  }

  it('is what the shop was set to when the charge was asked for, also in a create that is repeated', async () => {
    const { merchant, customer } = await openShop()
    const first = await processWith('MOON RIDES')
    const { paymentId: id, job } = await first.askCharge(chargeOf(merchant, customer.id))
    await control.faults([{ match: { method: 'POST', path: '/v1/payment_intents' }, kind: 'drop_mid_body' }])
    if (job) await first.carryOut(job)
    await control.faults([])
    expect(await endOf(id)).toMatchObject({ state: 'starting', hasIntent: false })
    const second = await processWith('SUN RIDES')
    await expireLeases()
    // Others' commands may come first.
    while ((await second.workJobs()) > 0);
    expect(await endOf(id)).toEqual(PAID)
    expect(await atStripe(id)).toEqual(PAID_AT_STRIPE)
    expect(await intentOf(id)).toMatchObject({ statement_descriptor: 'MOON RIDES' })
    const later = await second.askCharge(chargeOf(merchant, customer.id))
    if (later.job) await second.carryOut(later.job)
    expect(await intentOf(later.paymentId)).toMatchObject({ statement_descriptor: 'SUN RIDES' })
  })
})
