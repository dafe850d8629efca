import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from '../launcher/build.mjs'
import { inRoot } from '../launcher/folders.mjs'
import { installMissing } from '../launcher/install.mjs'
import { Problem, reason } from '../launcher/problem.mjs'
import { inSession } from '../launcher/session.mjs'
import { clearTestLeftovers, recordRun } from './infrastructure.mjs'
import { runPaymentOrders } from './payment-orders.mjs'

/** @import { Processes } from '../launcher/processes.mjs' */
/** @import { Counts } from './counts.mjs' */
/** @import { Sizes } from './payment-orders.mjs' */
/** @typedef {import('../../tests/campaign/options').CampaignOptions} CampaignOptions */

const INTERRUPTED = 130
// The bundle lies as deep as its sources, so that what it imports from `scripts` is found the same way.
const BUNDLE = 'dist/campaign/campaign.mjs'

/** What `npm run campaign` runs without options. @type {CampaignOptions} */
const STANDARD = {
  charges: 1000,
  seed: 7,
  faults: 0.25,
  kills: 30,
  crashes: 2,
  controls: true,
  workers: 3,
  clients: 16,
}

/** What follows it: every order of one payment's events, and many stories of one order. */
const SIZES = { orders: 5040, stories: 10_000 }

/** What `npm test` runs, so that all of it takes less than a quarter of an hour. @type {CampaignOptions} */
export const IN_TESTS = { ...STANDARD, charges: 150, kills: 5, crashes: 1 }

/**
 * `npm run campaign`: many charges while everything goes wrong, and the question whether each was made exactly once; then
 * every order in which what is heard of one payment can be handled, and many stories of one order. With another number of
 * charges, kills and crashes keep their rate.
 * @param {string[]} args
 */
export async function campaign(args) {
  /** @type {Awaited<ReturnType<typeof recordRun>> | undefined} */
  let record
  await inSession(
    async (processes) => {
      const options = readOptions(args)
      const sizes = readSizes(args)
      record = await recordRun('campaign')
      await installMissing(processes)
      const charging = await runCampaign(processes, options)
      const paying = await runPaymentOrders(processes, sizes)
      await clearTestLeftovers()
      return charging.failed + paying.failed > 0 ? 1 : 0
    },
    { interrupted: INTERRUPTED, onChange: (started) => record?.update(started) },
  )
}

/**
 * Builds what is missing and runs one campaign in this process.
 * @param {Processes} processes
 * @param {CampaignOptions} options
 * @returns {Promise<Counts>}
 */
export async function runCampaign(processes, options) {
  await clearTestLeftovers()
  await build(processes)
  await bundle()
  const { runCampaign: run } = await import(pathToFileURL(inRoot(BUNDLE)).href)
  return run(processes, options)
}

/** @param {string[]} args @returns {CampaignOptions} */
export function readOptions(args) {
  const numbers = readNumbers(args)
  const { charges = STANDARD.charges } = numbers
  const rate = charges / STANDARD.charges
  return {
    ...STANDARD,
    kills: Math.round(STANDARD.kills * rate),
    crashes: Math.round(STANDARD.crashes * rate),
    ...numbers,
    controls: !parse(args).values['no-controls'],
  }
}

/** @param {string[]} args @returns {Sizes} */
function readSizes(args) {
  const { orders = SIZES.orders, stories = SIZES.stories, seed = STANDARD.seed } = readNumbers(args)
  return { orders, stories, seed }
}

/** @param {string[]} args @returns {Record<string, number>} */
function readNumbers(args) {
  return Object.fromEntries(
    Object.entries(parse(args).values).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, number(name, value)]] : [],
    ),
  )
}

/** @param {string[]} args */
function parse(args) {
  const string = /** @type {const} */ ({ type: 'string' })
  const boolean = /** @type {const} */ ({ type: 'boolean' })
  const { charges, seed, faults, kills, crashes, workers, clients } = STANDARD
  const counted = Object.keys({ charges, seed, faults, kills, crashes, workers, clients, ...SIZES })
  const options = {
    ...Object.fromEntries(counted.map((name) => [name, string])),
    controls: boolean,
    'no-controls': boolean,
  }
  try {
    return parseArgs({ args, options })
  } catch (error) {
    throw new Problem(reason(error))
  }
}

/** @param {string} name @param {string} value */
function number(name, value) {
  const least = { charges: 1, workers: 2, clients: 1 }[name] ?? 0
  const most = name === 'faults' ? 0.9 : Number.MAX_SAFE_INTEGER
  const parsed = Number(value)
  const isWhole = name === 'faults' || Number.isInteger(parsed)
  if (value.trim() !== '' && isWhole && parsed >= least && parsed <= most) return parsed
  throw new Problem(
    `--${name} takes ${name === 'faults' ? 'a share' : 'a whole number'} of at least ${least}, not "${value}".`,
  )
}

/** TypeScript for Node 20, beside the app's own bundles. */
async function bundle() {
  const { build: esbuild } = await import('esbuild')
  await esbuild({
    entryPoints: [inRoot('tests/campaign/campaign.ts')],
    outfile: inRoot(BUNDLE),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    packages: 'external',
    external: ['../../scripts/*'],
    sourcemap: 'linked',
    absWorkingDir: inRoot(),
    logLevel: 'warning',
  })
}
