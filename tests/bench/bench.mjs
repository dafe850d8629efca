import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { build, buildSandbox } from '../../scripts/launcher/build.mjs'
import { installMissing } from '../../scripts/launcher/install.mjs'
import { Problem, reason } from '../../scripts/launcher/problem.mjs'
import { inSession } from '../../scripts/launcher/session.mjs'
import { clearTestLeftovers, recordRun } from '../../scripts/testing/infrastructure.mjs'
import { openAsks } from './asks.mjs'
import { benchBulk } from './bulk.mjs'
import { median, spread, table } from './figures.mjs'
import { run } from './rounds.mjs'
import { benchSandbox } from './sandbox.mjs'
import { openStage } from './stage.mjs'
import { whereTimeGoes } from './where.mjs'

/** @import { Processes } from '../../scripts/launcher/processes.mjs' */
/** @import { Contestant, Stage } from './stage.mjs' */
/** @import { Round, Score } from './rounds.mjs' */

const NAMES = /** @type {const} */ (['bare', 'minimal', 'ours'])
const AT_ONCE = 8
const SLOW_MS = 150
const INTERRUPTED = 130
const WARM_UP = 150

/**
 * `npm run bench`: how much slower the route that creates an intent is than one that only calls Stripe, and how many
 * off-session charges of a list are made in a second, and what the sandbox takes for a request. `--only bulk` and
 * `--only sandbox` measure one of them alone.
 * @param {string[]} args
 */
export async function bench(args) {
  /** @type {Awaited<ReturnType<typeof recordRun>> | undefined} */
  let record
  await inSession(
    async (processes) => {
      const options = readOptions(args)
      record = await recordRun('bench')
      await installMissing(processes)
      await clearTestLeftovers()
      await (options.only === 'sandbox' ? buildSandbox() : build(processes))
      await measure(processes, options)
      await processes.stopAll()
      await clearTestLeftovers()
    },
    { interrupted: INTERRUPTED, onChange: (started) => record?.update(started) },
  )
}

/** @param {string[]} args */
function readOptions(args) {
  const string = /** @type {const} */ ('string')
  const options = {
    rounds: { type: string },
    requests: { type: string },
    'slow-requests': { type: string },
    only: { type: string },
  }
  try {
    const { values } = parseArgs({ args, options })
    const number = (/** @type {keyof typeof options} */ name, /** @type {number} */ usual) => {
      const given = values[name] === undefined ? usual : Number(values[name])
      if (Number.isInteger(given) && given > 0) return given
      throw new Problem(`--${name} takes a whole number above zero, not "${values[name]}".`)
    }
    if (![undefined, 'bulk', 'sandbox'].includes(values.only))
      throw new Problem(`--only takes "bulk" or "sandbox", not "${values.only}".`)
    return {
      only: values.only,
      rounds: number('rounds', 7),
      requests: number('requests', 400),
      slowRequests: number('slow-requests', 40),
    }
  } catch (error) {
    throw new Problem(reason(error))
  }
}

/** @param {Processes} processes @param {ReturnType<typeof readOptions>} options */
async function measure(processes, options) {
  if (options.only === 'sandbox') heading()
  else await measureApp(processes, options)
  if (options.only !== 'bulk') await benchSandbox(processes, options)
}

/** @param {Processes} processes @param {ReturnType<typeof readOptions>} options */
async function measureApp(processes, options) {
  const stage = await openStage(processes)
  if (options.only === 'bulk') heading()
  else await compare(stage, options)
  await benchBulk(processes, { databaseUrl: stage.otherDatabase('bulk'), sandboxUrl: stage.stripeUrl })
}

/** @param {Stage} stage @param {ReturnType<typeof readOptions>} options */
async function compare(stage, { rounds, requests, slowRequests }) {
  const asks = openAsks(stage.databaseUrl)
  const ours = stage.contestants.find(({ name }) => name === 'ours')
  const customer = await asks.signUp(ours?.port ?? 0)
  // The first order makes the Customer at Stripe, which every later one finds.
  const first = await asks.forApp(customer, 1)
  const { load } = await import('./load.mjs')
  await load(ours?.port ?? 0, first, 1)
  const asksFor = (/** @type {Contestant} */ { name }, /** @type {number} */ count) =>
    name === 'ours' ? asks.forApp(customer, count) : asks.forOthers(customer.customerId, count)

  await run(stage, { rounds: 1, requests: WARM_UP, atOnce: AT_ONCE, asksFor })
  heading()
  const fast = await run(stage, { rounds, requests, atOnce: AT_ONCE, asksFor })
  showFast(fast)
  await stage.slowDown(SLOW_MS)
  for (const atOnce of [1, 2, 4])
    showSlow(atOnce, await run(stage, { rounds: Math.min(rounds, 3), requests: slowRequests, atOnce, asksFor }))
  await stage.slowDown(0)
  const tapped = await stage.openTapped()
  const other = await asks.signUp(tapped.web.port)
  showWhere(await whereTimeGoes(tapped, await asks.forApp(other, 250)))
  await asks.close()
  tapped.database.close()
  tapped.calls.close()
}

function heading() {
  const [{ model = 'unknown' } = {}] = cpus()
  const load = loadavg()
    .map((each) => each.toFixed(1))
    .join(' ')
  console.log(
    `\n${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} × ${model}, load ${load}`,
  )
}

/** @param {Round[]} rounds */
function showFast(rounds) {
  console.log(`\nCreating an intent, requests a second, ${AT_ONCE} at once, no latency:\n`)
  const rate = (/** @type {Round} */ round, /** @type {typeof NAMES[number]} */ name) => round[name].perSecond
  const ratios = (/** @type {Round} */ round) => [
    rate(round, 'ours') / rate(round, 'minimal'),
    rate(round, 'ours') / rate(round, 'bare'),
    rate(round, 'minimal') / rate(round, 'bare'),
  ]
  const rows = rounds.map((round, at) => [
    String(at + 1),
    ...NAMES.map((name) => rate(round, name).toFixed(0)),
    ...ratios(round).map((ratio) => ratio.toFixed(2)),
  ])
  const all = [
    ...NAMES.map((name) =>
      spread(
        rounds.map((round) => rate(round, name)),
        0,
      ),
    ),
    ...[0, 1, 2].map((at) => spread(rounds.map((round) => ratios(round)[at] ?? NaN))),
  ]
  const columns = ['round', 'bare', 'minimal Next', 'ours', 'ours/minimal', 'ours/bare', 'minimal/bare']
  console.log(table(columns, [...rows, ['median (spread)', ...all]]))
  showCpu(rounds)
}

/** @param {Round[]} rounds */
function showCpu(rounds) {
  console.log('\nProcessor time for one request in milliseconds, median of the rounds:\n')
  const of = (/** @type {(score: Score) => number} */ read) => (/** @type {typeof NAMES[number]} */ name) =>
    median(rounds.map((round) => read(round[name]))).toFixed(2)
  const rows = NAMES.map((name) => [
    name,
    of(({ cpu }) => cpu.web)(name),
    of(({ cpu }) => cpu.postgres)(name),
    of(({ cpu }) => cpu.sandbox)(name),
  ])
  console.log(table(['', 'server', 'PostgreSQL', 'sandbox'], rows))
}

/** @param {number} atOnce @param {Round[]} rounds */
function showSlow(atOnce, rounds) {
  console.log(`\np50 in milliseconds with ${SLOW_MS} ms on every call to Stripe, ${atOnce} at once:\n`)
  const p50 = (/** @type {typeof NAMES[number]} */ name) =>
    spread(
      rounds.map((round) => round[name].p50),
      0,
    )
  const ratio = rounds.map(({ ours, minimal }) => ours.p50 / minimal.p50)
  console.log(table([...NAMES, 'ours/minimal'], [[...NAMES.map(p50), spread(ratio)]]))
}

/** @param {Awaited<ReturnType<typeof whereTimeGoes>>} where */
function showWhere({ total, database, stripe, rest, trips, calls, statements }) {
  console.log('\nOne request of ours, one at a time, in milliseconds (medians):\n')
  const share = (/** @type {number} */ part) => `${Math.round((part / total) * 100)} %`
  const rows = [
    ['all of it', total, ''],
    [`waiting for the database, ${trips} round trips`, database, share(database)],
    [`waiting for Stripe, ${calls} calls`, stripe, share(stripe)],
    ['the rest: Next, sessions, our own work', rest, share(rest)],
  ]
  console.log(
    table(
      ['', 'ms', ''],
      rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toFixed(2) : cell))),
    ),
  )
  console.log('\nIts statements, in their order:\n')
  console.log(
    statements
      .map(({ what, milliseconds }) => `${milliseconds.toFixed(2).padStart(6)}  ${what || '(prepared)'}`)
      .join('\n'),
  )
}
