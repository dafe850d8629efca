import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backend } from '../support/backend'
import { freshWorld, moveClock } from '../support/business-clock'
import { charge, customerWithMethod, jobOf, newMerchant, paymentOf, workOff } from '../support/charging'
import { answerOf, endOf, hear, remove, removed, settle } from '../support/removing'
import { send, signedIn } from '../support/requests'
import { control } from '../support/saving'
import { startStripeProxy } from '../support/stripe-proxy'
import { POST as chargeRoute } from '@/app/api/charges/route'
import { DELETE as removeRoute } from '@/app/api/payment-methods/[id]/route'
import { db } from '@/lib/server/db'
import { carryOut } from '@/lib/server/jobs/carry-out'
import { claimJobs, reviveDeadLetter } from '@/lib/server/jobs/store'
import { sweep } from '@/lib/server/jobs/sweep'

const proxy = await startStripeProxy(backend.sandboxUrl)
process.env.STRIPE_API_BASE = proxy.origin
beforeEach(freshWorld)
afterEach(() => proxy.heal())
afterEach(() => control.faults([]))
afterAll(() => proxy.close())

const CREATE = { method: 'POST', path: '/v1/payment_intents' } as const
const CONFIRM = { method: 'POST', path: '/v1/payment_intents/:id/confirm' } as const
const READ = { method: 'GET', path: '/v1/payment_intents/:id' } as const
const REMOVING = {
  method: { status: 'removing', reason: 'customer', isDefault: false },
  atStripe: { isAttached: true },
}
const NOT_ALLOWED = { code: 'mandate_missing' }

/** The worker has tried for nearly three days. */
const nearlyGivenUp = () => db().job.updateMany({ where: { kind: 'charge', doneAt: null }, data: { attempts: 448 } })

const onlyPayment = async (customerId: string) =>
  paymentOf((await db().payment.findFirstOrThrow({ where: { customerId } })).id)

describe('removing a method that is being charged', () => {
  it.each([
    ['created', /^POST \/v1\/payment_intents$/],
    ['confirmed', /confirm$/],
  ])('waits while the payment is %s, and is done once it is paid', async (_step, call) => {
    const [customer, merchant] = [await customerWithMethod(), await newMerchant()]
    const [hers, his] = [await signedIn(customer), await signedIn(merchant)]
    const ask = () =>
      send(chargeRoute, {
        cookie: his,
        headers: { 'idempotency-key': crypto.randomUUID() },
        json: { customerId: customer.id, amount: 1200, currency: 'usd', description: 'Ride' },
      })
    proxy.seen.length = 0
    proxy.breaks(call, 'held')
    const charging = ask()
    await vi.waitFor(() => expect(proxy.seen).toContainEqual(expect.stringMatching(call)), 10_000)
    const { id } = customer.paymentMethod
    const removing = await send(removeRoute, { method: 'DELETE', params: { id }, cookie: hers })
    expect([removing.status, await removing.json()]).toEqual([202, { id, status: 'removing' }])
    expect(await endOf(id)).toMatchObject(REMOVING)
    expect(await answerOf(await ask())).toEqual([409, 'mandate_missing'])
    proxy.heal()
    expect(await (await charging).json()).toMatchObject({ state: 'paid' })
    await settle()
    expect(await endOf(id)).toEqual(removed('customer'))
    const [confirmed, detached] = [/confirm$/, /detach$/].map((path) =>
      proxy.seen.findLastIndex((one) => path.test(one)),
    )
    expect(confirmed).toBeLessThan(detached ?? -1)
  })
})

describe('a removal while Stripe is processing a charge', () => {
  it.each([
    ['processing', { status: 'succeeded', failure: null }],
    ['late_failure', { status: 'requires_payment_method', failure: 'declined' }],
  ] as const)('(%s) waits for its end, however often the worker looks', async (nextOffSession, end) => {
    const [customer, merchant] = [await customerWithMethod(), await newMerchant()]
    await control.outcomes({ nextOffSession })
    const paymentId = await charge(merchant, customer.id)
    expect(await paymentOf(paymentId)).toMatchObject({ status: 'processing' })
    expect(await remove(customer)).toMatchObject({ status: 'removing' })
    await workOff(25)
    // Waiting is no failed attempt, or the worker would give up on it.
    expect(await jobOf(customer.paymentMethod.id)).toMatchObject({ attempts: 0, doneAt: null, lastError: null })
    expect(await endOf(customer.paymentMethod.id)).toMatchObject(REMOVING)
    await expect(charge(merchant, customer.id)).rejects.toMatchObject(NOT_ALLOWED)
    await moveClock(3600)
    await hear('payment_intent.succeeded', (await paymentOf(paymentId)).stripePaymentIntentId ?? '')
    await settle()
    expect(await paymentOf(paymentId)).toMatchObject(end)
    expect(await endOf(customer.paymentMethod.id)).toEqual(removed('customer'))
  })

  it('learns of its end from the sweep when no event comes', async () => {
    const [customer, merchant] = [await customerWithMethod(), await newMerchant()]
    await control.outcomes({ nextOffSession: 'processing' })
    const paymentId = await charge(merchant, customer.id)
    await remove(customer)
    await moveClock(3600)
    await sweep()
    await settle()
    expect(await paymentOf(paymentId)).toMatchObject({ status: 'succeeded' })
    expect(await endOf(customer.paymentMethod.id)).toEqual(removed('customer'))
  })
})

describe('a removal behind a charge that Stripe does not answer', () => {
  it('waits as long as the worker tries, and no longer', async () => {
    const [customer, merchant] = [await customerWithMethod(), await newMerchant()]
    await control.faults([{ kind: 'drop_before', match: CONFIRM }])
    const paymentId = await charge(merchant, customer.id)
    await remove(customer)
    await workOff(5)
    expect(await endOf(customer.paymentMethod.id)).toMatchObject(REMOVING)
    await nearlyGivenUp()
    await workOff()
    expect(await jobOf(paymentId)).toMatchObject({ dueAt: null, doneAt: null })
    expect(await endOf(customer.paymentMethod.id)).toEqual(removed('customer'))
  })

  it('leaves a charge that a person has tried again later refused, with nothing charged', async () => {
    const [customer, merchant] = [await customerWithMethod(), await newMerchant()]
    await control.faults([{ kind: 'drop_before', match: CREATE }])
    const paymentId = await charge(merchant, customer.id)
    await remove(customer)
    await nearlyGivenUp()
    await workOff()
    await control.faults([])
    const { id } = await jobOf(paymentId)
    await reviveDeadLetter(id, { actorId: merchant.userId, requestId: crypto.randomUUID() })
    await settle()
    expect(await paymentOf(paymentId)).toMatchObject({ failure: 'refused', errorMessage: expect.stringMatching(/\w+/) })
    expect(await control.balance()).toEqual({})
    expect(await endOf(customer.paymentMethod.id)).toEqual(removed('customer'))
  })

  it('does not lose a charge that had gone through', async () => {
    const [customer, merchant] = [await customerWithMethod(), await newMerchant()]
    await control.faults([
      { kind: 'drop_after', match: CONFIRM },
      { kind: 'error_503', match: READ },
    ])
    await charge(merchant, customer.id)
    await remove(customer)
    await nearlyGivenUp()
    await workOff()
    expect(await endOf(customer.paymentMethod.id)).toEqual(removed('customer'))
    await control.faults([])
    await moveClock(7200)
    await sweep()
    const payment = await onlyPayment(customer.id)
    expect(payment).toMatchObject({ status: 'succeeded', failure: null, ledger: [{ paymentId: payment.id }] })
  })
})

describe('a charge whose command waits in the outbox', () => {
  it('goes first, whichever of the two the worker takes first', async () => {
    const [customer, merchant] = [await customerWithMethod(), await newMerchant()]
    await control.faults([{ kind: 'rate_limit_429', match: CREATE }])
    const paymentId = await charge(merchant, customer.id)
    await remove(customer)
    await control.faults([])
    await db()
      .$executeRaw`update jobs set due_at = now() - interval '1 second' where kind = 'detach' and due_at is not null`
    for (const job of await claimJobs(10)) await carryOut(job)
    expect(await endOf(customer.paymentMethod.id)).toMatchObject(REMOVING)
    await settle()
    expect(await paymentOf(paymentId)).toMatchObject({ status: 'succeeded' })
    expect(await endOf(customer.paymentMethod.id)).toEqual(removed('customer'))
  })
})
