import { performance } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { Problem } from '../../scripts/launcher/problem.mjs'
import { openBulkShop } from './bulk-shop.mjs'
import { table } from './figures.mjs'

/** @import { Processes } from '../../scripts/launcher/processes.mjs' */
/** @import { BulkShop } from './bulk-shop.mjs' */

const CUSTOMERS = 5
const WORKERS = 2
// A Stripe sandbox's, one for a live account, and one that only the machine keeps.
const LIMITS = /** @type {const} */ ([
  { perSecond: 20, charges: 60 },
  { perSecond: 80, charges: 160 },
  { perSecond: 10_000, charges: 300 },
])
const GIVE_UP_MS = 300_000

/**
 * Charges lists off-session with two workers and prints charges a second beside the rate limit that was set.
 * @param {Processes} processes
 * @param {{ databaseUrl: string, sandboxUrl: string }} where
 */
export async function benchBulk(processes, where) {
  const shop = await openBulkShop(processes, { ...where, customers: CUSTOMERS })
  const rows = []
  for (const { perSecond, charges } of LIMITS) {
    const workers = []
    for (let one = 0; one < WORKERS; one++) workers.push(await shop.openWorker(perSecond))
    const { seconds, requests } = await chargeList(shop, charges)
    for (const worker of workers) await worker.stop()
    const all = [perSecond, charges / seconds, requests / seconds, requests / charges]
    rows.push(all.map((figure, at) => figure.toFixed(at === 0 ? 0 : 1)))
  }
  console.log(`\nOff-session charges of a list, ${WORKERS} workers, webhooks delivered, no latency:\n`)
  console.log(table(['rate limit set', 'charges a second', 'requests to Stripe a second', 'for each charge'], rows))
  await shop.database.end()
}

/** @param {BulkShop} shop @param {number} charges */
async function chargeList(shop, charges) {
  const { origin, merchant, emails, sandboxUrl, keys } = shop
  const headers = { origin, cookie: merchant.cookie }
  const lines = Array.from({ length: charges }, (_, at) => `${emails[at % emails.length]},12.00,usd,Ride,${at}`)
  const body = new FormData()
  body.set('file', new File([['customer,amount,currency,description,reference', ...lines].join('\n')], 'bench.csv'))
  const api = `${origin}/api/charge-batches`
  const page = await fetch(api, {
    method: 'POST',
    headers: { ...headers, referer: `${origin}/console/charges` },
    body,
    redirect: 'manual',
  })
  const id = page.headers.get('location')?.split('/').at(-1)
  const before = await requestsOf(sandboxUrl, keys.secretKey)
  const began = performance.now()
  const started = await fetch(`${api}/${id}/start`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ count: charges, sums: { usd: charges * 1200 } }),
  })
  if (!started.ok) throw new Problem(`The list could not be started: ${started.status} ${await started.text()}`)
  while ((await openLines(`${api}/${id}`, headers)) > 0) {
    if (performance.now() - began > GIVE_UP_MS) throw new Problem('The list did not come to its end.')
    await delay(200)
  }
  const seconds = (performance.now() - began) / 1000
  // What events still cause belongs to the charges as well.
  await delay(2000)
  return { seconds, requests: (await requestsOf(sandboxUrl, keys.secretKey)) - before }
}

/** How many lines have no outcome yet. @param {string} url @param {Record<string, string>} headers */
async function openLines(url, headers) {
  /** @type {{ totals: { outcome: string, count: number }[] }} */
  const { totals } = await (await fetch(url, { headers })).json()
  const open = totals.filter(({ outcome }) => outcome === 'waiting' || outcome === 'under_way')
  return open.reduce((sum, { count }) => sum + count, 0)
}

/** How many requests a world has had. @param {string} sandboxUrl @param {string} secretKey */
async function requestsOf(sandboxUrl, secretKey) {
  const headers = { authorization: `Bearer ${secretKey}` }
  let [count, after, more] = [0, 'start', true]
  while (more) {
    const answer = await fetch(`${sandboxUrl}/_sandbox/journal?after=${after}&limit=10000`, { headers })
    /** @type {{ requests: { id: string }[], more: boolean }} */
    const page = await answer.json()
    count += page.requests.length
    after = page.requests.at(-1)?.id ?? after
    more = page.more
  }
  return count
}
