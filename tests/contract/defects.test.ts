import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { api } from '../../sandbox/wire/api'
import { parseKey } from '../../sandbox/wire/auth'
import { World } from '../../sandbox/world'

const folder = mkdtempSync(join(tmpdir(), 'sandbox-defect-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('answers a defect of its own with 500, tells the terminal, and repeats the answer under the same key', async () => {
  const world = new World(join(folder, 'world.log'), 'defect')
  const handle = vi.fn((): object => {
    throw new Error('planted')
  })
  const app = api({
    routes: [{ method: 'POST', path: '/v1/broken', handle }],
    originOf: () => 'http://127.0.0.1',
    openWorld: () => world,
    readKey: parseKey,
  })
  const terminal = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const headers = { Authorization: 'Bearer sk_test_defect', 'Idempotency-Key': 'broken' }
  const ask = () => app.request('/v1/broken', { method: 'POST', headers })
  const [first, second] = [await ask(), await ask()]
  expect(terminal.mock.calls.join()).toContain('planted')
  expect(first.status).toBe(500)
  const body = await first.text()
  expect(JSON.parse(body)).toMatchObject({
    error: { type: 'api_error', message: 'An unknown error occurred in the sandbox.' },
  })
  expect(second.status).toBe(500)
  expect(second.headers.get('idempotent-replayed')).toBe('true')
  expect(await second.text()).toBe(body)
  expect(handle).toHaveBeenCalledTimes(1)
})
