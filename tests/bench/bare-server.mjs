import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import Stripe from 'stripe'

const { hostname: host, port } = new URL(process.env.STRIPE_API_BASE ?? '')
const stripe = new Stripe(process.env.STRIPE_SECRET_KEY ?? '', {
  host,
  port,
  protocol: 'http',
  timeout: 10_000,
  maxNetworkRetries: 0,
  telemetry: false,
})

/** The least that can create an intent: Node's own server and Stripe's SDK. */
const server = createServer((request, response) => {
  answer(request).then(
    (text) => response.writeHead(200, { 'content-type': 'application/json' }).end(text),
    (error) => response.writeHead(500).end(String(error)),
  )
})
server.listen(Number(process.env.PORT), '127.0.0.1')

/** @param {import('node:http').IncomingMessage} request */
async function answer(request) {
  // What the other two answer to whoever waits for them to be ready.
  if (request.method === 'GET') return '{}'
  const { idempotencyKey, ...params } = /** @type {any} */ (await json(request))
  const { client_secret: clientSecret } = await stripe.paymentIntents.create(params, { idempotencyKey })
  return JSON.stringify({ clientSecret })
}
