import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { customerAccountRoutes } from '../../sandbox/resources/customer-accounts'
import { customerRoutes } from '../../sandbox/resources/customers'
import { api } from '../../sandbox/wire/api'
import { parseKey } from '../../sandbox/wire/auth'
import { World } from '../../sandbox/world'

const folder = mkdtempSync(join(tmpdir(), 'sandbox-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('holds the answers of a day, and not of every day', async () => {
  const world = new World(join(folder, 'world.log'), 'keys')
  const app = api({
    routes: [...customerRoutes, ...customerAccountRoutes],
    originOf: () => 'http://127.0.0.1',
    openWorld: () => world,
    readKey: parseKey,
  })
  const create = async (key: string) => {
    const headers = { Authorization: 'Bearer sk_test_keys', 'Idempotency-Key': key }
    const answer = await app.request('/v1/customers', { method: 'POST', headers })
    return answer.headers.get('idempotent-replayed')
  }
  const pass = (seconds: number) =>
    world.transaction(() => world.change({ clockOffsetSeconds: world.clock().offsetSeconds + seconds }))
  const createV2 = async () => {
    const version = { 'Stripe-Version': '2026-05-27.preview', 'Content-Type': 'application/json' }
    const headers = { Authorization: 'Bearer sk_test_keys', 'Idempotency-Key': 'v2', ...version }
    const body = JSON.stringify({ configuration: { customer: {} } })
    const answer = await app.request('/v2/core/accounts', { method: 'POST', headers, body })
    return [answer.status, answer.headers.get('idempotent-replayed')]
  }
  for (const key of ['one', 'two']) await create(key)
  pass(23 * 3600)
  await create('three')
  expect([await create('one'), world.store.count('idempotency')]).toEqual(['true', 3])
  pass(2 * 3600)
  await create('four')
  expect([await create('three'), world.store.count('idempotency')]).toEqual(['true', 2])
  expect([await create('one'), world.store.count('customers')]).toEqual([null, 5])
  // An answer of the v2 namespace is kept for 30 days, and holds up none of those that come after it.
  pass(25 * 3600)
  expect(await createV2()).toEqual([200, null])
  for (const key of ['five', 'six']) await create(key)
  expect(world.store.count('idempotency')).toBe(3)
  pass(25 * 3600)
  await create('seven')
  expect([await createV2(), world.store.count('idempotency')]).toEqual([[200, 'true'], 2])
  pass(30 * 86_400)
  await create('eight')
  expect(world.store.count('idempotency')).toBe(1)
})
