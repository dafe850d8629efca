import pg from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backend } from '../support/backend'
import { freshWorld } from '../support/business-clock'
import { charge, chargeOf, customerWithMethod, newMerchant } from '../support/charging'
import { endOf as paymentEndOf, PAID } from '../support/payment-ends'
import { askToRemove, endOf, removed, settle } from '../support/removing'
import { startStripeProxy } from '../support/stripe-proxy'
import { db } from '@/lib/server/db'
import { askCharge } from '@/lib/server/payments/ask-charge'

const proxy = await startStripeProxy(backend.sandboxUrl)
process.env.STRIPE_API_BASE = proxy.origin
const DETACH = /detach$/

beforeEach(freshWorld)
afterEach(() => {
  proxy.heal()
  vi.resetModules()
})
afterAll(() => proxy.close())

describe('removing in a process that has never reached Stripe', () => {
  it('is filed while Stripe is away, nothing more is charged, and it is done once Stripe is back', async () => {
    const customer = await customerWithMethod()
    const { id } = customer.paymentMethod
    proxy.breaks(/^GET \/v1\/account$/, 503)
    vi.resetModules()
    const { removeMethod } = await import('@/lib/server/payment-methods/remove-method')
    expect(await removeMethod(id, customer, crypto.randomUUID())).toEqual({ id, status: 'removing' })
    expect(proxy.seen.filter((one) => DETACH.test(one))).toEqual([])
    expect(await endOf(id)).toMatchObject({
      method: { status: 'removing', reason: 'customer', isDefault: false, hasEnded: false },
      openJobs: 1,
      atStripe: { isAttached: true },
    })
    await expect(charge(await newMerchant(), customer.id)).rejects.toMatchObject({ code: 'mandate_missing' })
    proxy.heal()
    await settle()
    expect(await endOf(id)).toEqual(removed('customer'))
  })
})

describe('one charge that is asked for twice at once, while the customer removes the method', () => {
  /** Holds the customer's row while others queue up for it, one after the other. */
  async function queued<T>(customerId: string, start: (() => Promise<T>)[]): Promise<T[]> {
    const holder = new pg.Client({ connectionString: backend.databaseUrl })
    await holder.connect()
    try {
      await holder.query('begin')
      await holder.query('select 1 from customers where id = $1 for no key update', [customerId])
      const started: Promise<T>[] = []
      for (const one of start) {
        started.push(one())
        await expect.poll(waiting, { interval: 20 }).toBe(started.length)
      }
      await holder.query('rollback')
      return await Promise.all(started)
    } finally {
      await holder.end()
    }
  }

  async function waiting(): Promise<number> {
    const [row] = await db().$queryRaw<{ count: number }[]>`
      select count(*)::int from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
    return row?.count ?? 0
  }

  it('is one payment in both answers, though the method was gone for the second of them', async () => {
    const [customer, merchant] = [await customerWithMethod(), await newMerchant()]
    const asked = chargeOf(merchant, customer.id)
    const ask = async () => askCharge(asked)
    const removal = async () => void (await askToRemove(customer))
    const [first, , second] = await queued<Awaited<ReturnType<typeof ask>> | void>(customer.id, [ask, removal, ask])
    if (!first || !second) throw new Error('A charge was not answered.')
    expect(first.job).not.toBeNull()
    expect(second).toEqual({ paymentId: first.paymentId, job: null })
    expect(await endOf(customer.paymentMethod.id)).toMatchObject({ method: { status: 'removing' } })
    await settle()
    expect(await paymentEndOf(first.paymentId)).toEqual(PAID)
    expect(await endOf(customer.paymentMethod.id)).toEqual(removed('customer'))
  })
})
