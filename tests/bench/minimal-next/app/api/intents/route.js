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

/** Creates the intent that the body describes, and does nothing else. */
export async function POST(request) {
  const { idempotencyKey, ...params } = await request.json()
  const { client_secret: clientSecret } = await stripe.paymentIntents.create(params, { idempotencyKey })
  return Response.json({ clientSecret })
}
