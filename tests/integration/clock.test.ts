import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { idsIn } from '../support/at-stripe'
import { freshWorld, moveClock } from '../support/business-clock'
import { chargeOf, customerWithMethod, expireLeases, newMerchant, paymentOf, workOff } from '../support/charging'
import { approved, control, newCustomer, rowOf, start } from '../support/saving'
import { deliver, eventOf, madeUpEvent } from '../support/webhooks'
import { businessNow } from '@/lib/server/clock'
import { db, transaction } from '@/lib/server/db'
import { drain } from '@/lib/server/jobs/drain'
import { runWorker } from '@/lib/server/jobs/run-worker'
import { sweep } from '@/lib/server/jobs/sweep'
import { askCharge } from '@/lib/server/payments/ask-charge'
import { runCharge } from '@/lib/server/payments/run-charge'
import { stripeBalances } from '@/lib/server/stripe/balance'
import { stripe } from '@/lib/server/stripe/client'
import { isDeletedCustomer } from '@/lib/server/stripe/customers'
import { confirmOffSession, createPaymentIntent, retrievePaymentIntent } from '@/lib/server/stripe/payment-intents'
import { detachPaymentMethod, ownerOf, retrieveMandate } from '@/lib/server/stripe/payment-methods'
import { findSetup } from '@/lib/server/payment-methods/store'
import { openSetup } from '@/lib/server/payment-methods/open-setup'

beforeEach(freshWorld)
afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

const ahead = (time: Date) => Math.round((time.getTime() - Date.now()) / 1000)

describe('the business clock', () => {
  it('is the database’s time, moved beside the sandbox', async () => {
    expect(Math.abs(ahead(await businessNow()))).toBeLessThanOrEqual(2)
    await moveClock(86_400)
    expect(Math.abs(ahead(await businessNow()) - 86_400)).toBeLessThanOrEqual(2)
  })

  it('cannot be moved with Stripe itself', async () => {
    await moveClock(86_400)
    vi.stubEnv('STRIPE_API_BASE', 'https://api.stripe.com')
    vi.resetModules()
    const { businessNow: ofStripe } = await import('@/lib/server/clock')
    expect(Math.abs(ahead(await ofStripe()))).toBeLessThanOrEqual(2)
  })

  it('never runs behind, and has one row', async () => {
    await expect(db().$executeRaw`update clock set offset_seconds = -1`).rejects.toThrow(/clock_check|check constraint/)
    await expect(db().$executeRaw`insert into clock (id, offset_seconds) values (2, 0)`).rejects.toThrow()
  })
})

describe('a database transaction', () => {
  it('cannot call Stripe', async () => {
    await expect(transaction(async () => stripe().accounts.retrieveCurrent())).rejects.toThrow(
      'Stripe was called inside a database transaction.',
    )
    const setup = await start(await newCustomer())
    await expect(transaction(() => openSetup(setup))).rejects.toThrow(/inside a database transaction/)
    expect((await findSetup(setup.id))?.stripeSetupIntentId).toBeNull()
  })

  it('cannot charge, read, detach or ask for the balance either', async () => {
    const customer = await customerWithMethod()
    const { paymentId } = await askCharge(chargeOf(await newMerchant(), customer.id))
    const { row, paymentMethod } = customer
    const { stripePaymentMethodId } = paymentMethod
    const terms = {
      orderId: paymentId,
      paymentId,
      amount: 1200,
      currency: 'usd',
      ...idsIn(row),
      statementDescriptor: null,
      captureMethod: 'automatic',
      savedType: 'amazon_pay',
    } as const
    const [idempotencyKey, stripePaymentIntentId] = ['key', 'pi_any']
    const before = await control.wholeJournal()
    const calls: (() => Promise<unknown>)[] = [
      () => createPaymentIntent({ ...terms, idempotencyKey }),
      () => confirmOffSession({ stripePaymentIntentId, stripePaymentMethodId, idempotencyKey }),
      () => retrievePaymentIntent(stripePaymentIntentId),
      () => detachPaymentMethod(stripePaymentMethodId, idempotencyKey),
      () => ownerOf(stripePaymentMethodId),
      () => retrieveMandate('mandate_any'),
      () => isDeletedCustomer(row),
      () => stripeBalances(),
      () => runCharge(paymentId, { renew: async () => {} }),
    ]
    for (const call of calls) await expect(transaction(call)).rejects.toThrow(/inside a database transaction/)
    expect(await control.wholeJournal()).toEqual(before)
    expect((await paymentOf(paymentId)).status).toBeNull()
    await workOff()
  })

  it('lets Stripe be called again once it is over', async () => {
    await transaction(async (tx) => tx.setup.count())
    expect((await stripe().accounts.retrieveCurrent()).country).toBe('US')
  })
})

describe('a host without a worker', () => {
  it('gets its work done by being drained', async () => {
    const saved = await approved(await newCustomer())
    await deliver(await eventOf(saved.stripeSetupIntentId, 'setup_intent.succeeded'))
    await deliver(madeUpEvent({ type: 'payout.paid' }))
    const charged = await customerWithMethod()
    const { paymentId } = await askCharge(chargeOf(await newMerchant(), charged.id))
    const swept = await start(await newCustomer())
    // The request that asked for the charge has died, and its lease with it.
    await expireLeases()
    await db().setup.updateMany({
      where: { id: { not: swept.id }, nextSyncAt: { not: null } },
      data: { nextSyncAt: new Date(Date.now() + 7200_000) },
    })
    await moveClock(30)
    // The charge, what follows from it (the order is fulfilled, a receipt is sent), and one more look at the method that the
    // event has saved.
    expect(await drain()).toEqual({ events: 2, jobs: 4, swept: 0 })
    const done = await db().job.findMany({ where: { doneAt: { not: null } }, orderBy: { id: 'asc' } })
    expect(done.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['charge', 'fulfil', 'notify', 'sync_method']))
    expect((await rowOf(saved.setupId)).status).toBe('succeeded')
    expect((await paymentOf(paymentId)).status).toBe('succeeded')
    await moveClock(31)
    expect(await drain()).toEqual({ events: 0, jobs: 0, swept: 1 })
    expect((await rowOf(swept.id)).status).toBe('requires_confirmation')
    expect(await drain()).toEqual({ events: 0, jobs: 0, swept: 0 })
  })

  it('is drained once by two schedulers at the same time', async () => {
    const setups = await Promise.all(Array.from({ length: 8 }, async () => start(await newCustomer())))
    await moveClock(61)
    await Promise.all([sweep(), sweep(), sweep(), sweep()])
    const rows = await Promise.all(setups.map(({ id }) => rowOf(id)))
    expect(rows.map(({ syncCount, status }) => [syncCount, status])).toEqual(
      rows.map(() => [1, 'requires_confirmation']),
    )
  })
})

describe('a worker', () => {
  it('settles what it is told by an event, and stops when asked', async () => {
    const { setupId, stripeSetupIntentId } = await approved(await newCustomer())
    await deliver(await eventOf(stripeSetupIntentId, 'setup_intent.succeeded'))
    const stop = new AbortController()
    const worker = runWorker(stop.signal)
    await vi.waitFor(async () => expect((await rowOf(setupId)).status).toBe('succeeded'), { timeout: 10_000 })
    stop.abort()
    await worker
  })
})
