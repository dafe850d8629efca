import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SandboxControl, sandboxControl } from './client'
import { startSandbox as listen } from './serve'

export type { ApiKey, KeysCommand } from './api-keys'
export { type SandboxControl, sandboxControl } from './client'
export type * from './control-types'
export type { DashboardAction, DashboardAnswer } from './dashboard'
export type { DisorderCommand } from './disorder-types'
export type { FaultKind, FaultRule, FaultState } from './faults-rules'
export type { WebhookRule } from './webhook-rules'

export type StartOptions = {
  /** A free one unless given. */
  port?: number
  /** Where the world is kept over restarts; a temporary folder unless given, which `close` removes. */
  dataDir?: string
  /** What follows `sk_test_` and `pk_test_`, which is the name of the world; made up unless given. */
  keys?: string
  /** Two letters, of the account; US unless given. */
  country?: string
}

export type StartedSandbox = {
  /** `http://127.0.0.1:<port>`: the API, Stripe.js under `/endive/stripe.js`, the page that shows the world under `/`. */
  origin: string
  secretKey: string
  publishableKey: string
  /** For the SDK: `new Stripe(secretKey, stripeConfig)`. */
  stripeConfig: { host: string; port: number; protocol: 'http' }
  /** The controls of the world behind `secretKey`. */
  control: SandboxControl
  /** A browser finds Stripe.js here instead of at js.stripe.com, for Playwright's `page` or `context`. */
  playStripeJs: (page: Routable) => Promise<void>
  close: () => Promise<void>
}

/** What of Playwright's `Page` and `BrowserContext` is needed, so that Playwright itself is not. */
type Routable = { route: (url: string, handler: (route: Route) => Promise<void>) => Promise<unknown> }
type Route = {
  request: () => { url: () => string }
  fetch: (options: { url: string }) => Promise<unknown>
  fulfill: (options: { response: never }) => Promise<void>
}

/**
 * Starts a sandbox in this process, on this machine only.
 * @throws Error in one sentence when the port is taken, the folder cannot be used, or an option is wrong
 */
export async function startSandbox(options: StartOptions = {}): Promise<StartedSandbox> {
  const { port = 0, keys = randomBytes(12).toString('hex'), dataDir, country } = options
  if (!/^[A-Za-z0-9_]{1,200}$/.test(keys)) throw new Error('keys takes letters, digits and underscores, as keys have.')
  if (country !== undefined && !/^[A-Z]{2}$/.test(country)) throw new Error('country takes two capital letters.')
  const temporary = dataDir === undefined ? mkdtempSync(join(tmpdir(), 'sandbox-')) : undefined
  const remove = removal(temporary)
  try {
    const running = await listen({ port, dataDir: dataDir ?? temporary ?? '', ...(country && { country }) })
    return started(running.origin, keys, async () => {
      await running.close()
      remove()
    })
  } catch (error) {
    remove()
    throw sentence(error, port)
  }
}

const temporaries = new Set<string>()

/** What removes a temporary folder; the end of the process does too. */
function removal(folder: string | undefined): () => void {
  if (folder === undefined) return () => {}
  if (temporaries.size === 0) process.once('exit', removeAll)
  temporaries.add(folder)
  return () => {
    rmSync(folder, { recursive: true, force: true })
    temporaries.delete(folder)
    if (temporaries.size === 0) process.off('exit', removeAll)
  }
}

function removeAll(): void {
  for (const folder of temporaries) rmSync(folder, { recursive: true, force: true })
}

function started(origin: string, keys: string, close: () => Promise<void>): StartedSandbox {
  const { hostname, port } = new URL(origin)
  const secretKey = `sk_test_${keys}`
  return {
    origin,
    secretKey,
    publishableKey: `pk_test_${keys}`,
    stripeConfig: { host: hostname, port: Number(port), protocol: 'http' },
    control: sandboxControl(origin, secretKey),
    playStripeJs: (page) => playStripeJs(page, origin),
    close,
  }
}

/** The script takes its own address for that of the API, so everything it asks comes this way too. */
async function playStripeJs(page: Routable, origin: string): Promise<void> {
  await page.route('https://js.stripe.com/**', async (route) => {
    const { pathname, search } = new URL(route.request().url())
    const answer = await route.fetch({ url: `${origin}${pathname}${search}` })
    // Whatever Playwright's fetch answers, its fulfill takes.
    await route.fulfill({ response: answer as never })
  })
}

function sentence(error: unknown, port: number): Error {
  const { code, message } = error as NodeJS.ErrnoException
  return new Error(code === 'EADDRINUSE' ? `The sandbox cannot start: port ${port} is taken.` : message, {
    cause: error,
  })
}
