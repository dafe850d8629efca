import { callSandbox } from './sandbox.mjs'

const DESCRIPTION = 'npm run sandbox -- --forward-to'

/** @typedef {{ id: string, url: string, status: string, description: string | null, secret?: string }} Endpoint */

/**
 * What `stripe listen --forward-to` does: events go to this address as long as it is asked for. The secret stays the
 * same from one start to the next, and answers here with the address; without an address nothing is forwarded.
 * @param {{ origin: string, secretKey: string, url: string | undefined, events?: string[] | undefined }} wanted
 */
export async function forwardTo({ origin, secretKey, url, events = ['*'] }) {
  const { webhook_endpoints: all } = await callSandbox(`${origin}/_sandbox/state`, secretKey)
  const ours = all.filter((/** @type {Endpoint} */ { description }) => description === DESCRIPTION)
  const known = ours.find((/** @type {Endpoint} */ endpoint) => endpoint.url === url)
  const change = (/** @type {string} */ id, /** @type {URLSearchParams} */ body) =>
    callSandbox(`${origin}/v1/webhook_endpoints/${id}`, secretKey, { method: 'POST', body })
  for (const { id, status } of ours)
    if (id !== known?.id && status === 'enabled') await change(id, new URLSearchParams({ disabled: 'true' }))
  if (url === undefined) return undefined
  const types = events.map((type) => ['enabled_events[]', type])
  if (known) {
    await change(known.id, new URLSearchParams([['disabled', 'false'], ...types]))
    return { url, secret: String(known.secret) }
  }
  const body = new URLSearchParams([['url', url], ['description', DESCRIPTION], ...types])
  const { secret } = await callSandbox(`${origin}/v1/webhook_endpoints`, secretKey, { method: 'POST', body })
  return { url, secret: String(secret) }
}
