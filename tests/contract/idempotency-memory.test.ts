import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { customerRoutes } from '../../sandbox/resources/customers'
import { api } from '../../sandbox/wire/api'
import { parseKey } from '../../sandbox/wire/auth'
import { World } from '../../sandbox/world'

const folder = mkdtempSync(join(tmpdir(), 'sandbox-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('holds the answers of a day, and not of every day', async () => {
  const world = new World(join(folder, 'world.log'), 'keys')
  const app = api({
    routes: customerRoutes,
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
  for (const key of ['one', 'two']) await create(key)
  pass(23 * 3600)
  await create('three')
  expect([await create('one'), world.store.count('idempotency')]).toEqual(['true', 3])
  pass(2 * 3600)
  await create('four')
  expect([await create('three'), world.store.count('idempotency')]).toEqual(['true', 2])
  expect([await create('one'), world.store.count('customers')]).toEqual([null, 5])
})
