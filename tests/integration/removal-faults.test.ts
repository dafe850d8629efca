import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FaultKind, FaultRule } from '../../sandbox/faults-rules'
import { backend } from '../support/backend'
import { freshWorld } from '../support/business-clock'
import { charge, customerWithMethod, expireLeases, jobOf, newMerchant, workOff } from '../support/charging'
import { askToRemove, endOf, remove, removed, settle } from '../support/removing'
import { control, stripe } from '../support/saving'
import { startStripeProxy } from '../support/stripe-proxy'
import { db } from '@/lib/server/db'
import { carryOut } from '@/lib/server/jobs/carry-out'
import { LeaseLost } from '@/lib/server/jobs/lease'
import { claimJobs, reviveDeadLetter } from '@/lib/server/jobs/store'
import { runDetach } from '@/lib/server/payment-methods/run-detach'

const proxy = await startStripeProxy(backend.sandboxUrl)
process.env.STRIPE_API_BASE = proxy.origin
beforeEach(freshWorld)
afterEach(() => proxy.heal())
afterEach(() => control.faults([]))
afterAll(() => proxy.close())

const DETACH = { method: 'POST', path: '/v1/payment_methods/:id/detach' } as const
const OWNER = { method: 'GET', path: '/v1/payment_methods/:id' } as const
const MANDATE = { method: 'GET', path: '/v1/mandates/:id' } as const
const detaches = async () => (await control.journal()).filter(({ path }) => path.endsWith('/detach'))

/** Stripe does what it was asked for, and we are not told. */
const UNHEARD: FaultKind[] = ['drop_after', 'drop_mid_body', 'error_500_with_effect']
/** Stripe does nothing. */
const UNDONE: FaultKind[] = [
  'drop_before',
  'error_500_no_effect',
  'error_502',
  'error_503',
  'error_504',
  'rate_limit_429',
  'conflict_409',
]
const strike = (kind: FaultKind, match: FaultRule['match']) => control.faults([{ kind, match } as FaultRule])

/** A removal that was not finished: nothing is charged meanwhile, and it is as it should be once Stripe is back. */
async function finishesLater(customer: Awaited<ReturnType<typeof customerWithMethod>>): Promise<void> {
  const { id } = customer.paymentMethod
  expect(await endOf(id)).toMatchObject({
    method: { status: 'removing', isDefault: false, hasEnded: false },
    openJobs: 1,
  })
  for (const paymentMethodId of [id, undefined])
    await expect(
      charge(await newMerchant(), customer.id, paymentMethodId ? { paymentMethodId } : {}),
    ).rejects.toMatchObject({
      code: 'mandate_missing',
    })
  await control.faults([])
  await settle()
  expect(await endOf(id)).toEqual(removed('customer'))
}

describe('while Stripe does not carry the detach out', () => {
  it.each(UNDONE)('(%s) the method is being removed, and the worker finishes it', async (kind) => {
    const customer = await customerWithMethod()
    await strike(kind, DETACH)
    expect(await remove(customer)).toEqual({ id: customer.paymentMethod.id, status: 'removing' })
    expect(await endOf(customer.paymentMethod.id)).toMatchObject({ atStripe: { isAttached: true } })
    await finishesLater(customer)
  })
})

describe('when the answer to the detach is lost', () => {
  it.each(UNHEARD)('(%s) reading the method tells that it is gone', async (kind) => {
    const customer = await customerWithMethod()
    await strike(kind, DETACH)
    expect(await remove(customer)).toEqual({ id: customer.paymentMethod.id, status: 'detached' })
    expect(await endOf(customer.paymentMethod.id)).toEqual(removed('customer'))
  })
})

describe('while a detached method can’t be read', () => {
  const kinds = [...UNHEARD, ...UNDONE].filter((kind) => kind !== 'conflict_409')
  it.each(kinds)('(%s) nobody is told that it is gone before that is certain', async (kind) => {
    for (const reading of [OWNER, MANDATE]) {
      const customer = await customerWithMethod()
      await strike(kind, reading)
      expect(await remove(customer)).toEqual({ id: customer.paymentMethod.id, status: 'removing' })
      await finishesLater(customer)
    }
  })
})

describe('a removal whose process dies', () => {
  it('before Stripe heard of it is finished by the worker once the lease has run out', async () => {
    const customer = await customerWithMethod()
    await askToRemove(customer)
    expect(await claimJobs(10)).toEqual([])
    const { dueAt } = await jobOf(customer.paymentMethod.id)
    expect((dueAt?.getTime() ?? Infinity) - Date.now()).toBeLessThanOrEqual(30_500)
    await finishesLater(customer)
  })

  it('after Stripe carried it out is finished by the worker, which detaches nothing twice', async () => {
    const customer = await customerWithMethod()
    await askToRemove(customer)
    await stripe.paymentMethods.detach(customer.paymentMethod.stripePaymentMethodId)
    await finishesLater(customer)
    expect((await detaches()).filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('after it was recorded leaves a command that has nothing left to do', async () => {
    const customer = await customerWithMethod()
    await askToRemove(customer)
    await runDetach(customer.paymentMethod.id, { renew: async () => undefined })
    const row = await db().paymentMethod.findUniqueOrThrow({ where: { id: customer.paymentMethod.id } })
    await settle()
    expect(await endOf(customer.paymentMethod.id)).toEqual(removed('customer'))
    expect(await db().paymentMethod.findUniqueOrThrow({ where: { id: customer.paymentMethod.id } })).toEqual(row)
  })
})

describe('a worker that has lost its lease', () => {
  it('leaves Stripe alone, and the one that has it finishes', async () => {
    const customer = await customerWithMethod()
    const frozen = await askToRemove(customer)
    await expireLeases()
    const [current] = await claimJobs(1)
    if (!frozen || !current) throw new Error('Nothing was leased.')
    await carryOut(frozen)
    expect(await detaches()).toEqual([])
    expect(await jobOf(customer.paymentMethod.id)).toMatchObject({ doneAt: null, lastError: null, attempts: 2 })
    await carryOut(current)
    expect(await endOf(customer.paymentMethod.id)).toEqual(removed('customer'))
  })

  it('stops at once', async () => {
    const customer = await customerWithMethod()
    await askToRemove(customer)
    const renew = () => Promise.reject(new LeaseLost('gone'))
    await expect(runDetach(customer.paymentMethod.id, { renew })).rejects.toThrow(LeaseLost)
    expect(await detaches()).toEqual([])
    await finishesLater(customer)
  })
})

describe('a removal that was given up', () => {
  it('stays one that nothing is charged with, and is finished when a person tries it again', async () => {
    const customer = await customerWithMethod()
    const { id } = customer.paymentMethod
    // Stripe repeats a stored 500 for a day, whenever it is asked under the same key.
    await strike('error_500_no_effect', DETACH)
    await remove(customer)
    await db().job.updateMany({ where: { subjectId: id, kind: 'detach' }, data: { attempts: 445 } })
    await workOff()
    const job = await jobOf(id)
    expect(job).toMatchObject({
      attempts: 450,
      dueAt: null,
      doneAt: null,
      lastError: expect.stringContaining('unavailable'),
    })
    await control.faults([])
    await settle()
    expect(await remove(customer)).toEqual({ id, status: 'removing' })
    expect(await endOf(id)).toMatchObject({ method: { status: 'removing' }, atStripe: { isAttached: true } })
    await reviveDeadLetter(job.id, { actorId: customer.userId, requestId: crypto.randomUUID() })
    await carryOutNext()
    expect(await endOf(id)).toEqual(removed('customer'))
  })

  it('is one for a person at once when Stripe refuses our key', async () => {
    const customer = await customerWithMethod()
    proxy.breaks(/detach$/, 401)
    expect(await remove(customer)).toMatchObject({ status: 'removing' })
    expect(await jobOf(customer.paymentMethod.id)).toMatchObject({ attempts: 1, dueAt: null, doneAt: null })
  })
})

async function carryOutNext(): Promise<void> {
  const [job] = await claimJobs(1)
  if (!job) throw new Error('No command is due.')
  await carryOut(job)
}
