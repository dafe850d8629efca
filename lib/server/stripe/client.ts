import 'server-only'
import Stripe from 'stripe'
import { env } from '../env'
import { refuseOpenTransaction } from '../open-transaction'

const holder: { stripe?: Stripe } = {}

/**
 * The one Stripe client. The API version is the one its SDK pins. It never retries by itself: the rows that keep the
 * idempotency keys decide about that (docs/decisions). A call lasts ten seconds at most.
 */
export function stripe(): Stripe {
  refuseOpenTransaction('Stripe')
  return (holder.stripe ??= connect())
}

function connect(): Stripe {
  const base = new URL(env().STRIPE_API_BASE)
  const protocol = base.protocol === 'http:' ? 'http' : 'https'
  return new Stripe(env().STRIPE_SECRET_KEY, {
    host: base.hostname,
    port: base.port || (protocol === 'http' ? 80 : 443),
    protocol,
    timeout: 10_000,
    maxNetworkRetries: 0,
    telemetry: false,
  })
}
