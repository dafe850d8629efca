import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { idsIn, NOBODYS, stripeCustomerIdOf } from '../support/at-stripe'
import { backend } from '../support/backend'
import { freshWorld } from '../support/business-clock'
import { anotherMethod, charge, newMerchant, paymentOf } from '../support/charging'
import { remove, settle } from '../support/removing'
import { approved, control, newCustomer, open, rowOf, stripe } from '../support/saving'
import { startStripeProxy } from '../support/stripe-proxy'
import { deliver, madeUpEvent } from '../support/webhooks'
import type { SignedInCustomer } from '@/lib/server/auth/session'
import { db } from '@/lib/server/db'
import { syncCustomer } from '@/lib/server/customers/sync-customer'
import { syncSetup } from '@/lib/server/payment-methods/sync-setup'

type Model = 'customer' | 'account'

const VERSION = '2026-05-27.preview'
const proxy = await startStripeProxy(backend.sandboxUrl)
process.env.STRIPE_API_BASE = proxy.origin

beforeEach(async () => {
  await freshWorld()
  await control.outcomes({ customersAreAccounts: false })
})
afterEach(() => {
  proxy.heal()
  vi.unstubAllEnvs()
})
afterAll(() => proxy.close())

/** Our customer made known at Stripe by a process of this model; the tests go on in one of the model of the run. */
async function ensureUnder(model: Model) {
  vi.stubEnv('STRIPE_CUSTOMER_MODEL', model)
  vi.stubEnv('STRIPE_ACCOUNTS_VERSION', VERSION)
  vi.resetModules()
  const { ensureStripeCustomer } = await import('@/lib/server/customers/ensure-stripe-customer')
  const { env } = await import('@/lib/server/env')
  expect(env().STRIPE_CUSTOMER_MODEL).toBe(model)
  return async (customer: SignedInCustomer) => idsIn(await ensureStripeCustomer(customer.id))
}

const mappingOf = async ({ id }: SignedInCustomer) => idsIn(await db().customer.findUniqueOrThrow({ where: { id } }))
const posts = async (path: string) =>
  (await control.wholeJournal()).filter((one) => one.method === 'POST' && one.path === path)

describe('a customer made under one model', () => {
  it.each([
    ['a Customer', 'customer', false],
    ['an account', 'account', false],
    ['a Customer that Stripe has made an account of', 'customer', true],
  ] as const)('(%s) saves, pays, removes and ends under any', async (_as, model, customersAreAccounts) => {
    await control.outcomes({ customersAreAccounts })
    const customer = await newCustomer()
    const ids = await (await ensureUnder(model))(customer)
    expect(await mappingOf(customer)).toEqual(ids)
    const named =
      model === 'account' ? { customer_account: ids.stripeCustomerAccountId } : { customer: ids.stripeCustomerId }
    expect(Object.values(named)[0]).toMatch(model === 'account' ? /^acct_/ : /^cus_/)
    const shown = await stripe.customers.retrieve(Object.values(named)[0] ?? '')
    expect(shown).toMatchObject({ name: customer.name, email: customer.email, metadata: { customer_id: customer.id } })
    expect((shown as { customer_account: string | null }).customer_account === null).toBe(
      model === 'customer' && !customersAreAccounts,
    )

    const saved = await anotherMethod(customer)
    const paymentId = await charge(await newMerchant(), customer.id)
    expect(await paymentOf(paymentId)).toMatchObject({ status: 'succeeded', ...ids })
    const asked = [...(await posts('/v1/setup_intents')), ...(await posts('/v1/payment_intents'))]
    const whose = asked.map(({ params }) => {
      const { customer, customer_account } = params as { customer?: string; customer_account?: string }
      return { ...(customer && { customer }), ...(customer_account && { customer_account }) }
    })
    expect(whose).toEqual([named, named])
    expect(await mappingOf(customer)).toEqual(ids)
    expect(await remove(saved)).toMatchObject({ status: 'detached' })

    const last = await anotherMethod(customer)
    await stripe.customers.del(shown.id)
    const [deleted] = (await stripe.events.list({ type: 'customer.deleted' })).data
    await deliver(deleted ?? {})
    await settle()
    expect(await mappingOf(customer)).toEqual(NOBODYS)
    const method = await db().paymentMethod.findUnique({ where: { id: last.paymentMethod.id } })
    expect(method).toMatchObject({ status: 'detached', detachReason: 'customer_deleted' })
  })

  it('is nobody else’s, by neither id', async () => {
    const [one, other] = [await newCustomer(), await newCustomer()]
    const ids = [await (await ensureUnder('account'))(one), await (await ensureUnder('customer'))(other)]
    const { setupId } = await approved(one)
    // Two rows that were mixed up would each pass for the other's.
    const swapped = { ...ids[1], stripeAccountId: (await rowOf(setupId)).customer.stripeAccountId, livemode: false }
    await db().customer.update({ where: { id: other.id }, data: NOBODYS })
    await db().customer.update({ where: { id: one.id }, data: swapped })
    await expect(syncSetup(setupId)).rejects.toThrow(/is not setup/)
    expect(await db().paymentMethod.count({ where: { customerId: one.id } })).toBe(0)
  })

  it('is the same for both when two processes of two models make them at once', async () => {
    const customer = await newCustomer()
    const [first, second] = [await ensureUnder('account'), await ensureUnder('customer')]
    const made = await Promise.all([first(customer), second(customer)])
    expect(made[0]).toEqual(made[1])
    expect(await mappingOf(customer)).toEqual(made[0])
  })
})

describe('a process that is to make accounts', () => {
  it('finds out at its start whether Stripe lets it, and says what to change', async () => {
    await ensureUnder('account')
    const { requireCustomerModel } = await import('@/lib/server/stripe/customers')
    await requireCustomerModel()
    proxy.breaks(/^GET \/v2\/core\/accounts$/, 404)
    const refused = /^STRIPE_CUSTOMER_MODEL is account, but Stripe refused Accounts v2 on 2026-05-27.preview: /
    await expect(requireCustomerModel()).rejects.toMatchObject({
      code: 'wrong_stripe_account',
      message: expect.stringMatching(refused),
    })
    proxy.breaks(/^GET \/v2\/core\/accounts$/, 500)
    await expect(requireCustomerModel()).rejects.toMatchObject({ code: 'payment_provider_unavailable' })
  })
})

describe('an account that was closed', () => {
  it('behind our back is given up at the next charge, and saving makes another', async () => {
    const [customer, merchant] = [await newCustomer(), await newMerchant()]
    const ids = await (await ensureUnder('account'))(customer)
    await anotherMethod(customer)
    await stripe.v2.core.accounts.close(
      String(ids.stripeCustomerAccountId),
      { applied_configurations: ['customer'] },
      { apiVersion: VERSION },
    )
    expect(await paymentOf(await charge(merchant, customer.id))).toMatchObject({
      failure: 'refused',
      status: 'canceled',
    })
    expect(await mappingOf(customer)).toEqual(NOBODYS)
    await expect(charge(merchant, customer.id)).rejects.toMatchObject({ code: 'mandate_missing' })
    await open(customer)
    const now = await mappingOf(customer)
    expect(await stripeCustomerIdOf(now)).toMatch(/^cus_/)
    expect(now).not.toEqual(ids)
  })

  it('is told by an event that names its Customer, and never believed without asking', async () => {
    const customer = await newCustomer()
    const ids = await (await ensureUnder('account'))(customer)
    const object = { id: 'cus_any', object: 'customer', metadata: { customer_id: customer.id } }
    await deliver(madeUpEvent({ type: 'customer.deleted', data: { object } }))
    await settle()
    expect(await mappingOf(customer)).toEqual(ids)
  })

  it('is not concluded from a 404 alone: the version may be wrong, or the preview switched off', async () => {
    const customer = await newCustomer()
    await (
      await ensureUnder('account')
    )(customer)
    const row = () => db().customer.findUniqueOrThrow({ where: { id: customer.id } })
    proxy.breaks(/^GET \/v2\/core\/accounts/, 404)
    expect(await syncCustomer(await row())).toBe(false)
    await control.reset()
    expect(await syncCustomer(await row())).toBe(true)
    expect(await mappingOf(customer)).toEqual(NOBODYS)
  })
})
