import { mkdirSync, rmSync } from 'node:fs'
import { inRoot } from '../launcher/folders.mjs'
import { countVitest } from './counts.mjs'
import { startInfrastructure } from './infrastructure.mjs'

/** @import { Processes } from '../launcher/processes.mjs' */
/** @import { Counts } from './counts.mjs' */
/**
 * How many orders of one payment's events (5,040 are all there are; for other ways of paying than the usual one 500 at most),
 * how many stories of one order, and what both are drawn from.
 * @typedef {{ orders: number, stories: number, seed: number }} Sizes
 */

/**
 * The large sizes of tests/integration/payment-orders.test.ts and payment-stories.test.ts. A size of 0 leaves its file out.
 * @param {Processes} processes
 * @param {Sizes} sizes
 * @returns {Promise<Counts>}
 */
export async function runPaymentOrders(processes, { seed, ...sizes }) {
  const wanted = Object.entries(sizes).filter(([, size]) => size > 0)
  const total = { passed: 0, failed: 0, skipped: 0 }
  if (wanted.length === 0) return total
  const infrastructure = await startInfrastructure(processes)
  const { orders, stories } = sizes
  const variables = { PAYMENT_ORDERS: String(orders), PAYMENT_STORIES: String(stories), MANDATE_SEED: String(seed) }
  const env = { ...process.env, NO_COLOR: '1', ...infrastructure, ...variables }
  // Side by side, each with a database and a world of its own.
  const halves = wanted.map(([name]) => run(processes, { name, env }))
  for (const { passed, failed } of await Promise.all(halves)) {
    total.passed += passed
    total.failed += failed
  }
  return total
}

/** @param {Processes} processes @param {{ name: string, env: NodeJS.ProcessEnv }} half */
async function run(processes, { name, env }) {
  const file = inRoot('artifacts/results', `payment-${name}.json`)
  mkdirSync(inRoot('artifacts/results'), { recursive: true })
  rmSync(file, { force: true })
  const began = performance.now()
  const { ok } = await processes.run({
    name: `payment ${name}`,
    command: process.execPath,
    args: [inRoot('node_modules/vitest/vitest.mjs'), 'run', ...options(file), `integration/payment-${name}`],
    env,
    cwd: inRoot(),
    stopSignal: 'SIGINT',
    onLine: console.log,
  })
  console.log(`payment ${name}: ${((performance.now() - began) / 1000).toFixed(0)} s`)
  const { passed, failed } = countVitest(file)
  return { passed, failed: ok || failed > 0 ? failed : 1 }
}

/** @param {string} file */
function options(file) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  return ['--config', inRoot('tests/vitest.config.ts'), '--project', 'integration', ...reporters]
}
