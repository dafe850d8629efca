import { randomBytes } from 'node:crypto'
import { loadavg } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { inRoot } from '../../scripts/launcher/folders.mjs'
import { freePort } from '../../scripts/launcher/ports.mjs'
import { Problem } from '../../scripts/launcher/problem.mjs'
import { removedWithRun, temporaryFolder } from '../../scripts/testing/infrastructure.mjs'
import { spread, table } from './figures.mjs'
import { Steps } from './sandbox-steps.mjs'

/** @import { Processes } from '../../scripts/launcher/processes.mjs' */

const AT_ONCE = 8
const READY_MS = 30_000
const OBJECTS = 10_000
// Its PaymentIntent, PaymentMethod, Charge and BalanceTransaction.
const OBJECTS_OF = { customer: 1, payment: 4 }

/**
 * Requests a second that the sandbox answers, beside a bare server that parses the same forms and answers what the sandbox
 * has answered to them; then the memory that objects take.
 * @param {Processes} processes
 * @param {{ rounds: number, requests: number }} size
 */
export async function benchSandbox(processes, { rounds, requests }) {
  const sandbox = await openSandbox(processes)
  const bare = await openBare(processes, await sandbox.steps.recorded())
  const contestants = [
    { name: 'bare', steps: bare },
    { name: 'sandbox', steps: sandbox.steps },
  ]
  for (const { steps } of contestants) await steps.run('customer', { count: requests, atOnce: AT_ONCE })
  console.log(`\nThe sandbox beside a bare server, ${AT_ONCE} at once, load ${loadavg()[0]?.toFixed(1)}:\n`)
  const rows = []
  for (const what of /** @type {const} */ (['customer', 'payment'])) {
    const count = what === 'customer' ? requests : Math.ceil(requests / 4)
    const all = []
    for (let round = 0; round < rounds; round++) all.push(await oneRound(contestants, { what, count, round }))
    rows.push(rowOf(what, all))
  }
  console.log(table(['a second', 'bare', 'sandbox', 'sandbox/bare'], rows))
  await showMemory(sandbox)
}

/** @param {{ name: string, steps: Steps }[]} contestants @param {{ what: 'customer' | 'payment', count: number, round: number }} wanted */
async function oneRound(contestants, { what, count, round }) {
  /** @type {Record<string, number>} */
  const rates = {}
  const inTurn = round % 2 === 0 ? contestants : [...contestants].reverse()
  for (const { name, steps } of inTurn) rates[name] = count / (await steps.run(what, { count, atOnce: AT_ONCE }))
  return { bare: rates.bare ?? NaN, sandbox: rates.sandbox ?? NaN }
}

/** @param {'customer' | 'payment'} what @param {{ bare: number, sandbox: number }[]} all */
function rowOf(what, all) {
  const name = what === 'customer' ? 'customers created' : 'payments created, confirmed, approved'
  const rate = (/** @type {'bare' | 'sandbox'} */ who) =>
    spread(
      all.map((round) => round[who]),
      0,
    )
  return [name, rate('bare'), rate('sandbox'), spread(all.map(({ bare, sandbox }) => sandbox / bare))]
}

/** @param {Awaited<ReturnType<typeof openSandbox>>} sandbox */
async function showMemory({ steps, memory, reset }) {
  console.log(`\nMemory for ${OBJECTS} objects with their events, after collecting garbage, in MB:\n`)
  const rows = []
  for (const what of /** @type {const} */ (['customer', 'payment'])) {
    await reset()
    const before = await memory()
    await steps.run(what, { count: OBJECTS / OBJECTS_OF[what], atOnce: AT_ONCE })
    const after = await memory()
    const megabytes = (/** @type {'rss' | 'heapUsed'} */ of) => ((after[of] - before[of]) / 1e6).toFixed(0)
    rows.push([what === 'customer' ? 'customers' : 'of approved payments', megabytes('heapUsed'), megabytes('rss')])
  }
  console.log(table(['', 'heap', 'RSS'], rows))
}

/** @param {Processes} processes */
async function openSandbox(processes) {
  const folder = temporaryFolder()
  await removedWithRun('bench-sandbox', [folder])
  const [port, memoryPort, keys] = [await freePort(), await freePort(), randomBytes(8).toString('hex')]
  const variables = { PORT: port, MEMORY_PORT: memoryPort, KEYS: keys, DATA: path.join(folder, 'sandbox') }
  await startProgram(processes, { file: 'measured-sandbox.mjs', variables, ready: memoryPort })
  const origin = `http://127.0.0.1:${port}`
  const headers = { authorization: `Bearer sk_test_${keys}` }
  return {
    steps: new Steps(origin, `sk_test_${keys}`),
    /** @returns {Promise<{ rss: number, heapUsed: number }>} bytes */
    memory: async () => (await fetch(`http://127.0.0.1:${memoryPort}`)).json(),
    reset: () => fetch(`${origin}/_sandbox/reset`, { method: 'POST', headers }),
  }
}

/** @param {Processes} processes @param {import('./form-server.mjs').Answer[]} recorded */
async function openBare(processes, recorded) {
  const port = await freePort()
  const variables = { PORT: port, ANSWERS: JSON.stringify(recorded) }
  await startProgram(processes, { file: 'form-server.mjs', variables, ready: port })
  return new Steps(`http://127.0.0.1:${port}`, 'sk_test_bare')
}

/** @param {Processes} processes @param {{ file: string, variables: Record<string, string | number>, ready: number }} program */
async function startProgram(processes, { file, variables, ready }) {
  const given = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]))
  const running = await processes.start({
    name: file,
    command: process.execPath,
    args: ['--expose-gc', inRoot('tests/bench', file)],
    env: { ...process.env, NODE_ENV: 'production', ...given },
    cwd: inRoot(),
  })
  for (const end = Date.now() + READY_MS; Date.now() < end; await delay(20)) {
    if (await fetch(`http://127.0.0.1:${ready}`).catch(() => undefined)) return
  }
  throw new Problem([`${file} is not ready.`, ...running.lastLines()].join('\n  '))
}
