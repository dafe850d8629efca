import { callSandbox } from './sandbox.mjs'

const DESCRIPTION = 'npm run sandbox -- --forward-to'

/** @typedef {{ id: string, url: string, status: string, description: string | null, secret?: string }} Endpoint */

/**
 * What `stripe listen --forward-to` does: events go to these addresses as long as they are asked for. A secret stays the
 * same from one start to the next, and answers here with its endpoint; without an address nothing is forwarded.
 * @param {{ origin: string, secretKey: string, urls: string[], events?: string[] | undefined }} wanted
 */
export async function forwardTo({ origin, secretKey, urls, events = ['*'] }) {
  const { webhook_endpoints: all } = await callSandbox(`${origin}/_sandbox/state`, secretKey)
  const ours = all.filter((/** @type {Endpoint} */ { description }) => description === DESCRIPTION)
  const change = (/** @type {string} */ id, /** @type {URLSearchParams} */ body) =>
    callSandbox(`${origin}/v1/webhook_endpoints/${id}`, secretKey, { method: 'POST', body })
  for (const { id, url, status } of ours)
    if (!urls.includes(url) && status === 'enabled') await change(id, new URLSearchParams({ disabled: 'true' }))
  const types = events.map((type) => ['enabled_events[]', type])
  const forwarded = []
  for (const url of new Set(urls)) {
    const known = ours.find((/** @type {Endpoint} */ endpoint) => endpoint.url === url)
    const body = new URLSearchParams([['url', url], ['description', DESCRIPTION], ...types])
    if (known) await change(known.id, new URLSearchParams([['disabled', 'false'], ...types]))
    const { id, secret } =
      known ?? (await callSandbox(`${origin}/v1/webhook_endpoints`, secretKey, { method: 'POST', body }))
    forwarded.push({ id: String(id), url, secret: String(secret) })
  }
  return forwarded
}
