import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  APP_VARIABLES,
  appEnvironment,
  sandboxAddresses,
  sandboxKeys,
} from '../../scripts/launcher/app-environment.mjs'
import { freePort } from '../../scripts/launcher/ports.mjs'
import { startPostgres } from '../../scripts/launcher/postgres.mjs'
import { migrate } from '../../scripts/launcher/prisma.mjs'
import type { Processes } from '../../scripts/launcher/processes.mjs'
import { registerEndpoint, startSandbox } from '../../scripts/launcher/sandbox.mjs'
import { startWeb, startWorker, webReady } from '../../scripts/launcher/web.mjs'
import { removedWithRun, temporaryFolder, testLog } from '../../scripts/testing/infrastructure.mjs'
import { type Database, openDatabase } from '../e2e/database'
import { type SandboxControl, sandboxControl } from '../support/sandbox'
import { type Death, Mortal } from './mortal'

/** The whole product on this machine, in processes that may die. Only the sandbox lives throughout, as Stripe does. */
export type Shop = {
  origin: string
  sandboxUrl: string
  secretKey: string
  publishableKey: string
  databaseUrl: string
  database: Database
  control: SandboxControl
  web: Mortal
  workers: Mortal[]
  postgres: Mortal
  /** Programs that ended though nobody meant it. */
  deaths: Death[]
  /** What web and workers said about trouble, by name, and how often. */
  complaints: Map<string, number>
  ready: () => Promise<void>
  close: () => Promise<void>
}

/** Starts everything on free ports of this machine. PostgreSQL keeps its durable settings: it is going to be killed. */
export async function openShop(processes: Processes, workerCount: number): Promise<Shop> {
  const log = testLog()
  const deaths: Death[] = []
  const complaints = new Map<string, number>()
  const folder = temporaryFolder()
  const sandbox = await startSandbox(processes, {
    folder: join(folder, 'sandbox'),
    port: 0,
    onLine: log.of('campaign-sandbox'),
  })
  const { postgres, url: databaseUrl } = await openPostgres(processes, {
    folder,
    deaths,
    onLine: log.of('campaign-postgres'),
  })
  const stripe = { ...sandboxKeys(randomBytes(12).toString('hex')), ...sandboxAddresses(sandbox.origin) }
  const control = sandboxControl(sandbox.origin, stripe.secretKey)
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const env = await environment({ origin, databaseUrl, stripe })
  const heard = (name: string) => {
    const write = log.of(`campaign-${name}`)
    return (line: string) => {
      write(line)
      note(complaints, line)
    }
  }
  const [ofWeb, ofWorkers] = [heard('web'), heard('worker')]
  const web = new Mortal('web', () => startWeb(processes, { port, hostname: '127.0.0.1', env, onLine: ofWeb }), deaths)
  const workers = Array.from({ length: workerCount }, (_, index) => {
    return new Mortal(`worker ${index + 1}`, () => startWorker(processes, { env, onLine: ofWorkers }), deaths)
  })
  const database = openDatabase(databaseUrl)
  await Promise.all([web, ...workers].map((each) => each.start()))
  await webReady(port)
  return {
    origin,
    sandboxUrl: sandbox.origin,
    ...stripe,
    databaseUrl,
    database,
    control,
    web,
    workers,
    postgres,
    deaths,
    complaints,
    ready: () => webReady(port),
    close: async () => {
      await database.close()
      for (const each of [...workers, web, postgres]) await each.stop()
      await sandbox.stop()
    },
  }
}

type WantedPostgres = { folder: string; deaths: Death[]; onLine: (line: string) => void }

async function openPostgres(processes: Processes, { folder, deaths, onLine }: WantedPostgres) {
  let port = await freePort()
  const wanted = { folder: join(folder, 'postgres'), onLine }
  let url = ''
  const postgres = new Mortal(
    'postgres',
    async () => {
      const running = await startPostgres(processes, { ...wanted, port })
      // Web and workers know the first port only.
      if (url && running.port !== port) throw new Error(`PostgreSQL came back on port ${running.port}, not ${port}.`)
      if (!url) await removedWithRun('campaign-folders', [folder, running.folder])
      port = running.port
      url = running.url('campaign')
      return running
    },
    deaths,
  )
  await postgres.start()
  await migrate(processes, url)
  return { postgres, url }
}

type Wired = {
  origin: string
  databaseUrl: string
  stripe: { secretKey: string; publishableKey: string; apiBase: string; scriptUrl: string }
}

async function environment({ origin, databaseUrl, stripe }: Wired): Promise<NodeJS.ProcessEnv> {
  const url = `${origin}/api/webhooks/stripe`
  const { secret: webhookSecret } = await registerEndpoint({ origin: stripe.apiBase, secretKey: stripe.secretKey, url })
  // A developer's own settings must not reach the campaign; empty means "not set".
  const unset = Object.fromEntries(APP_VARIABLES.map((name) => [name, '']))
  return appEnvironment({
    variables: { ...process.env, ...unset, LOG_LEVEL: 'warn' },
    origin,
    databaseUrl,
    stripe: { ...stripe, webhookSecret },
    secrets: { authSecret: randomBytes(32).toString('hex'), cronSecret: randomBytes(32).toString('hex') },
  })
}

function note(complaints: Map<string, number>, line: string): void {
  const found = /"level":"(warn|error)".*"msg":"([^"]+)"/.exec(line)
  if (!found) return
  const name = `${found[2]} (${found[1]})`
  complaints.set(name, (complaints.get(name) ?? 0) + 1)
}
