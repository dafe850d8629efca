import path from 'node:path'
import { parseArgs } from 'node:util'
import { prepareDataFolder } from './data-folder.mjs'
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
  --forward-to <url>     sends every event there, signed, and says with which secret
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
      const { data, port, url, events, help } = readArguments(args)
      if (help) return console.log(USAGE)
      const { dataDir, sandboxPort } = readSandboxSettings({ data, port })
      prepareDataFolder(dataDir)
      run = await claimRun(path.join(dataDir, 'run.json'), 'The sandbox is already running from this folder')
      await prepareSandbox(processes)
      const log = createLog({ folder: path.join(dataDir, 'logs'), level: 'warn' })
      const sandbox = await startKeptSandbox(processes, { dataDir, sandboxPort }, log.of('sandbox'))
      const { secretKey } = sandbox.keys
      const forwarded = await forwardTo({ origin: sandbox.origin, secretKey, url, events })
      printSandboxSummary({ ...sandbox.keys, sandbox: sandbox.origin, notes: sandbox.notes, forwarded })
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
  const options = { port: string, data: string, 'forward-to': string, events: string, help: boolean }
  try {
    const { values } = parseArgs({ args, options })
    const { port, data, help, events, 'forward-to': forward } = values
    if (events !== undefined && forward === undefined) throw new Error('--events needs --forward-to')
    return {
      help,
      port,
      data: data === undefined ? undefined : path.resolve(data),
      url: forward === undefined ? undefined : address(forward),
      events: events?.split(',').map((each) => each.trim()),
    }
  } catch (error) {
    throw new Problem(`${reason(error)}.\n\n${USAGE}`)
  }
}

/** As `stripe listen` takes it: `localhost:4242/webhook` and `4242/webhook` will do. @param {string} given */
function address(given) {
  const spelled = /^\d+(\/|$)/.test(given) ? `localhost:${given}` : given
  const whole = spelled.includes('://') ? spelled : `http://${spelled}`
  const url = URL.canParse(whole) ? new URL(whole) : undefined
  if (url && /^https?:$/.test(url.protocol) && isLoopback(url.origin)) return url.href
  throw new Error(`--forward-to takes an address on this machine, such as localhost:4242/webhook, not "${given}"`)
}
