import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sandboxKeys } from '../../scripts/launcher/app-environment.mjs'
import { backend } from '../support/backend'
import { agreement, newCustomer, open, rowOf, start } from '../support/saving'
import { sandboxControl } from '../support/sandbox'
import { db } from '@/lib/server/db'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

/** The app as a process that was started on the same database, with the keys of another Stripe account. */
async function withOtherKeys() {
  const keys = sandboxKeys(randomBytes(12).toString('hex'))
  vi.stubEnv('STRIPE_SECRET_KEY', keys.secretKey)
  vi.stubEnv('STRIPE_PUBLISHABLE_KEY', keys.publishableKey)
  vi.resetModules()
  const [{ openSetup }, { syncSetup }, { finishSetup }, { ensureStripeCustomer }] = await Promise.all([
    import('@/lib/server/payment-methods/open-setup'),
    import('@/lib/server/payment-methods/sync-setup'),
    import('@/lib/server/payment-methods/finish-setup'),
    import('@/lib/server/customers/ensure-stripe-customer'),
  ])
  const journal = () => sandboxControl(backend.sandboxUrl, keys.secretKey).journal()
  return { openSetup, syncSetup, finishSetup, ensureStripeCustomer, journal }
}

const WRONG = { code: 'wrong_stripe_account' }

describe('a database whose rows belong to another Stripe account', () => {
  it('is not touched at Stripe, only the account is read', async () => {
    const customer = await newCustomer()
    const { setupId } = await open(customer)
    const unopened = await start(await newCustomer())
    const before = [await rowOf(setupId), await rowOf(unopened.id)]
    const app = await withOtherKeys()
    await expect(app.syncSetup(setupId)).rejects.toMatchObject(WRONG)
    await expect(app.openSetup(await rowOf(setupId))).rejects.toMatchObject(WRONG)
    await expect(app.openSetup(unopened)).rejects.toMatchObject(WRONG)
    await expect(app.ensureStripeCustomer(customer.id)).rejects.toMatchObject(WRONG)
    expect((await app.journal()).map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /v1/account'])
    expect([await rowOf(setupId), await rowOf(unopened.id)]).toEqual(before)
  })

  it('is not swept', async () => {
    const { setupId } = await open(await newCustomer())
    const app = await withOtherKeys()
    await expect(app.finishSetup(setupId, new Date(Date.now() + 3600_000))).rejects.toMatchObject(WRONG)
    expect(await rowOf(setupId)).toMatchObject({ status: 'requires_confirmation' })
  })

  it('is not touched when only the mode differs', async () => {
    const customer = await newCustomer()
    const { setupId } = await open(customer)
    await db().customer.update({ where: { id: customer.id }, data: { livemode: true } })
    await db().setup.update({ where: { id: setupId }, data: { livemode: true } })
    const { syncSetup } = await import('@/lib/server/payment-methods/sync-setup')
    const { ensureStripeCustomer } = await import('@/lib/server/customers/ensure-stripe-customer')
    await expect(syncSetup(setupId)).rejects.toMatchObject(WRONG)
    await expect(ensureStripeCustomer(customer.id)).rejects.toMatchObject(WRONG)
  })
})

describe('a merchant in another country than Stripe knows', () => {
  beforeEach(() => void vi.stubEnv('MERCHANT_COUNTRY', 'DE'))

  it('saves nothing, and is told which two countries disagree', async () => {
    vi.resetModules()
    const { stripeAccount } = await import('@/lib/server/stripe/account')
    await expect(stripeAccount()).rejects.toMatchObject({
      ...WRONG,
      message: 'MERCHANT_COUNTRY is DE, but the Stripe account is in US.',
    })
    const { startSetup } = await import('@/lib/server/payment-methods/start-setup')
    const customer = await newCustomer()
    await expect(startSetup(await agreement(customer))).rejects.toMatchObject(WRONG)
    expect(await db().setup.count({ where: { customerId: customer.id } })).toBe(0)
  })
})
