import { readdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { kill, onlyLog, sandboxProgram } from './sandbox-process'
import { type TestWorld, form } from './sandbox-under-test'
import { listenForWebhooks } from './webhook-receiver'

const { newDataDir, run, start } = sandboxProgram()
const BULKY = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key_${index}`, 'v'.repeat(500)]))

async function customerIds({ stripe }: TestWorld): Promise<string[]> {
  return (await stripe.customers.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 })).map(({ id }) => id)
}

/** Everything the burst below makes. */
async function madeIds(world: TestWorld): Promise<string[]> {
  const intents = await world.stripe.paymentIntents.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 })
  return [...(await customerIds(world)), ...intents.map(({ id }) => id)]
}

const keyed = (key: string) => form({ name: key }, { 'Idempotency-Key': key })

type Asked = { path: string; request: RequestInit; id: string }

/** Every other lane makes payments instead of customers. */
function ask(lane: number, count: number): Omit<Asked, 'id'> {
  const key = `${lane}-${count}`
  if (lane % 2 === 0) return { path: '/v1/customers', request: keyed(key) }
  const amount = String(100 + count)
  return { path: '/v1/payment_intents', request: form({ amount, currency: 'usd' }, { 'Idempotency-Key': key }) }
}

/** Makes one thing after the other until the sandbox is gone; the last has no id, because nobody answered. */
async function makeUntilGone(world: TestWorld, lane: number, onAnswer: () => void): Promise<Asked[]> {
  const asked: Asked[] = []
  for (let count = 0; ; count += 1) {
    const { path, request } = ask(lane, count)
    const answer = await world.raw(path, request).catch(() => null)
    asked.push({ path, request, id: answer ? String(answer.body['id']) : '' })
    if (!answer) return asked
    onAnswer()
  }
}

describe('a sandbox killed while it answers', () => {
  it(
    'has kept everything it acknowledged, makes the rest once, and delivers what was not',
    { timeout: 60_000 },
    async () => {
      const dataDir = newDataDir()
      const before = await start(dataDir)
      const receiver = await listenForWebhooks()
      const { secret } = await before.world.stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] })
      receiver.settings.secret = secret ?? ''
      let answers = 0
      const lanes = await Promise.all(
        Array.from({ length: 8 }, (_, lane) =>
          makeUntilGone(before.world, lane, () => {
            answers += 1
            if (answers === 200) before.process.kill('SIGKILL')
          }),
        ),
      )
      const asked = lanes.flat()
      const acknowledged = asked.filter(({ id }) => id !== '')
      expect(acknowledged.length).toBeGreaterThanOrEqual(200)
      expect(acknowledged.length).toBeLessThan(asked.length)
      const deliveredBefore = receiver.received.length
      expect(deliveredBefore).toBeLessThan(acknowledged.length)

      const { world } = await start(dataDir)
      expect(await madeIds(world)).toEqual(expect.arrayContaining(acknowledged.map(({ id }) => id)))
      for (const { path, request, id } of asked) {
        const again = await world.raw(path, request)
        if (id === '') continue
        expect(again.body['id']).toBe(id)
        expect(again.headers.get('idempotent-replayed')).toBe('true')
      }
      const made = await madeIds(world)
      expect(made).toHaveLength(asked.length)
      const told = () => new Set(receiver.received.map(({ event }) => (event.data.object as { id?: string }).id))
      await vi.waitFor(() => expect(told()).toEqual(new Set(made)), 20_000)
      // What was being delivered when it was killed comes once more, to each endpoint at most one.
      expect(receiver.received.length).toBeLessThanOrEqual(made.length + 1)
      expect(receiver.unverified).toEqual([])
      receiver.close()
    },
  )
})

describe('a sandbox on a full disk', () => {
  it('starts without losing what it could not rewrite', async () => {
    const dataDir = newDataDir()
    const before = await start(dataDir)
    for (let count = 0; count < 4; count += 1) await before.world.stripe.customers.create({ metadata: BULKY })
    const ids = await customerIds(before.world)
    await kill(before.process)
    await kill((await start(dataDir, 64)).process)
    expect(readdirSync(dataDir).filter((name) => name.endsWith('.new'))).toEqual([])
    const after = await start(dataDir)
    expect(await customerIds(after.world)).toEqual(ids)
  })

  it('refuses what does not fit and keeps on with what does', async () => {
    const dataDir = newDataDir()
    const full = await start(dataDir, 64)
    const { id: first } = await full.world.stripe.customers.create()
    expect((await full.world.raw('/v1/customers', form(bulkyFields()))).status).toBe(500)
    const { id: second } = await full.world.stripe.customers.create()
    await kill(full.process)
    const after = await start(dataDir)
    expect(await customerIds(after.world)).toEqual([second, first])
  })
})

function bulkyFields(): Record<string, string> {
  return Object.fromEntries(Object.entries(BULKY).map(([key, value]) => [`metadata[${key}]`, value]))
}

describe('a second sandbox', () => {
  it('is turned away from a folder in use, and the first one goes on', async () => {
    const dataDir = newDataDir()
    const first = await start(dataDir)
    const { port } = new URL(first.world.origin)
    await first.world.stripe.customers.create()
    await first.world.stripe.customers.create()
    const beside = await run({ SANDBOX_DATA_DIR: dataDir, SANDBOX_PORT: '0' }).ended
    expect(beside).toEqual({
      code: 1,
      problem: `The sandbox cannot start: process ${first.process.pid} already runs one over ${dataDir}. Choose another folder with SANDBOX_DATA_DIR.\n`,
    })
    const again = await run({ SANDBOX_DATA_DIR: dataDir, SANDBOX_PORT: port }).ended
    expect(again.problem).toContain(`port ${port} is taken`)
    await first.world.stripe.customers.create()
    await kill(first.process)
    expect(await customerIds((await start(dataDir)).world)).toHaveLength(3)
  })

  it('does not touch the data when its port is taken', async () => {
    const [one, other] = [newDataDir(), newDataDir()]
    const { port } = new URL((await start(one)).world.origin)
    await run({ SANDBOX_DATA_DIR: other, SANDBOX_PORT: port }).ended
    expect(() => readdirSync(other)).toThrow('ENOENT')
  })

  it('takes over from one that stopped, was killed, or left a lock that means nothing', async () => {
    const dataDir = newDataDir()
    await kill((await start(dataDir)).process, 'SIGTERM')
    expect(readdirSync(dataDir)).toEqual([])
    await kill((await start(dataDir)).process)
    expect(readdirSync(dataDir)).toEqual(['sandbox.lock'])
    await kill((await start(dataDir)).process)
    for (const lock of ['', 'nonsense', JSON.stringify({ pid: process.pid, identity: 'another boot/1' })]) {
      writeFileSync(join(dataDir, 'sandbox.lock'), lock)
      await kill((await start(dataDir)).process)
    }
  })
})

describe('a client that hangs up', () => {
  it('is no defect to report', async () => {
    const dataDir = newDataDir()
    const sandbox = await start(dataDir)
    for (const path of ['/v1/customers', '/_sandbox/outcomes']) await hangUp(sandbox.world, path)
    await sandbox.world.stripe.customers.create()
    await kill(sandbox.process, 'SIGTERM')
    expect(await sandbox.ended).toEqual({ code: 0, problem: '' })
    expect(onlyLog(dataDir)).toBeTruthy()
  })
})

/** Sends half a body and cuts the connection; resolves once the sandbox has seen both. */
async function hangUp({ origin, secretKey, raw }: TestWorld, path: string): Promise<void> {
  const headers = { Authorization: `Bearer ${secretKey}`, 'Content-Length': 100, 'Idempotency-Key': path }
  const call = request(new URL(path, origin), { method: 'POST', headers })
  call.on('error', () => {})
  call.write('name=')
  if (path.startsWith('/v1')) {
    const status = async () => (await raw(path, keyed(path))).status
    await expect.poll(status).toBe(409)
    call.destroy()
    await expect.poll(status).toBe(200)
  } else {
    await new Promise((seen) => call.once('socket', (socket) => socket.once('connect', seen)))
    call.destroy()
  }
}
