import { randomBytes } from 'node:crypto'
import {
  APP_VARIABLES,
  appEnvironment,
  sandboxAddresses,
  sandboxKeys,
  type StripeAccess,
} from '../../scripts/launcher/app-environment.mjs'
import { freePort } from '../../scripts/launcher/ports.mjs'
import { registerEndpoint } from '../../scripts/launcher/sandbox.mjs'
import { startWeb, startWorker, untilEnd, webReady } from '../../scripts/launcher/web.mjs'
import { recordedProcesses, testLog } from '../../scripts/testing/infrastructure.mjs'
import { cloneDatabase } from './postgres'
import { addProducts } from './products'

/** What code of lib/server needs: a database of its own, a world of its own at the sandbox, and the variables that say so. */
export type Backend = {
  /** Where the web is, or would be. */
  origin: string
  port: number
  databaseUrl: string
  secretKey: string
  publishableKey: string
  /** Where the sandbox is, as the app sees it; empty when the app talks to Stripe itself. */
  sandboxUrl: string
  webhookSecret: string
  env: NodeJS.ProcessEnv
  drop: () => Promise<void>
}

/** All of the app for one test worker. */
export type Stack = Omit<Backend, 'drop'> & {
  stopWorker: () => Promise<void>
  /** Starts the worker again if it was stopped. */
  resumeWorker: () => Promise<void>
  stop: () => Promise<void>
}

/**
 * A backend without web and worker. To run lib/server in this process: `Object.assign(process.env, backend.env)`.
 * @param stripe whom the app talks to instead of the sandbox
 */
export async function startBackend(stripe?: StripeAccess): Promise<Backend> {
  const sandboxUrl = stripe ? '' : requiredSandbox()
  const database = await cloneDatabase()
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const access = stripe ?? (await newWorld(sandboxUrl, origin))
  const env = appEnvironment({
    variables: { ...process.env, ...unset(stripe ? ABOUT_THE_ACCOUNT : []), LOG_LEVEL: 'debug' },
    origin,
    databaseUrl: database.url,
    stripe: access,
    secrets: { authSecret: randomBytes(32).toString('hex'), cronSecret: randomBytes(32).toString('hex') },
  })
  const { secretKey, publishableKey, webhookSecret } = access
  const keys = { secretKey, publishableKey, webhookSecret }
  return { origin, port, databaseUrl: database.url, sandboxUrl, ...keys, env, drop: database.drop }
}

/** Starts web and worker on a backend of their own that sells what the demo sells, from the one build, and waits until they can serve. */
export async function startStack(stripe?: StripeAccess): Promise<Stack> {
  const { drop, ...backend } = await startBackend(stripe)
  const { env, port } = backend
  await addProducts(backend.databaseUrl)
  const processes = await recordedProcesses(`stack-${port}`)
  const log = testLog()
  const start = () => startWorker(processes, { env, onLine: log.of(`worker-${port}`) })
  const web = await startWeb(processes, { port, hostname: '127.0.0.1', env, onLine: log.of(`web-${port}`) })
  let worker = await start()
  let isStopped = false
  await Promise.race([webReady(port), untilEnd(web), untilEnd(worker)])
  return {
    ...backend,
    stopWorker: async () => {
      isStopped = true
      await worker.stop()
    },
    resumeWorker: async () => {
      if (isStopped) worker = await start()
      isStopped = false
    },
    stop: async () => {
      await processes.stopAll()
      await drop()
    },
  }
}

function requiredSandbox(): string {
  const sandboxUrl = process.env.TEST_SANDBOX_URL
  if (!sandboxUrl) throw new Error('TEST_SANDBOX_URL is missing: the runner’s global setup sets it.')
  return sandboxUrl
}

/** A world of its own at the sandbox, which tells the app of everything. */
async function newWorld(sandboxUrl: string, origin: string): Promise<StripeAccess> {
  const keys = sandboxKeys(randomBytes(12).toString('hex'))
  const url = `${origin}/api/webhooks/stripe`
  const { secret } = await registerEndpoint({ origin: sandboxUrl, secretKey: keys.secretKey, url })
  return { ...keys, ...sandboxAddresses(sandboxUrl), webhookSecret: secret }
}

// What has to agree with somebody's own Stripe account.
const ABOUT_THE_ACCOUNT = ['MERCHANT_COUNTRY', 'STATEMENT_DESCRIPTOR']

// What a whole run can be made with: every test holds for both models.
const ABOUT_THE_RUN = ['STRIPE_CUSTOMER_MODEL']

/** A developer's own settings, in the environment or in `.env`, must not reach the tests; empty means "not set". */
function unset(kept: string[]): Record<string, string> {
  return Object.fromEntries(
    APP_VARIABLES.filter((name) => ![...ABOUT_THE_RUN, ...kept].includes(name)).map((name) => [name, '']),
  )
}
