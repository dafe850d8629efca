import { callSandbox } from './sandbox.mjs'

const LOOK_MS = 500
const NEWEST = 1000

/**
 * Says a line for each try to deliver an event to these endpoints from now on, as `stripe listen` does.
 * @param {{ origin: string, secretKey: string, endpoints: { id: string, url: string }[], say: (line: string) => void }} wanted
 */
export async function followDeliveries({ origin, secretKey, endpoints, say }) {
  /** How many tries of a delivery were told. @type {Map<string, number>} */
  const told = new Map()
  let revision = ''
  const look = async (/** @type {typeof say} */ tell) => {
    const query = new URLSearchParams({ section: 'events', limit: String(NEWEST), revision })
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
  await look(() => {})
  const again = () =>
    setTimeout(() => {
      // The sandbox is gone when it does not answer, and somebody else says so.
      look(say).then(again, () => {})
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
