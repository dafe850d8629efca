import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writeJournal } from '../../sandbox/journal'
import { DataProblem } from '../../sandbox/log-file'
import { startSandbox } from '../../sandbox/serve'
import { Store } from '../../sandbox/store'
import type { Timer } from '../../sandbox/tables'
import { World } from '../../sandbox/world'
import { accountIdFor } from '../../sandbox/ids'
import { worldAt } from './sandbox-under-test'

const folder = mkdtempSync(join(tmpdir(), 'sandbox-store-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const newPath = () => join(folder, `${crypto.randomUUID()}.log`)
const timer = (id: string, redirect = ''): Timer => ({ id, dueAt: 1, kind: 'setup.expire', redirect })
const put = (store: Store, ...ids: string[]) =>
  store.transaction(() => ids.forEach((id) => store.put('timers', id, timer(id))))
const ids = (store: Store) => store.all('timers').map(({ id }) => id)

/** Some 20 MB in 20 transactions, all of it the same row. */
function rewrite(store: Store): void {
  for (let round = 0; round < 20; round += 1) {
    store.transaction(() => store.put('timers', 'large', timer('large', String(round).padEnd(1_000_000, '.'))))
  }
}

describe('a world’s file', () => {
  it('is rewritten while the sandbox runs, before it grows without end', () => {
    const path = newPath()
    const store = new Store(path)
    put(store, 'a', 'b', 'c')
    rewrite(store)
    expect(statSync(path).size).toBeLessThan(18_000_000)
    store.transaction(() => store.remove('timers', 'b'))
    const again = new Store(path)
    expect(ids(again)).toEqual(['a', 'c', 'large'])
    expect(again.get('timers', 'large')?.redirect?.startsWith('19.')).toBe(true)
  })

  it('stays as it was when it cannot be rewritten', () => {
    const path = newPath()
    mkdirSync(`${path}.new`)
    const store = new Store(path)
    rewrite(store)
    put(store, 'after')
    expect(ids(new Store(path))).toEqual(['large', 'after'])
  })

  it('is not written to once somebody else has changed it', () => {
    const path = newPath()
    const store = new Store(path)
    put(store, 'a')
    appendFileSync(path, 'theirs\n')
    const before = readFileSync(path, 'utf8')
    expect(() => put(store, 'b')).toThrow(DataProblem)
    expect(() => put(store, 'b')).toThrow('is another sandbox running on the same folder?')
    expect(ids(store)).toEqual(['a'])
    expect(readFileSync(path, 'utf8')).toBe(before)
  })
})

describe('a transaction that fails', () => {
  it('leaves every row where it was', () => {
    const store = new Store(newPath())
    put(store, 'a', 'b', 'c', 'd')
    const failing = () =>
      store.transaction(() => {
        store.remove('timers', 'b')
        store.remove('timers', 'c')
        store.put('timers', 'a', timer('a', 'changed'))
        store.put('timers', 'e', timer('e'))
        store.remove('timers', 'd')
        store.clear('timers')
        store.put('timers', 'b', timer('b', 'new'))
        throw new Error('planted')
      })
    expect(failing).toThrow('planted')
    expect(store.all('timers')).toEqual(['a', 'b', 'c', 'd'].map((id) => timer(id)))
    expect([...store.ids('timers')]).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('a world made by an older sandbox', () => {
  it('has the defaults of settings that did not exist then', () => {
    const path = newPath()
    const world = new World(path, 'old')
    const { keyHeldMilliseconds: missing, ...settings } = world.settings
    // What the file of an older sandbox holds is not what today's types say.
    world.transaction(() => world.change({ settings: settings as typeof world.settings }))
    expect(new World(path, null).settings.keyHeldMilliseconds).toBe(missing)
  })
})

describe('the journal', () => {
  it('remembers the last 10 000 requests', async () => {
    const dataDir = join(folder, 'busy')
    mkdirSync(dataDir)
    const world = new World(join(dataDir, `${accountIdFor('busy')}.log`), 'busy')
    const entry = {
      at: 1,
      method: 'GET',
      path: '/',
      params: {},
      key: 'secret',
      apiVersion: '',
      idempotencyKey: null,
    } as const
    const result = { replayed: false, status: 200, errorCode: null, effects: { objects: [], events: [] } }
    world.transaction(() => {
      for (let count = 0; count < 10_000; count += 1) writeJournal(world, { id: `req_${count}`, ...entry, ...result })
    })
    const sandbox = await startSandbox({ dataDir, port: 0 })
    const { control, stripe } = worldAt(sandbox.origin, 'busy')
    await stripe.customers.list()
    await stripe.customers.list()
    const journal = await control.journal()
    await sandbox.close()
    expect(journal).toHaveLength(10_000)
    expect(journal.slice(0, 2).map(({ path }) => path)).toEqual(['/v1/customers', '/v1/customers'])
    expect(journal.at(-1)?.id).toBe('req_2')
  })
})
