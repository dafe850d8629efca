import { mkdirSync, rmSync } from 'node:fs'
import { build } from '../launcher/build.mjs'
import { inRoot } from '../launcher/folders.mjs'
import { generateClient } from '../launcher/prisma.mjs'
import { ensureChromium } from './browser.mjs'
import { IN_TESTS, runCampaign } from './campaign.mjs'
import { countPlaywright, countVitest } from './counts.mjs'
import { startInfrastructure } from './infrastructure.mjs'
import { forgetRoutesCalled, routesNotCalled } from './routes-called.mjs'
import { e2eTarget } from './target.mjs'

/** @import { Processes } from '../launcher/processes.mjs' */
/** @import { Counts } from './counts.mjs' */
/**
 * One part of the tests. It rejects when it cannot do its work at all.
 * @typedef {(run: Run) => Promise<Counts>} Part
 * `say` shows a line of what it does; `isAlone`: no other part runs meanwhile; `shared`: what the first part that asks has
 * made for all parts.
 * @typedef {{ processes: Processes, filters: string[], say: (line: string) => void, isAlone: boolean, shared: Shared }} Run
 * @typedef {{ infrastructure?: Promise<NodeJS.ProcessEnv>, types?: Promise<boolean> }} Shared
 */

const PASSED = { passed: 1, failed: 0, skipped: 0 }
const FAILED = { passed: 0, failed: 1, skipped: 0 }

/** Parts that would leave a processor without work if they ran alone. @type {string[][]} */
export const SIDE_BY_SIDE = [
  ['types', 'lint', 'unit'],
  ['integration', 'contract'],
]

/** All parts, in the order they run in. @type {Record<string, Part>} */
export const PARTS = {
  types: async (run) => ((await types(run)) && (await tool(run, ['typescript/bin/tsc', '--noEmit'])) ? PASSED : FAILED),
  lint: async (run) => {
    await types(run)
    // Types and unit tests end before ESLint does, so a processor is free for the other.
    const both = await Promise.all([
      tool(run, ['eslint/bin/eslint.js', '--max-warnings=0', '.']),
      tool(run, ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.']),
    ])
    return both.every(Boolean) ? PASSED : FAILED
  },
  unit: async (run) => {
    await types(run)
    return vitest(run, 'unit', {})
  },
  integration: async (run) => vitest(run, 'integration', await infrastructure(run)),
  contract: async (run) => {
    await ensureChromium(run.processes)
    forgetRoutesCalled()
    const counts = await vitest(run, 'contract', await infrastructure(run))
    return run.filters.length > 0 ? counts : withRoutes(run, counts)
  },
  build: async ({ processes, say }) => {
    await build(processes, { onLine: say })
    return PASSED
  },
  e2e: async (run) => {
    // Said before minutes go into the rest.
    e2eTarget()
    await ensureChromium(run.processes)
    const variables = await infrastructure(run)
    await build(run.processes)
    return playwright(run, variables)
  },
  campaign: ({ processes }) => runCampaign(processes, IN_TESTS),
}

/** A route of the sandbox that no test has called is a failure as well. @param {Run} run @param {Counts} counts */
function withRoutes({ say }, counts) {
  const missing = routesNotCalled()
  missing.forEach(say)
  return missing.length > 0
    ? { ...counts, failed: counts.failed + missing.length }
    : { ...counts, passed: counts.passed + 1 }
}

/** PostgreSQL and the sandbox. @param {Run} run */
function infrastructure({ processes, shared }) {
  return (shared.infrastructure ??= startInfrastructure(processes))
}

/** The types of the database client and of the routes, which are generated. @param {Run} run */
function types(run) {
  const generate = async () => {
    await generateClient(run.processes)
    return tool(run, ['next/dist/bin/next', 'typegen'])
  }
  return (run.shared.types ??= generate())
}

/** @param {Run} run @param {string} project @param {NodeJS.ProcessEnv} variables */
function vitest(run, project, variables) {
  const file = resultFile(project)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const command = [
    'vitest/vitest.mjs',
    'run',
    '--config',
    inRoot('tests/vitest.config.ts'),
    '--project',
    project,
    ...reporters,
    // More workers than its configuration names would only wait; of parts that run side by side, the first has them.
    ...(run.isAlone || project !== 'contract' ? [] : ['--maxWorkers=1']),
    ...run.filters,
  ]
  return counted(tool(run, command, variables), () => countVitest(file))
}

/** @param {Run} run @param {NodeJS.ProcessEnv} variables */
function playwright(run, variables) {
  const file = resultFile('e2e')
  const command = [
    'playwright/cli.js',
    'test',
    '--config',
    inRoot('tests/playwright.config.ts'),
    '--reporter=list,json',
    ...run.filters,
  ]
  return counted(tool(run, command, { ...variables, PLAYWRIGHT_JSON_OUTPUT_FILE: file }), () => countPlaywright(file))
}

/** What a runner reports, never better than the way it ended. @param {Promise<boolean>} ended @param {() => Counts} read */
async function counted(ended, read) {
  const ok = await ended
  const counts = read()
  if (counts.passed + counts.failed === 0) throw new Error('It ran no tests.')
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 }
}

/** @param {string} part */
function resultFile(part) {
  const file = inRoot('artifacts/results', `${part}.json`)
  mkdirSync(inRoot('artifacts/results'), { recursive: true })
  // What an earlier run has left must not be taken for the result of this one.
  rmSync(file, { force: true })
  return file
}

/** Runs a tool of node_modules and shows what it says. @param {Run} run @param {string[]} command @param {NodeJS.ProcessEnv} [variables] */
async function tool({ processes, say }, [script = '', ...args], variables) {
  const color = process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }
  const ran = await processes.run({
    name: script,
    command: process.execPath,
    args: [inRoot('node_modules', script), ...args],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...color, ...variables },
    cwd: inRoot(),
    // Test runners take this as a wish to end in good order.
    stopSignal: 'SIGINT',
    onLine: say,
  })
  return ran.ok
}
