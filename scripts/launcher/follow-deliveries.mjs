import { callSandbox } from './sandbox.mjs'

const LOOK_MS = 500
// More than are tried between two looks; the first has to know all that were told to somebody before.
const NEWEST = 100
const FORMER = 1000

/**
 * Says a line for each try to deliver an event to these endpoints from now on, as `stripe listen` does.
 * @param {{ origin: string, secretKey: string, endpoints: { id: string, url: string }[], say: (line: string) => void }} wanted
 */
export async function followDeliveries({ origin, secretKey, endpoints, say }) {
  /** How many tries of a delivery were told. @type {Map<string, number>} */
  const told = new Map()
  let revision = ''
  const look = async (/** @type {typeof say} */ tell, newest = NEWEST) => {
    const query = new URLSearchParams({ section: 'events', limit: String(newest), revision })
    const view = await callSandbox(`${origin}/_sandbox/view?${query}`, secretKey)
    revision = view.revision
    for (const { event, deliveries } of view.unchanged ? [] : view.rows.events.reverse()) {
      for (const { id, tries, endpoint: at } of deliveries) {
        const endpoint = endpoints.find((each) => each.id === at)
        if (endpoint) for (const each of tries.slice(told.get(id))) tell(lineOf(event, endpoint.url, each))
        told.set(id, tries.length)
      }
    }
  }
  await look(() => {}, FORMER)
  const again = () =>
    setTimeout(() => {
      // When the sandbox is gone somebody else says so, and ends this process.
      look(say)
        .catch(() => {})
        .then(again)
    }, LOOK_MS).unref()
  again()
}

/**
 * @param {{ id: string, type: string }} event
 * @param {string} url
 * @param {{ status: number | null, error: string | null }} result
 */
function lineOf({ id, type }, url, { status, error }) {
  return `  [${status ?? 'ERR'}] ${type} [${id}] POST ${url}${error ? `: ${error}` : ''}`
}
