import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { createSandbox } from '../../sandbox/create-sandbox'
import { startSandbox } from '../../sandbox/library'
import { emptyFolder } from '../support/empty-folder'
import { onlyLog } from './sandbox-process'

const headers = { Authorization: 'Bearer sk_test_stopping' }
const customer = { method: 'POST', headers, body: new URLSearchParams({ name: 'Sam' }) }

it('a sandbox that was stopped writes nothing more, whatever it still holds back', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-stopping-'))
  const { app, close } = createSandbox({ dataDir })
  const rules = [{ match: { path: '/v1/customers' }, kind: 'delay', milliseconds: 50 }]
  await app.request('/_sandbox/faults', { method: 'POST', headers, body: JSON.stringify({ rules }) })
  const slow = app.request('/v1/customers', customer)
  await app.request('/_sandbox/state', { headers })
  let send = () => {}
  const body = new ReadableStream({
    start: (stream) => {
      send = () => (stream.enqueue(new TextEncoder().encode('{"advanceSeconds":60}')), stream.close())
    },
  })
  const sent = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
  const command = app.request('/_sandbox/clock', sent)
  close()
  const next = createSandbox({ dataDir })
  const before = readFileSync(onlyLog(dataDir), 'utf8')
  expect((await slow).status).toBe(503)
  send()
  expect((await command).status).toBe(503)
  expect(readFileSync(onlyLog(dataDir), 'utf8')).toBe(before)
  const made = await next.app.request('/v1/products', { ...customer })
  expect(made.status).toBe(200)
  next.close()
  rmSync(dataDir, { recursive: true })
})

it('as many sandboxes as a test run wants leave no listener and no folder behind', async () => {
  const listeners = process.listenerCount('exit')
  const temporary = emptyFolder()
  for (const name of ['TMPDIR', 'TEMP']) vi.stubEnv(name, temporary)
  const all = await Promise.all(Array.from({ length: 3 }, () => startSandbox()))
  expect(process.listenerCount('exit')).toBe(listeners + 1)
  expect(readdirSync(temporary)).toHaveLength(3)
  await Promise.all(all.map(({ close }) => close()))
  expect(process.listenerCount('exit')).toBe(listeners)
  expect(readdirSync(temporary)).toEqual([])
  vi.unstubAllEnvs()
})
