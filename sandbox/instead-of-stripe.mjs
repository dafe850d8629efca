// `node --import mandate/sandbox/instead-of-stripe server.js`: sends what a program means for api.stripe.com to the
// sandbox at STRIPE_SANDBOX, so that not a line of it has to change. For Stripe's own SDK, over node:https or fetch.
import http from 'node:http'
import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'

const given = process.env.STRIPE_SANDBOX ?? 'http://127.0.0.1:4010'
if (!URL.canParse(given) || new URL(given).protocol !== 'http:')
  throw new Error(`STRIPE_SANDBOX is "${given}", not the address of a sandbox, such as http://127.0.0.1:4010.`)
const sandbox = new URL(given)
const agent = new http.Agent({ keepAlive: true })
/** All that Stripe's SDK talks to; what the sandbox has not of it, it says so. */
const STRIPE = new Set(['api', 'connect', 'files', 'meter-events'].map((name) => `${name}.stripe.com`))

const { request } = https
const { fetch } = globalThis

/** @param {any[]} call */
https.request = (...call) => {
  const [options] = call
  if (!STRIPE.has(options?.host) && !STRIPE.has(options?.hostname)) return Reflect.apply(request, https, call)
  const there = { agent, host: sandbox.hostname, hostname: sandbox.hostname, port: sandbox.port, protocol: 'http:' }
  const sent = http.request({ ...options, ...there }, ...call.slice(1))
  // The SDK sends nothing before it has heard that the connection is secure.
  sent.once('socket', (socket) => socket.connecting && socket.once('connect', () => socket.emit('secureConnect')))
  return sent
}
syncBuiltinESMExports()

globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input)
  if (!STRIPE.has(url.hostname)) return fetch(input, init)
  const there = new URL(`${url.pathname}${url.search}`, sandbox)
  return input instanceof Request ? fetch(new Request(there, input), init) : fetch(there, init)
}
