import path from 'node:path'
import { parseArgs } from 'node:util'
import { appEnvironment } from './app-environment.mjs'
import { build, buildBundles, isBuilt } from './build.mjs'
import { prepareDataFolder } from './data-folder.mjs'
import { prepareDatabase } from './prepare-database.mjs'
import { installMissing } from './install.mjs'
import { readKept } from './kept.mjs'
import { createLog } from './log.mjs'
import { generateClient } from './prisma.mjs'
import { Problem } from './problem.mjs'
import { withProgress } from './progress.mjs'
import { claimRun } from './run-record.mjs'
import { seed } from './seed.mjs'
import { inSession } from './session.mjs'
import { readSettings } from './settings.mjs'
import { prepareStripe } from './stripe.mjs'
import { printSummary } from './summary.mjs'
import { requirePort, startWeb, startWorker, untilEnd, webReady } from './web.mjs'

/** @import { Processes } from './processes.mjs' */
/** @import { Settings } from './settings.mjs' */
/** @typedef {{ processes: Processes, settings: Settings, log: ReturnType<typeof createLog>, dev: boolean }} Launch */

/** `npm start` and `npm run dev` (--dev). @param {string[]} args */
export async function start(args) {
  /** @type {Awaited<ReturnType<typeof claimRun>> | undefined} */
  let run
  await inSession(
    async (processes) => {
      const { dev } = readArguments(args)
      const settings = readSettings()
      prepareDataFolder(settings.dataDir)
      const where = `Mandate is already running in this folder, at ${settings.origin}`
      run = await claimRun(path.join(settings.dataDir, 'run.json'), where)
      const log = createLog({
        folder: path.join(settings.dataDir, 'logs'),
        level: settings.variables.LOG_LEVEL ?? 'warn',
      })
      return launch({ processes, settings, log, dev })
    },
    { onChange: (started) => run?.update(started), atEnd: () => run?.release() },
  )
}

/** @param {string[]} args */
function readArguments(args) {
  try {
    const { values } = parseArgs({ args, options: { dev: { type: 'boolean' } } })
    return { dev: Boolean(values.dev) }
  } catch {
    throw new Problem(`This takes --dev, not "${args.join(' ')}".`)
  }
}

/** @param {Launch} launched */
async function launch({ processes, settings, log, dev }) {
  const began = performance.now()
  await requirePort(settings)
  await installMissing(processes)
  await prepareSources(processes, dev)
  const database = await prepareDatabase(processes, settings, log.of('postgres', 'silent'))
  const stripe = await prepareStripe(processes, settings, log.of('sandbox'))
  const env = appEnvironment({
    ...settings,
    databaseUrl: database.url,
    stripe: stripe.access,
    secrets: readKept(settings.dataDir),
  })
  // Known passwords belong on a database of our own, seen from this machine only.
  const demo = !settings.databaseUrl && settings.onThisMachine
  const accounts = demo ? await seed(processes, env) : []

  const hostname = settings.onThisMachine ? '127.0.0.1' : undefined
  const web = await startWeb(processes, { port: settings.port, hostname, dev, env, onLine: log.of('web') })
  const worker = await startWorker(processes, { env, onLine: log.of('worker') })
  const firstEnd = Promise.race([...database.running, ...stripe.running, web, worker].map(untilEnd))
  await Promise.race([webReady(settings.port), firstEnd])

  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  printSummary({ origin: settings.origin, sandbox: stripe.sandbox, accounts, notes: stripe.notes, seconds })
  log.open()
  return firstEnd
}

/** @param {Processes} processes @param {boolean} dev */
async function prepareSources(processes, dev) {
  if (dev) {
    await generateClient(processes)
    return buildBundles()
  }
  if (isBuilt()) return
  await withProgress('Building, because the sources have changed', () => build(processes))
}
