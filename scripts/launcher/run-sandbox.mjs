import path from 'node:path'
import { parseArgs } from 'node:util'
import { sandboxKeys } from './app-environment.mjs'
import { prepareDataFolder } from './data-folder.mjs'
import { followDeliveries } from './follow-deliveries.mjs'
import { forwardTo } from './forward-webhooks.mjs'
import { createLog } from './log.mjs'
import { prepareSandbox } from './prepare-sandbox.mjs'
import { Problem, reason } from './problem.mjs'
import { claimRun } from './run-record.mjs'
import { inSession } from './session.mjs'
import { isLoopback, readSandboxSettings } from './settings.mjs'
import { startKeptSandbox } from './stripe.mjs'
import { printSandboxSummary } from './summary.mjs'
import { untilEnd } from './web.mjs'

const USAGE = `npm run sandbox -- [options], or mandate-sandbox [options]

  --port <number>        4010 unless given; when that is taken, any free one
  --data <folder>        where everything is kept; .data of this repository unless given
  --key <sk_test_x>      a made-up pair, with webhooks; otherwise one is made up once and kept
  --forward-to <url>     sends every event there, signed, says with which secret, and what was answered;
                         may be given again
  --events <a,b>         with --forward-to: only these types`

/**
 * `npm run sandbox`: the sandbox alone, for programs of other people. Its folder may be one of their own.
 * @param {string[]} args
 */
export async function runSandbox(args) {
  /** @type {Awaited<ReturnType<typeof claimRun>> | undefined} */
  let run
  await inSession(
    async (processes) => {
      const { data, port, key, urls, events, help } = readArguments(args)
      if (help) return console.log(USAGE)
      const { dataDir, sandboxPort } = readSandboxSettings({ data, port })
      prepareDataFolder(dataDir)
      const where = (/** @type {string} */ place) =>
        `The sandbox is already running from ${dataDir}${place}; another needs --data <folder> of its own`
      run = await claimRun(path.join(dataDir, 'run.json'), where(''))
      await prepareSandbox(processes)
      const log = createLog({ folder: path.join(dataDir, 'logs'), level: 'warn' })
      const sandbox = await startKeptSandbox(processes, { dataDir, sandboxPort }, log.of('sandbox'))
      run.is(where(`, at ${sandbox.origin}`))
      const keys = key === undefined ? sandbox.keys : sandboxKeys(key)
      const { secretKey } = keys
      const forwarded = await forwardTo({ origin: sandbox.origin, secretKey, urls, events })
      printSandboxSummary({ ...keys, sandbox: sandbox.origin, notes: sandbox.notes, forwarded })
      if (forwarded.length > 0)
        await followDeliveries({ origin: sandbox.origin, secretKey, endpoints: forwarded, say: console.log })
      log.open()
      return untilEnd(sandbox.running)
    },
    { onChange: (started) => run?.update(started), atEnd: () => run?.release() },
  )
}

/** @param {string[]} args */
function readArguments(args) {
  const string = /** @type {const} */ ({ type: 'string' })
  const boolean = /** @type {const} */ ({ type: 'boolean' })
  const urls = /** @type {const} */ ({ type: 'string', multiple: true, default: [] })
  const options = { port: string, data: string, key: string, 'forward-to': urls, events: string, help: boolean }
  try {
    const { values } = parseArgs({ args, options })
    const { port, data, key, help, events, 'forward-to': forward } = values
    if (events !== undefined && forward.length === 0) throw new Error('--events needs --forward-to')
    return {
      help,
      port,
      data: data === undefined ? undefined : path.resolve(data),
      key: key === undefined ? undefined : suffixOf(key),
      urls: forward.map(address),
      events: events?.split(',').map((each) => each.trim()),
    }
  } catch (error) {
    throw new Problem(`${reason(error)}.\n\n${USAGE}`)
  }
}

/** What the pair of a secret key has in common. @param {string} key */
function suffixOf(key) {
  const [, suffix] = /^sk_test_([A-Za-z0-9_]{1,200})$/.exec(key) ?? []
  // The publishable key that would be printed has the same letters, and goes into pages.
  if (/^51\w{90,}$/.test(suffix ?? '')) throw new Error('--key takes a made-up key: this one is of a real account')
  if (suffix) return suffix
  throw new Error(`--key takes a secret test key, sk_test_ and letters, digits or underscores, not "${key}"`)
}

/** As `stripe listen` takes it: `localhost:4242/webhook` and `4242/webhook` will do. @param {string} given */
function address(given) {
  const spelled = /^\d+(\/|$)/.test(given) ? `localhost:${given}` : given
  const whole = spelled.includes('://') ? spelled : `http://${spelled}`
  const url = URL.canParse(whole) ? new URL(whole) : undefined
  if (url && /^https?:$/.test(url.protocol) && isLoopback(url.origin)) return url.href
  throw new Error(`--forward-to takes an address on this machine, such as localhost:4242/webhook, not "${given}"`)
}
