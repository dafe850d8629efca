import { cpuOf } from './cpu.mjs'
import { median } from './figures.mjs'
import { load } from './load.mjs'

/** @import { Ask } from './load.mjs' */
/** @import { Contestant, Stage } from './stage.mjs' */
/**
 * One contestant's share of one round. Times are milliseconds, `cpu` is processor time for one request.
 * @typedef {{ perSecond: number, p50: number, cpu: { web: number, postgres: number, sandbox: number } }} Score
 * @typedef {Record<Contestant['name'], Score>} Round
 */

/**
 * Lets all of them answer the same number of requests, one contestant after the other, and as often as there are rounds,
 * each time in another order: what else the machine does meanwhile meets all alike.
 * @param {Stage} stage
 * @param {{ rounds: number, requests: number, atOnce: number, asksFor: (who: Contestant, count: number) => Promise<Ask[]> }} wanted
 * @returns {Promise<Round[]>}
 */
export async function run(stage, { rounds, requests, atOnce, asksFor }) {
  /** @type {Round[]} */
  const all = []
  for (let at = 0; at < rounds; at++) {
    /** @type {Partial<Round>} */
    const round = {}
    const { contestants } = stage
    for (const who of contestants.map((_, place) => contestants[(place + at) % contestants.length])) {
      if (who) round[who.name] = await score(stage, { who, asks: await asksFor(who, requests), atOnce })
    }
    all.push(/** @type {Round} */ (round))
  }
  return all
}

/** @param {Stage} stage @param {{ who: Contestant, asks: Ask[], atOnce: number }} turn @returns {Promise<Score>} */
async function score({ pids }, { who, asks, atOnce }) {
  const used = () => ({ web: cpuOf(who.pid), postgres: cpuOf(pids.postgres), sandbox: cpuOf(pids.sandbox) })
  const before = used()
  const { seconds, milliseconds } = await load(who.port, asks, atOnce)
  const after = used()
  const each = (/** @type {keyof typeof before} */ what) => (after[what] - before[what]) / asks.length
  const cpu = { web: each('web'), postgres: each('postgres'), sandbox: each('sandbox') }
  return { perSecond: asks.length / seconds, p50: median(milliseconds), cpu }
}
