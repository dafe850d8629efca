import { randomBytes } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import {
  APP_VARIABLES,
  appEnvironment,
  sandboxAddresses,
  sandboxKeys,
} from '../../scripts/launcher/app-environment.mjs'
import { inRoot } from '../../scripts/launcher/folders.mjs'
import { freePort } from '../../scripts/launcher/ports.mjs'
import { startPostgres } from '../../scripts/launcher/postgres.mjs'
import { migrate } from '../../scripts/launcher/prisma.mjs'
import { Problem } from '../../scripts/launcher/problem.mjs'
import { startSandbox } from '../../scripts/launcher/sandbox.mjs'
import { startWeb, webReady } from '../../scripts/launcher/web.mjs'
import { removedWithRun, temporaryFolder, testLog } from '../../scripts/testing/infrastructure.mjs'
import { tapDatabase, tapStripe } from './taps.mjs'

/** @import { Processes, Running } from '../../scripts/launcher/processes.mjs' */
/** @typedef {{ name: 'bare' | 'minimal' | 'ours', port: number, pid: number }} Contestant */
/** @typedef {Awaited<ReturnType<typeof openStage>>} Stage */

const NEXT = inRoot('node_modules/next/dist/bin/next')
const MINIMAL = inRoot('dist/bench/minimal-next')
const READY_MS = 60_000

/**
 * Everything that is compared, on free ports of this machine: one sandbox, one PostgreSQL with its durable settings, the
 * app, and beside it a bare server and a minimal Next app. Nobody is sent webhooks, and no worker runs: it is the routes
 * that are measured.
 * @param {Processes} processes
 */
export async function openStage(processes) {
  const log = testLog()
  const folder = temporaryFolder()
  const onLine = log.of('bench-postgres')
  const postgres = await startPostgres(processes, { folder: path.join(folder, 'postgres'), onLine })
  await removedWithRun('bench-folders', [folder, postgres.folder])
  await migrate(processes, postgres.url('bench'))
  const sandboxFolder = path.join(folder, 'sandbox')
  const sandbox = await startSandbox(processes, { folder: sandboxFolder, port: 0, onLine: log.of('bench-sandbox') })
  const keys = sandboxKeys(randomBytes(12).toString('hex'))
  const shop = { databaseUrl: postgres.url('bench'), stripeUrl: sandbox.origin, keys }
  const authSecret = randomBytes(32).toString('hex')

  /** @param {Partial<typeof shop>} [others] what this web reaches another way */
  const openWeb = async (others = {}) => {
    const port = await freePort()
    const env = environment({ ...shop, ...others, port, authSecret })
    const web = await startWeb(processes, { port, hostname: '127.0.0.1', env, onLine: log.of(`bench-web-${port}`) })
    await webReady(port)
    return { name: /** @type {const} */ ('ours'), port, pid: web.pid }
  }
  const ours = await openWeb()
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  const stripe = { STRIPE_API_BASE: sandbox.origin, STRIPE_SECRET_KEY: keys.secretKey }
  const bare = await openBare(processes, { ...env, ...stripe })
  const minimal = await openMinimal(processes, { ...env, ...stripe })
  return {
    ...shop,
    contestants: /** @type {Contestant[]} */ ([bare, minimal, ours]),
    pids: { postgres: postgres.pid, sandbox: sandbox.pid },
    /** Another database on the same server. @param {string} name */
    otherDatabase: (name) => postgres.url(name),
    /** The app once more, with a look at everything it sends. Cookies know no port, but their names have one in them. */
    openTapped: async () => {
      const database = await tapDatabase(postgres.port)
      const calls = await tapStripe(sandbox.origin)
      const databaseUrl = Object.assign(new URL(shop.databaseUrl), { port: String(database.port) }).href
      const web = await openWeb({ databaseUrl, stripeUrl: `http://127.0.0.1:${calls.port}` })
      return { web, database, calls }
    },
    /** Has every call to Stripe take longer. @param {number} milliseconds */
    slowDown: async (milliseconds) => {
      const rules = milliseconds > 0 ? [{ kind: 'delay', milliseconds }] : []
      const headers = { authorization: `Bearer ${keys.secretKey}`, 'content-type': 'application/json' }
      const body = JSON.stringify({ rules })
      const answer = await fetch(`${sandbox.origin}/_sandbox/faults`, { method: 'POST', headers, body })
      if (!answer.ok) throw new Problem(`The sandbox would not slow down: ${answer.status} ${await answer.text()}`)
    },
  }
}

/** @param {{ databaseUrl: string, stripeUrl: string, keys: ReturnType<typeof sandboxKeys>, port: number, authSecret: string }} shop */
function environment({ databaseUrl, stripeUrl, keys, port, authSecret }) {
  // A developer's own settings must not reach the figures; empty means "not set".
  const unset = Object.fromEntries(APP_VARIABLES.map((name) => [name, '']))
  return appEnvironment({
    variables: { ...process.env, ...unset },
    origin: `http://localhost:${port}`,
    databaseUrl,
    stripe: { ...keys, ...sandboxAddresses(stripeUrl), webhookSecret: `whsec_${randomBytes(16).toString('hex')}` },
    secrets: { authSecret, cronSecret: randomBytes(32).toString('hex') },
  })
}

/** @param {Processes} processes @param {NodeJS.ProcessEnv} env */
async function openBare(processes, env) {
  const port = await freePort()
  const args = [inRoot('tests/bench/bare-server.mjs')]
  const program = { name: 'bare', command: process.execPath, args, env: { ...env, PORT: String(port) }, cwd: inRoot() }
  return ready('bare', port, await processes.start(program))
}

/**
 * Builds and starts the minimal app where nothing of the repository looks at what Next makes of it.
 * @param {Processes} processes @param {NodeJS.ProcessEnv} env
 */
async function openMinimal(processes, env) {
  rmSync(MINIMAL, { recursive: true, force: true })
  cpSync(inRoot('tests/bench/minimal-next'), MINIMAL, { recursive: true })
  const next = { command: process.execPath, env, cwd: MINIMAL }
  const built = await processes.run({ ...next, name: 'minimal build', args: [NEXT, 'build'] })
  if (!built.ok) throw new Problem(['The minimal Next app could not be built.', ...built.lastLines].join('\n  '))
  const port = await freePort()
  const args = [NEXT, 'start', '--port', String(port), '--hostname', '127.0.0.1']
  return ready('minimal', port, await processes.start({ ...next, name: 'minimal', args }))
}

/** @param {'bare' | 'minimal'} name @param {number} port @param {Running} running */
async function ready(name, port, running) {
  for (const end = Date.now() + READY_MS; Date.now() < end; await delay(50)) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/intents`).catch(() => undefined)
    // The route takes POST alone, which is answer enough.
    if (answer) return { name, port, pid: running.pid }
  }
  throw new Problem([`${name} is not ready.`, ...running.lastLines()].join('\n  '))
}
