import { isDeepStrictEqual } from 'node:util'
import { prepareDataFolder } from './data-folder.mjs'
import { inRoot } from './folders.mjs'
import { freePort } from './ports.mjs'
import { Problem, reason } from './problem.mjs'

/** @import { Processes } from './processes.mjs' */

/**
 * Starts the sandbox over its folder, on the preferred port or any free one.
 * @param {Processes} processes
 * @param {{ folder: string, port: number, onLine?: (line: string) => void }} options
 */
export async function startSandbox(processes, { folder, port: preferred, onLine = () => {} }) {
  prepareDataFolder(folder)
  const port = await freePort(preferred)
  /** @type {(origin: string) => void} */
  let announce = () => {}
  const announced = new Promise((resolve) => (announce = resolve))
  const running = await processes.start({
    name: 'sandbox',
    command: process.execPath,
    args: ['--enable-source-maps', inRoot('dist/sandbox.mjs')],
    env: { ...withoutSandboxVariables(), NODE_ENV: 'production', SANDBOX_PORT: String(port), SANDBOX_DATA_DIR: folder },
    cwd: inRoot(),
    onLine: (line) => (line.startsWith('{"sandbox"') ? announce(JSON.parse(line).sandbox) : onLine(line)),
  })
  const origin = await Promise.race([announced, running.ended.then(() => undefined)])
  if (processes.stopping) return new Promise(() => {})
  if (!origin) throw new Problem(`The sandbox could not start. ${running.lastLines().join(' ')}`)
  return { ...running, origin: String(origin), port }
}

/** Whoever runs a sandbox by hand has variables for it in the shell, which are not meant for this one. */
function withoutSandboxVariables() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('SANDBOX_')))
}

/**
 * Has the account behind these keys be in this country, as the app insists.
 * @param {{ origin: string, secretKey: string, country: string }} wanted two letters
 */
export async function settleCountry({ origin, secretKey, country }) {
  const account = await callSandbox(`${origin}/v1/account`, secretKey)
  if (account.country === country) return
  await callSandbox(`${origin}/_sandbox/outcomes`, secretKey, { method: 'POST', body: JSON.stringify({ country }) })
}

/**
 * Has the sandbox deliver every event to this address, and answers the secret it signs with. Stripe tells that secret
 * only once, so an endpoint whose secret we do not know any more is replaced.
 * @param {{ origin: string, secretKey: string, url: string, known?: { id: string, secret: string } | undefined }} wanted
 * @returns {Promise<{ id: string, secret: string }>}
 */
export async function registerEndpoint({ origin, secretKey, url, known }) {
  const endpoints = `${origin}/v1/webhook_endpoints`
  const { data } = await callSandbox(`${endpoints}?limit=100`, secretKey)
  for (const endpoint of data.filter(
    (/** @type {{ url: string, id: string }} */ each) => each.url === url || each.id === known?.id,
  )) {
    const serves =
      endpoint.url === url && endpoint.status === 'enabled' && isDeepStrictEqual(endpoint.enabled_events, ['*'])
    if (known && known.id === endpoint.id && serves) return known
    await callSandbox(`${endpoints}/${endpoint.id}`, secretKey, { method: 'DELETE' })
  }
  const body = new URLSearchParams({ url, 'enabled_events[]': '*', description: 'Registered by the launcher' })
  const { id, secret } = await callSandbox(endpoints, secretKey, { method: 'POST', body })
  return { id, secret }
}

/** What the sandbox answers; a Problem with its sentence when it refuses. @param {string} url @param {string} secretKey @param {RequestInit} [init] */
export async function callSandbox(url, secretKey, init) {
  try {
    const response = await fetch(url, { ...init, headers: { authorization: `Bearer ${secretKey}` } })
    const body = await response.json()
    if (!response.ok) throw new Error(body.error?.message ?? `status ${response.status}`)
    return body
  } catch (error) {
    throw new Problem(`The sandbox could not be set up: ${reason(error)}`)
  }
}
