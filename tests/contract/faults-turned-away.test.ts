import { describe, expect, it } from 'vitest'
import type { FaultRule } from '../../sandbox/faults-rules'
import { count, create, creating, creations, made, sam } from './faulted-requests'
import { refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

describe('an answer that keeps the request from happening', () => {
  const kinds: [FaultRule, number, string | undefined][] = [
    [{ kind: 'error_502' }, 502, undefined],
    [{ kind: 'error_503' }, 503, undefined],
    [{ kind: 'error_504' }, 504, undefined],
    [{ kind: 'rate_limit_429', reason: 'endpoint-rate' }, 429, 'rate_limit'],
    [{ kind: 'rate_limit_429', reason: 'lock_timeout' }, 429, 'lock_timeout'],
    [{ kind: 'conflict_409' }, 409, 'idempotency_key_in_use'],
  ]

  it.each(kinds)('%o leaves the key free', async (rule, status, code) => {
    const world = newWorld()
    await world.control.faults([{ ...rule, match: creating, count: 1 }])
    const error = await refusal(create(world))
    expect(error.statusCode).toBe(status)
    expect(error.code).toBe(code)
    expect(await count(world)).toBe(0)
    expect((await create(world)).lastResponse.headers['idempotent-replayed']).toBeUndefined()
    const struck = { fault: rule.kind, status, replayed: false, errorCode: code ?? 'api_error', made: 0 }
    expect(await creations(world)).toEqual([struck, made])
  })

  it('names a reason for a rate limit, but none for a locked object', async () => {
    const world = newWorld()
    const reason = async (rule: FaultRule) => {
      await world.control.faults([rule], 5)
      const { status, headers } = await world.raw('/v1/customers')
      return [status, headers.get('stripe-rate-limited-reason')]
    }
    expect(await reason({ kind: 'rate_limit_429', reason: 'resource-specific' })).toEqual([429, 'resource-specific'])
    expect(await reason({ kind: 'rate_limit_429', reason: 'lock_timeout' })).toEqual([429, null])
    expect(await reason({ kind: 'rate_limit_429' })).toEqual([
      429,
      expect.stringMatching(/-(rate|concurrency|specific)$/),
    ])
  })

  it('comes before an answer saved under the key', async () => {
    const world = newWorld()
    await create(world)
    await world.control.faults([{ kind: 'rate_limit_429', count: 1 }])
    expect((await refusal(create(world))).type).toBe('StripeRateLimitError')
    expect((await create(world)).lastResponse.headers['idempotent-replayed']).toBe('true')
  })

  it('says whether to try again only when the rule does', async () => {
    const world = newWorld()
    const header = async (rule: FaultRule) => {
      await world.control.faults([rule])
      return (await world.raw('/v1/customers', sam())).headers.get('stripe-should-retry')
    }
    expect(await header({ kind: 'error_503', shouldRetry: true })).toBe('true')
    expect(await header({ kind: 'error_500_no_effect', shouldRetry: false })).toBe('false')
    expect(await header({ kind: 'error_503' })).toBeNull()
  })

  it('is no conflict about a key that was never sent', async () => {
    const world = newWorld()
    await world.control.faults([{ kind: 'conflict_409' }])
    expect((await world.raw('/v1/customers', sam())).status).toBe(200)
    expect((await world.raw('/v1/customers')).status).toBe(200)
  })
})

describe('a delay', () => {
  it('holds a request, which owns its key meanwhile, and then lets it happen', async () => {
    const world = newWorld()
    await world.control.faults([{ kind: 'delay', milliseconds: 600, match: creating, count: 1 }])
    const started = performance.now()
    const slow = create(world)
    await expect.poll(async () => (await world.control.faultState()).rules[0]?.struck).toBe(1)
    expect((await refusal(create(world))).code).toBe('idempotency_key_in_use')
    expect((await slow).name).toBe('Sam')
    expect(performance.now() - started).toBeGreaterThan(590)
    expect(await creations(world)).toEqual([{ ...made, fault: 'delay' }])
  })
})

describe('a key that opens the wrong account', () => {
  it('finds nothing there and changes nothing here, and is remembered as a fault', async () => {
    const world = newWorld()
    const { id } = await create(world, 'before')
    const own = await world.stripe.accounts.retrieveCurrent()
    await world.control.faults([{ kind: 'wrong_account', count: 3 }])
    const other = await world.stripe.accounts.retrieveCurrent()
    expect(other).toMatchObject({ object: 'account', id: expect.stringMatching(/^acct_1/) })
    expect(other.id).not.toBe(own.id)
    expect(await refusal(world.stripe.customers.retrieve(id))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    })
    const stray = await create(world)
    expect((await world.stripe.customers.retrieve(id)).id).toBe(id)
    expect((await refusal(world.stripe.customers.retrieve(stray.id))).statusCode).toBe(404)
    expect((await create(world)).id).not.toBe(stray.id)
    expect((await creations(world)).map(({ fault, made: objects }) => [fault, objects])).toEqual([
      [null, 1],
      ['wrong_account', 0],
      [null, 1],
    ])
  })
})

describe('a forgotten idempotency key', () => {
  it('makes a repeated request happen once more, as after 24 hours', async () => {
    const world = newWorld()
    await world.control.faults([{ kind: 'forget_key', count: 1 }])
    const [first, again, repeat] = [await create(world), await create(world), await create(world)]
    expect(again.id).not.toBe(first.id)
    expect(repeat.id).toBe(again.id)
    expect(await creations(world)).toEqual([
      made,
      { ...made, fault: 'forget_key' },
      { ...made, made: 0, replayed: true },
    ])
  })
})
