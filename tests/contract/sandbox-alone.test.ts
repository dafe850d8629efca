import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { freePort } from '../../scripts/launcher/ports.mjs'
import { emptyFolder } from '../support/empty-folder'
import { kill } from './sandbox-process'
import { worldAt } from './sandbox-under-test'
import { listenForWebhooks } from './webhook-receiver'

let running: ChildProcess | undefined
/** Everything it has printed so far. */
let printed = ''
afterEach(async () => {
  if (running) await kill(running)
})

/** `npm run sandbox`, over a folder of its own. Answers what it printed once it runs, or why it does not. */
async function sandboxAlone(...args: string[]): Promise<string> {
  const child = spawn(process.execPath, ['scripts/sandbox.mjs', ...args], { env: { ...process.env, NO_COLOR: '1' } })
  running = child
  printed = ''
  await new Promise<void>((done) => {
    const read = (data: Buffer) => {
      printed += data.toString('utf8')
      if (printed.includes('Ctrl-C')) done()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('close', () => done())
  })
  return printed
}

const stop = () => running && kill(running, 'SIGTERM')
const found = (pattern: RegExp, text: string) => pattern.exec(text)?.[0] ?? ''

describe('npm run sandbox', () => {
  it('forwards events as long as it is asked to, always signed with the same secret', { timeout: 60_000 }, async () => {
    const receiver = await listenForWebhooks()
    const data = emptyFolder()
    const start = async (...more: string[]) => {
      const printed = await sandboxAlone('--data', data, '--port', String(await freePort()), ...more)
      const suffix = found(/(?<=sk_test_)\w+/, printed)
      return { printed, world: worldAt(found(/http:\/\/127[\d.:]+/, printed), suffix) }
    }
    const first = await start('--forward-to', receiver.url, '--events', 'customer.created,customer.deleted')
    expect(first.printed).toContain(`host: '127.0.0.1', port: ${new URL(first.world.origin).port}, protocol: 'http'`)
    receiver.settings.secret = found(/whsec_\w+/, first.printed)
    const { id } = await first.world.stripe.customers.create()
    await first.world.stripe.customers.update(id, { name: 'Sam' })
    await first.world.stripe.customers.del(id)
    await vi.waitFor(() => expect(receiver.types()).toEqual(['customer.created', 'customer.deleted']))
    const told = () => printed.match(/\[200\] customer\.\w+ \[evt_\w+\] POST http:\/\/\S+$/gm)
    await vi.waitFor(() => expect(told()).toHaveLength(2), 5000)
    expect(await stop()).toBe(0)

    const without = await start()
    expect(without.world.secretKey).toBe(first.world.secretKey)
    await without.world.stripe.customers.create()
    expect((await without.world.control.state()).deliveries.filter(({ status }) => status === 'pending')).toEqual([])
    expect(await stop()).toBe(0)

    const other = await listenForWebhooks()
    const again = await start('--forward-to', receiver.url.replace('http://', ''), '--forward-to', other.url)
    expect(again.printed).toContain(`${receiver.url}\n             signed with ${receiver.settings.secret}`)
    other.settings.secret = again.printed.match(/whsec_\w+/g)?.[1] ?? ''
    await again.world.stripe.products.create({ name: 'Ride' })
    await vi.waitFor(() =>
      expect(receiver.types()).toEqual(['customer.created', 'customer.deleted', 'product.created']),
    )
    expect(receiver.unverified).toEqual([])
    await vi.waitFor(() => expect(other.types()).toEqual(['product.created']))
    const earlier = running
    const second = await sandboxAlone('--data', data)
    expect(second).toContain(`, at ${again.world.origin}; another needs --data <folder> of its own`)
    running = earlier
    expect(await stop()).toBe(0)

    const mine = await start('--key', 'sk_test_mine', '--forward-to', other.url)
    expect(mine.world.secretKey).toBe('sk_test_mine')
    expect(mine.printed).toContain(`${mine.world.origin}/#mine`)
    other.settings.secret = found(/whsec_\w+/, mine.printed)
    await mine.world.stripe.customers.create()
    await vi.waitFor(() => expect(other.types()).toEqual(['product.created', 'customer.created']))
    expect(await stop()).toBe(0)
    other.close()
    expect(readdirSync(join(data, 'sandbox'))).not.toContain('sandbox.lock')
    receiver.close()
  })

  it('says what it does not understand, and starts nothing', async () => {
    const refused = [
      ['--bogus'],
      ['--port', 'x'],
      ['--events', 'customer.created'],
      ['--forward-to', 'https://shop.example/webhook'],
      ['--forward-to', 'localhost:99999'],
      ['--key', 'sk_test_my-shop'],
      ['--key', `sk_test_51${'x'.repeat(97)}`],
    ]
    const said = []
    for (const args of refused) said.push((await sandboxAlone('--data', emptyFolder(), ...args)).trim().split('\n')[0])
    expect(said).toEqual([
      expect.stringContaining("'--bogus'"),
      '--port should be a port number from 1 to 65535, but is "x".',
      '--events needs --forward-to.',
      '--forward-to takes an address on this machine, such as localhost:4242/webhook, not "https://shop.example/webhook".',
      '--forward-to takes an address on this machine, such as localhost:4242/webhook, not "localhost:99999".',
      '--key takes a secret test key, sk_test_ and letters, digits or underscores, not "sk_test_my-shop".',
      '--key takes a made-up key: this one is of a real account.',
    ])
  })
})
