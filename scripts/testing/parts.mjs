import { mkdirSync, rmSync } from 'node:fs'
import { build } from '../launcher/build.mjs'
import { inRoot } from '../launcher/folders.mjs'
import { generateClient } from '../launcher/prisma.mjs'
import { ensureChromium } from './browser.mjs'
import { IN_TESTS, runCampaign } from './campaign.mjs'
import { countPlaywright, countVitest } from './counts.mjs'
import { startInfrastructure } from './infrastructure.mjs'
import { e2eTarget } from './target.mjs'

/** @import { Processes } from '../launcher/processes.mjs' */
/** @import { Counts } from './counts.mjs' */
/**
 * One part of the tests. It rejects when it cannot do its work at all.
 * @typedef {(run: Run) => Promise<Counts>} Part
 * @typedef {{ processes: Processes, filters: string[], infrastructure?: Promise<NodeJS.ProcessEnv> }} Run
 */

const PASSED = { passed: 1, failed: 0, skipped: 0 }
const FAILED = { passed: 0, failed: 1, skipped: 0 }

/** All parts, in the order they run in. @type {Record<string, Part>} */
export const PARTS = {
  types: async ({ processes }) => {
    await generateClient(processes)
    const typegen = await tool(processes, ['next/dist/bin/next', 'typegen'])
    return typegen && (await tool(processes, ['typescript/bin/tsc', '--noEmit'])) ? PASSED : FAILED
  },
  lint: async ({ processes }) => {
    const linted = await tool(processes, ['eslint/bin/eslint.js', '--max-warnings=0', '.'])
    const formatted = await tool(processes, ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'])
    return linted && formatted ? PASSED : FAILED
  },
  unit: (run) => vitest(run, 'unit', {}),
  integration: async (run) => vitest(run, 'integration', await shared(run)),
  contract: async (run) => vitest(run, 'contract', { ...(await browser(run)), ...(await shared(run)) }),
  build: async ({ processes }) => {
    await build(processes, { onLine: console.log })
    return PASSED
  },
  e2e: async (run) => {
    // Said before minutes go into the rest.
    e2eTarget()
    const variables = { ...(await browser(run)), ...(await shared(run)) }
    await build(run.processes)
    return playwright(run, variables)
  },
  campaign: ({ processes }) => runCampaign(processes, IN_TESTS),
}

/** The browser, installed by the first part that asks. @param {Run} run */
async function browser({ processes }) {
  return { PLAYWRIGHT_CHROMIUM_PATH: await ensureChromium(processes) }
}

/** PostgreSQL and the sandbox, started by the first part that asks. @param {Run} run */
function shared(run) {
  return (run.infrastructure ??= startInfrastructure(run.processes))
}

/** @param {Run} run @param {string} project @param {NodeJS.ProcessEnv} variables */
function vitest({ processes, filters }, project, variables) {
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
    ...filters,
  ]
  return counted(tool(processes, command, variables), () => countVitest(file))
}

/** @param {Run} run @param {NodeJS.ProcessEnv} variables */
function playwright({ processes, filters }, variables) {
  const file = resultFile('e2e')
  const command = [
    'playwright/cli.js',
    'test',
    '--config',
    inRoot('tests/playwright.config.ts'),
    '--reporter=list,json',
    ...filters,
  ]
  return counted(tool(processes, command, { ...variables, PLAYWRIGHT_JSON_OUTPUT_FILE: file }), () =>
    countPlaywright(file),
  )
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

/** Runs a tool of node_modules and shows what it says. @param {Processes} processes @param {string[]} command @param {NodeJS.ProcessEnv} [variables] */
async function tool(processes, [script = '', ...args], variables) {
  const color = process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }
  const run = await processes.run({
    name: script,
    command: process.execPath,
    args: [inRoot('node_modules', script), ...args],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...color, ...variables },
    cwd: inRoot(),
    // Test runners take this as a wish to end in good order.
    stopSignal: 'SIGINT',
    onLine: console.log,
  })
  return run.ok
}
