import Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { apiRoutes } from '../../sandbox/create-sandbox'
import type { Route } from '../../sandbox/wire/call'
import { RESOURCES } from '../../sandbox/wire/permissions'
import { form, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()
type World = ReturnType<typeof newWorld>

function keyed({ origin }: World, key: string): Stripe {
  const { hostname: host, port } = new URL(origin)
  return new Stripe(key, { host, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false })
}

describe('a restricted key', () => {
  it('may do what it was given, and is told what it lacks', async () => {
    const world = newWorld()
    const made = await world.control.keys({ permissions: { customer: 'write', payment_intent: 'read' }, name: 'Till' })
    expect(made).toMatchObject({ key: expect.stringMatching(/^rk_test_\w{48}$/), name: 'Till', expiresAt: null })
    const stripe = keyed(world, made.key)
    const { id } = await stripe.customers.create({ name: 'Sam' })
    expect(await world.stripe.customers.retrieve(id)).toMatchObject({ name: 'Sam' })
    expect((await stripe.paymentIntents.list()).data).toEqual([])
    const account = (await world.stripe.accounts.retrieveCurrent()).id
    const create = stripe.paymentIntents.create({ amount: 1200, currency: 'usd' }, { idempotencyKey: 'once' })
    const refused = await refusal(create)
    expect(refused).toMatchObject({ type: 'StripePermissionError', statusCode: 403, code: 'more_permissions_required' })
    expect(refused.message).toMatch(
      new RegExp(
        `^Permission denied. The provided key 'rk_test_\\*+${made.key.slice(-4)}' does not have the required permissions for this endpoint on account '${account}'. Enabling PaymentIntents Write \\('payment_intent_write'\\) permissions`,
      ),
    )
    expect((await refusal(stripe.refunds.list())).message).toContain("Charges and Refunds Read ('charge_read')")
    expect((await refusal(stripe.customers.listPaymentMethods(id))).message).toContain("('payment_method_read')")

    const all = keyed(world, (await world.control.keys({})).key)
    expect(
      (await all.paymentIntents.create({ amount: 1200, currency: 'usd' }, { idempotencyKey: 'once' })).status,
    ).toBe('requires_payment_method')
    expect((await all.customers.list()).data).toHaveLength(1)
  })

  it('that was given nothing opens no address, and one that was given everything all but those of Stripe.js', async () => {
    const world = newWorld()
    const everything = Object.fromEntries(RESOURCES.map((resource) => [resource, 'write' as const]))
    const [none, all] = await Promise.all([{}, everything].map((permissions) => world.control.keys({ permissions })))
    const isShut = async (key: string, { method, path }: Route) => {
      const options = path.startsWith('/v2/') ? { apiVersion: '2026-05-27.preview' } : {}
      const asked = keyed(world, key).rawRequest(method, path.replace(/:\w+/g, 'none_1'), undefined, options)
      const code = await asked.then(() => '').catch((error: Stripe.errors.StripeError) => error.code)
      return code === 'more_permissions_required'
    }
    const shut = async (key = '') => {
      const found = []
      for (const route of apiRoutes) if (await isShut(key, route)) found.push(route.path)
      return found
    }
    expect(await shut(none?.key)).toEqual(apiRoutes.map(({ path }) => path))
    const ofStripeJs = apiRoutes.map(({ path }) => path).filter((path) => path.startsWith('/v1/elements/'))
    expect(ofStripeJs).toHaveLength(3)
    expect(await shut(all?.key)).toEqual(ofStripeJs)
  })

  it('ends when its time is over, and is no key to the controls', async () => {
    const world = newWorld()
    const { key } = await world.control.keys({ expiresInSeconds: 60 })
    const stripe = keyed(world, key)
    await stripe.customers.list()
    const control = await fetch(new URL('/_sandbox/state', world.origin), {
      headers: { Authorization: `Bearer ${key}` },
    })
    expect(control.status).toBe(401)
    await world.control.advanceClock(60)
    expect(await refusal(stripe.customers.list())).toMatchObject({
      type: 'StripeAuthenticationError',
      statusCode: 401,
      code: 'api_key_expired',
      message: expect.stringMatching(/^Expired API Key provided: rk_test_\*+\w{4}$/),
    })
    const rolled = await world.control.keys({})
    await world.control.keys({ expire: rolled.key })
    expect((await refusal(keyed(world, rolled.key).customers.list())).code).toBe('api_key_expired')
    await expect(world.control.keys({ expire: 'rk_test_nobodys' })).rejects.toThrow('No such key')
    await expect(world.control.keys({ permissions: { customers: 'read' } as object })).rejects.toThrow('permissions')
  })

  it('that nobody made opens its world like the secret key', async () => {
    const world = newWorld()
    const { id } = await world.stripe.customers.create()
    const stripe = keyed(world, world.secretKey.replace('sk_', 'rk_'))
    expect((await stripe.customers.retrieve(id)).id).toBe(id)
  })
})

describe('Stripe-Account', () => {
  it('may name the account the key opens, and no other', async () => {
    const world = newWorld()
    const { id } = await world.stripe.accounts.retrieveCurrent()
    expect((await world.stripe.customers.list({}, { stripeAccount: id })).data).toEqual([])
    const refused = await refusal(world.stripe.customers.list({}, { stripeAccount: 'acct_1ofSomebodyElse' }))
    expect(refused).toMatchObject({ type: 'StripePermissionError', statusCode: 403, code: 'account_invalid' })
  })
})

describe('a rate limit', () => {
  it('turns away what is too much, before it counts for an idempotency key', async () => {
    const world = newWorld()
    const create = (key: string) => world.raw('/v1/customers', form({}, { 'Idempotency-Key': key }))
    expect(await Promise.all(Array.from({ length: 8 }, () => world.raw('/v1/account')))).toHaveLength(8)
    await world.control.outcomes({ rateLimit: 3 })
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map(create))
    const away = answers.filter(({ status }) => status === 429)
    expect(away).toHaveLength(1)
    expect(away[0]?.headers.get('stripe-rate-limited-reason')).toBe('global-rate')
    expect(away[0]?.error).toMatchObject({ code: 'rate_limit', type: 'invalid_request_error' })
    await world.control.outcomes({ rateLimit: 0 })
    const again = await Promise.all(['a', 'b', 'c', 'd'].map(create))
    const isReplay = ({ headers }: { headers: Headers }) => headers.get('idempotent-replayed') === 'true'
    expect(again.filter(isReplay)).toHaveLength(3)
    expect((await world.stripe.customers.list()).data).toHaveLength(4)
  })
})
