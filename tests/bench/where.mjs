import { performance } from 'node:perf_hooks'
import { median } from './figures.mjs'
import { load } from './load.mjs'
import { timeIn } from './taps.mjs'

/** @import { Ask } from './load.mjs' */
/** @import { Stage } from './stage.mjs' */
/** @import { Span } from './taps.mjs' */

/**
 * Where the time of one request goes, in milliseconds, as medians: waiting for the database and for Stripe is measured on the
 * wire, between the app and both; the rest is the app's own work and Next's.
 * @param {Awaited<ReturnType<Stage['openTapped']>>} tapped
 * @param {Ask[]} asks sent one after the other; the first fifth only warms up
 */
export async function whereTimeGoes({ web, database, calls }, asks) {
  const seen = []
  for (const [at, ask] of asks.entries()) {
    const from = performance.now()
    await load(web.port, [ask], 1)
    const within = { from, to: performance.now() }
    if (at < asks.length / 5) continue
    const [trips, asked] = [during(database.spans, within), during(calls.spans, within)]
    const [total, inDatabase, atStripe] = [within.to - from, timeIn(trips, within), timeIn(asked, within)]
    seen.push({ total, inDatabase, atStripe, rest: total - timeIn([...trips, ...asked], within), trips, asked })
  }
  const of = (/** @type {(one: typeof seen[number]) => number} */ read) => median(seen.map(read))
  return {
    total: of(({ total }) => total),
    database: of(({ inDatabase }) => inDatabase),
    stripe: of(({ atStripe }) => atStripe),
    rest: of(({ rest }) => rest),
    trips: of(({ trips }) => trips.length),
    calls: of(({ asked }) => asked.length),
    statements: typical(seen.map(({ trips }) => trips)),
  }
}

/** @param {Span[]} spans @param {Omit<Span, 'what'>} within */
function during(spans, { from, to }) {
  return spans.filter((span) => span.from >= from && span.to <= to).sort((one, other) => one.from - other.from)
}

/** The statements of a request with as many as most have, in their order, with the median time of each. @param {Span[][]} all */
function typical(all) {
  const usual = median(all.map(({ length }) => length))
  const alike = all.filter(({ length }) => length === usual)
  return (alike[0] ?? []).map(({ what }, at) => ({
    what,
    milliseconds: median(alike.flatMap((trips) => (trips[at] ? [trips[at].to - trips[at].from] : []))),
  }))
}
