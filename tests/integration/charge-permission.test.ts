import { randomBytes } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { sandboxKeys } from '../../scripts/launcher/app-environment.mjs'
import { backend } from '../support/backend'
import { freshWorld } from '../support/business-clock'
import { openShop, refused, traces } from '../support/charge-refused'
import { anotherMethod, chargeOf, customerWithMethod } from '../support/charging'
import { sandboxControl } from '../support/sandbox'
import { newCustomer } from '../support/saving'
import { forgetStripeCustomer } from '@/lib/server/customers/store'
import { db } from '@/lib/server/db'

let shop: Awaited<ReturnType<typeof openShop>>

beforeAll(async () => {
  await freshWorld()
  shop = await openShop()
})

const asMerchant = (changes: object) => refused({ cookie: shop.cookies.merchant, json: { ...shop.body, ...changes } })

describe('a charge is refused as mandate_missing for a customer', () => {
  const NO_METHOD = 'This customer has no saved Amazon Pay that could be charged.'
  const GONE = 'This Amazon Pay is no longer connected, so it can’t be charged any more.'
  const NOT_ALLOWED = 'This customer has not allowed charges while they are away.'
  const saved = () => customerWithMethod()
  type Saved = Awaited<ReturnType<typeof saved>>

  async function ended({ paymentMethod }: Saved, status: 'removing' | 'detached') {
    const reason = status === 'removing' ? 'revoked' : 'customer'
    const detachedAt = status === 'detached' ? new Date() : null
    const data = { status, detachReason: reason, detachedAt, isDefault: false } as const
    await db().paymentMethod.update({ where: { id: paymentMethod.id }, data })
  }

  it.each<[string, () => Promise<{ customerId: string; paymentMethodId?: string }>, string]>([
    ['who has never saved anything', async () => ({ customerId: (await newCustomer()).id }), NO_METHOD],
    [
      'who agreed only to pay while being there',
      async () => ({ customerId: (await customerWithMethod('on_session')).id }),
      NOT_ALLOWED,
    ],
    [
      'whose default allows it not, although another one would',
      async () => {
        const customer = await customerWithMethod('on_session')
        await anotherMethod(customer)
        return { customerId: customer.id }
      },
      NOT_ALLOWED,
    ],
    [
      'whose only method is removed',
      async () => {
        const customer = await saved()
        await ended(customer, 'detached')
        return { customerId: customer.id }
      },
      NO_METHOD,
    ],
    [
      'whose named method is removed',
      async () => {
        const customer = await saved()
        await ended(customer, 'detached')
        return { customerId: customer.id, paymentMethodId: customer.paymentMethod.id }
      },
      GONE,
    ],
    [
      'whose method is being removed, because it was revoked',
      async () => {
        const customer = await saved()
        await ended(customer, 'removing')
        return { customerId: customer.id, paymentMethodId: customer.paymentMethod.id }
      },
      GONE,
    ],
    [
      'whose permission has ended',
      async () => {
        const customer = await saved()
        const data = { status: 'inactive', endedAt: new Date() } as const
        await db().mandate.update({ where: { id: customer.mandate?.id ?? '' }, data })
        return { customerId: customer.id }
      },
      NOT_ALLOWED,
    ],
    [
      'who was deleted at Stripe',
      async () => {
        const customer = await saved()
        await forgetStripeCustomer(customer.id, customer.row)
        return { customerId: customer.id, paymentMethodId: customer.paymentMethod.id }
      },
      GONE,
    ],
  ])('%s', async (_who, prepare, detail) => {
    expect(await asMerchant(await prepare())).toMatchObject({ status: 409, code: 'mandate_missing', detail })
  })
})

describe('rows of another Stripe account', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
    vi.resetModules()
  })

  it('are not charged, and not even the account is asked about them twice', async () => {
    const keys = sandboxKeys(randomBytes(12).toString('hex'))
    vi.stubEnv('STRIPE_SECRET_KEY', keys.secretKey)
    vi.stubEnv('STRIPE_PUBLISHABLE_KEY', keys.publishableKey)
    vi.resetModules()
    const { askCharge } = await import('@/lib/server/payments/ask-charge')
    const before = await traces()
    const asked = chargeOf(shop.merchant, shop.customer.id)
    await expect(askCharge(asked)).rejects.toMatchObject({ code: 'wrong_stripe_account' })
    await expect(askCharge(asked)).rejects.toMatchObject({ code: 'wrong_stripe_account' })
    expect(await traces()).toEqual(before)
    const requests = await sandboxControl(backend.sandboxUrl, keys.secretKey).journal()
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /v1/account'])
  })

  it('are not charged by a command that was filed before the keys changed', async () => {
    const { askCharge } = await import('@/lib/server/payments/ask-charge')
    const { paymentId } = await askCharge(chargeOf(shop.merchant, shop.customer.id))
    const keys = sandboxKeys(randomBytes(12).toString('hex'))
    vi.stubEnv('STRIPE_SECRET_KEY', keys.secretKey)
    vi.resetModules()
    const [{ runCharge }, { finishPayment }] = await Promise.all([
      import('@/lib/server/payments/run-charge'),
      import('@/lib/server/payments/finish-payment'),
    ])
    const lease = { attempts: 1, renew: async () => {} }
    await expect(runCharge(paymentId, lease)).rejects.toMatchObject({ code: 'wrong_stripe_account' })
    const later = new Date(Date.now() + 3600_000)
    await expect(finishPayment(paymentId, later)).rejects.toMatchObject({ code: 'wrong_stripe_account' })
    const requests = await sandboxControl(backend.sandboxUrl, keys.secretKey).journal()
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /v1/account'])
  })
})
