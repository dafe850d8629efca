import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { kill, onlyLog, sandboxProgram } from './sandbox-process'
import { choose, confirmedSetup, form } from './sandbox-under-test'
import { listenForWebhooks } from './webhook-receiver'

const { newDataDir, run, start } = sandboxProgram()

describe('a killed sandbox', () => {
  it('has lost nothing it acknowledged', async () => {
    const dataDir = newDataDir()
    const before = await start(dataDir)
    await before.world.control.pauseWebhooks()
    const receiver = await listenForWebhooks()
    const endpoint = await before.world.stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] })
    receiver.settings.secret = endpoint.secret ?? ''
    const { setupIntent, page } = await confirmedSetup(before.world)
    await choose(page, 'Authorize Test Setup')
    const keyed = form({ name: 'Sam' }, { 'Idempotency-Key': 'once' })
    const first = await before.world.raw('/v1/customers', keyed)
    await before.world.control.advanceClock(1000)
    const remembered = await before.world.control.state()
    await kill(before.process)

    const after = await start(dataDir)
    const state = await after.world.control.state()
    expect(state.objects).toEqual(remembered.objects)
    expect(state.events).toEqual(remembered.events)
    expect(state.webhook_endpoints).toEqual(remembered.webhook_endpoints)
    expect(state.deliveries).toEqual(remembered.deliveries)
    expect(state.clock.offsetSeconds).toBe(1000)
    expect((await after.world.stripe.setupIntents.retrieve(setupIntent.id)).status).toBe('succeeded')
    const repeated = await after.world.raw('/v1/customers', keyed)
    expect(repeated.body).toEqual(first.body)
    expect(repeated.headers.get('idempotent-replayed')).toBe('true')
    await after.world.control.resumeWebhooks()
    await vi.waitFor(() => expect(receiver.received).toHaveLength(remembered.events.length))
    expect(receiver.received.map(({ event }) => event.id)).toEqual(remembered.events.map(({ id }) => id).reverse())
    receiver.close()
  })

  it('forgets only the line it was writing', async () => {
    const dataDir = newDataDir()
    const before = await start(dataDir)
    const { id } = await before.world.stripe.customers.create()
    await kill(before.process)
    // Starting compacts many lines to one; a torn end must be cut off with and without that.
    for (const round of ['many lines', 'one line']) {
      appendFileSync(onlyLog(dataDir), `1234abcd [["customers","cus_half","{"name":"${round}`)
      await kill((await start(dataDir)).process)
    }

    appendFileSync(onlyLog(dataDir), '1234abcd [["cus')
    const after = await start(dataDir)
    expect((await after.world.stripe.customers.list()).data.map((each) => each.id)).toEqual([id])
    await after.world.stripe.customers.create()
    await kill(after.process)
    const again = await start(dataDir)
    expect((await again.world.stripe.customers.list()).data).toHaveLength(2)
  })
})

describe('a sandbox that cannot start', () => {
  it('says which line of its data is damaged', async () => {
    const dataDir = newDataDir()
    const before = await start(dataDir)
    await before.world.stripe.customers.create({ name: 'Sam' })
    await before.world.stripe.customers.create({ name: 'Eve' })
    await kill(before.process)
    const log = onlyLog(dataDir)
    writeFileSync(log, readFileSync(log, 'utf8').replace('"Sam"', '"Sim"'))
    const { code, problem } = await run({ SANDBOX_DATA_DIR: dataDir, SANDBOX_PORT: '0' }).ended
    expect(code).toBe(1)
    expect(problem).toMatch(/^The sandbox's data in .*acct_\w+\.log is damaged at line 2\. [^\n]*\n$/)
  })

  it('says so when its port is taken, a variable is missing or the folder is a file', async () => {
    const { world } = await start(newDataDir())
    const { port } = new URL(world.origin)
    const taken = await run({ SANDBOX_DATA_DIR: newDataDir(), SANDBOX_PORT: port }).ended
    expect(taken).toEqual({
      code: 1,
      problem: `The sandbox cannot start: port ${port} is taken. Choose another with SANDBOX_PORT.\n`,
    })
    const missing = await run({ SANDBOX_DATA_DIR: '', SANDBOX_PORT: '0' }).ended
    expect(missing.problem).toMatch(/^The sandbox cannot start: SANDBOX_DATA_DIR is missing or wrong \([^\n]*\n$/)
    const outside = await run({ SANDBOX_DATA_DIR: newDataDir(), SANDBOX_HOST: '0.0.0.0', SANDBOX_PORT: '0' }).ended
    expect(outside).toMatchObject({
      code: 1,
      problem: expect.stringContaining('only listens on this machine') as string,
    })
    const file = newDataDir()
    writeFileSync(file, '')
    const notFolder = await run({ SANDBOX_DATA_DIR: file, SANDBOX_PORT: '0' }).ended
    expect(notFolder).toMatchObject({ code: 1, problem: expect.stringContaining('as its data folder') as string })
  })
})

describe('a sandbox that is told to stop', () => {
  it('ends at once and cleanly, open connections or not', async () => {
    const dataDir = newDataDir()
    mkdirSync(dataDir)
    const { process: child, world } = await start(dataDir)
    await world.stripe.customers.create()
    expect(await kill(child, 'SIGTERM')).toBe(0)
  })
})
