import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backend } from '../support/backend'
import { freshWorld, moveClock } from '../support/business-clock'
import { charge, customerWithMethod, expireLeases, jobOf, newMerchant, paymentOf } from '../support/charging'
import { type Saved, stripeMandateOf, stripeMethodOf } from '../support/elsewhere'
import { atStripe, endOf, intentOf, PAID, PAID_AT_STRIPE } from '../support/payment-ends'
import { answerOf, endOf as methodEndOf, hear, remove, removed, settle } from '../support/removing'
import { send, signedIn } from '../support/requests'
import { approved, control, newCustomer, stripe } from '../support/saving'
import { startStripeProxy } from '../support/stripe-proxy'
import { POST as retryRoute } from '@/app/api/jobs/[id]/retry/route'
import type { Viewer } from '@/lib/server/auth/session'
import { db } from '@/lib/server/db'
import { sweep } from '@/lib/server/jobs/sweep'
import { workJobs } from '@/lib/server/jobs/work-jobs'
import { recordSnapshot } from '@/lib/server/payment-methods/record-snapshot'
import { findSetup } from '@/lib/server/payment-methods/store'
import { syncSetup } from '@/lib/server/payment-methods/sync-setup'
import { retrieveSetupIntent } from '@/lib/server/stripe/setup-intents'

const proxy = await startStripeProxy(backend.sandboxUrl)
process.env.STRIPE_API_BASE = proxy.origin
const CREATE = /^POST \/v1\/payment_intents$/
const CONFIRM = /^POST \/v1\/payment_intents\/\w+\/confirm$/
const DETACH = /detach$/

let merchant: Viewer
let customer: Saved

beforeEach(async () => {
  await freshWorld()
  // Whether a permission is still in force is ours to know: this Stripe would charge without one.
  await control.outcomes({ inactiveMandate: 'succeed' })
  merchant = await newMerchant()
  customer = await customerWithMethod()
})
afterEach(() => proxy.heal())
afterAll(async () => {
  await control.outcomes({ inactiveMandate: 'decline' })
  proxy.close()
})

const REFUSED = { state: 'refused', order: 'failed', ledger: [], isSwept: false, openJobs: 0 }

/** A charge whose command has stopped at this call, which Stripe did not carry out. */
async function stoppedAt(call: RegExp, status: number): Promise<string> {
  proxy.breaks(call, status)
  const id = await charge(merchant, customer.id)
  proxy.heal()
  return id
}

async function revoke(): Promise<void> {
  await control.dashboard({ revokeMandate: stripeMandateOf(customer) })
  await hear('mandate.updated', stripeMandateOf(customer))
}

describe('a charge that waits for Stripe', () => {
  const STEPS = [
    ['made', CREATE],
    ['confirmed', CONFIRM],
  ] as const

  it.each(STEPS)('to be %s charges nothing once the customer has withdrawn the permission', async (_step, call) => {
    const id = await stoppedAt(call, 503)
    await revoke()
    await settle()
    expect(await endOf(id)).toMatchObject(REFUSED)
    expect((await paymentOf(id)).errorMessage).toBe('The permission had ended before it was charged.')
    expect(await methodEndOf(customer.paymentMethod.id)).toEqual(removed('revoked'))
    expect([(await atStripe(id)).charges, await control.balance()]).toEqual([[], {}])
  })

  it.each(STEPS)('to be %s charges nothing either if they had asked to remove it before', async (_step, call) => {
    const id = await stoppedAt(call, 503)
    expect(await remove(customer)).toMatchObject({ status: 'removing' })
    await revoke()
    await settle()
    expect(await endOf(id)).toMatchObject(REFUSED)
    expect(await methodEndOf(customer.paymentMethod.id)).toEqual(removed('customer'))
    expect([(await atStripe(id)).charges, await control.balance()]).toEqual([[], {}])
  })

  it.each(STEPS)('to be %s is paid if the method is only being removed, which comes after it', async (_step, call) => {
    const id = await stoppedAt(call, 503)
    proxy.seen.length = 0
    expect(await remove(customer)).toMatchObject({ status: 'removing' })
    await settle()
    expect(await endOf(id)).toEqual(PAID)
    expect(await atStripe(id)).toEqual(PAID_AT_STRIPE)
    expect(await methodEndOf(customer.paymentMethod.id)).toEqual(removed('customer'))
    const [confirmed, detached] = [CONFIRM, DETACH].map((path) => proxy.seen.findLastIndex((one) => path.test(one)))
    expect(confirmed).toBeLessThan(detached ?? -1)
  })
})

describe('a charge that was given up before its method was removed', () => {
  /** Given up at the confirm; then the customer removes the method, and Stripe can't be reached for that. */
  async function givenUpAndRemoved(between: (id: string) => Promise<unknown> = async () => undefined): Promise<string> {
    const id = await stoppedAt(CONFIRM, 401)
    expect(await jobOf(id)).toMatchObject({ dueAt: null, doneAt: null })
    await between(id)
    proxy.breaks(DETACH, 503)
    expect(await remove(customer)).toMatchObject({ status: 'removing' })
    return id
  }

  /** A worker's turn and the sweep's, a day later. */
  async function dayLater(): Promise<void> {
    await expireLeases()
    await workJobs()
    await moveClock(23 * 3600 + 1)
    await sweep()
  }

  it('can be tried again by nobody, and ends as refused', async () => {
    const id = await givenUpAndRemoved()
    const params = { id: (await jobOf(id)).id }
    expect(await answerOf(await send(retryRoute, { cookie: await signedIn(merchant), params }))).toEqual([
      404,
      'not_found',
    ])
    await dayLater()
    expect(await endOf(id)).toMatchObject(REFUSED)
    expect([(await atStripe(id)).charges, await control.balance()]).toEqual([[], {}])
    proxy.heal()
    await settle()
    expect(await methodEndOf(customer.paymentMethod.id)).toEqual(removed('customer'))
    expect(await endOf(id)).toMatchObject(REFUSED)
  })

  it('ends as paid if it had gone through unheard', async () => {
    const id = await givenUpAndRemoved(async (paymentId) => {
      const confirm = { payment_method: stripeMethodOf(customer), off_session: true }
      await stripe.paymentIntents.confirm((await intentOf(paymentId)).id, confirm)
    })
    await dayLater()
    expect(await endOf(id)).toEqual(PAID)
    expect(await atStripe(id)).toEqual(PAID_AT_STRIPE)
  })
})

describe('a charge that is given up while its method is being removed', () => {
  it('is not sent again before Stripe has detached the method, and then charges nothing', async () => {
    const id = await stoppedAt(CONFIRM, 503)
    await remove(customer)
    proxy.breaks(CONFIRM, 401)
    await expireLeases()
    await workJobs(4)
    proxy.breaks(DETACH, 503)
    await expireLeases()
    await workJobs(4)
    proxy.heal()
    const given = await jobOf(id)
    expect(given).toMatchObject({ dueAt: null, doneAt: null })
    const cookie = await signedIn(merchant)
    expect((await send(retryRoute, { cookie, params: { id: given.id } })).status).toBe(404)
    await settle()
    expect(await methodEndOf(customer.paymentMethod.id)).toEqual(removed('customer'))
    expect((await send(retryRoute, { cookie, params: { id: given.id } })).status).toBe(204)
    await settle()
    expect(await endOf(id)).toMatchObject(REFUSED)
  })
})

describe('a permission that is withdrawn while it is being saved', () => {
  const filed = (subjectId: string) => db().job.findMany({ where: { subjectId } })

  it('is read once more after every save', async () => {
    expect(await filed(customer.paymentMethod.id)).toMatchObject([{ kind: 'sync_method', doneAt: expect.any(Date) }])
    const { setupId } = await approved(await newCustomer())
    await Promise.all(Array.from({ length: 5 }, () => syncSetup(setupId)))
    const { mandate } = await db().setup.findUniqueOrThrow({ where: { id: setupId }, include: { mandate: true } })
    expect(await filed(mandate?.paymentMethodId ?? '')).toMatchObject([{ kind: 'sync_method', doneAt: null }])
  })

  it('is not lost, although its event came before there was anything to end', async () => {
    const { setupId, stripeSetupIntentId } = await approved(await newCustomer())
    const { snapshot } = await retrieveSetupIntent(stripeSetupIntentId)
    const stripeMandateId = snapshot.mandate?.stripeMandateId ?? ''
    await control.dashboard({ revokeMandate: stripeMandateId })
    await hear('mandate.updated', stripeMandateId)
    const setup = await findSetup(setupId)
    if (!setup) throw new Error('There is no such setup.')
    const saved = await recordSnapshot(setup, snapshot)
    expect(saved?.mandate).toMatchObject({ status: 'active' })
    await settle()
    expect(await methodEndOf(saved?.mandate?.paymentMethodId ?? '')).toEqual(removed('revoked'))
  })
})
