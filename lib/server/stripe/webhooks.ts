import 'server-only'
import Stripe from 'stripe'
import { AppError } from '@/lib/domain/errors'
import { env } from '../env'

// Stripe's own figure: https://docs.stripe.com/webhooks. The library checks the past alone, so the future is ours.
const TOLERANCE_SECONDS = 300
const FUTURE_SECONDS = 60

/**
 * The event in a webhook's raw body, if one of our secrets signed it less than five minutes ago. There are several secrets
 * while one is being rolled. Throws `invalid_signature`, whatever the reason was.
 */
export function verifiedEvent(rawBody: string, header: string | null): Stripe.Event {
  // The library throws a plain Error for an element without a value, which would look like a bug of ours.
  if (!/^[^,=]+=[^,=]+(,[^,=]+=[^,=]+)*$/.test(header ?? '')) throw refused()
  for (const secret of env().STRIPE_WEBHOOK_SECRET) {
    try {
      const event = Stripe.webhooks.constructEvent(rawBody, header ?? '', secret, TOLERANCE_SECONDS)
      if (signedAt(header) <= Date.now() / 1000 + FUTURE_SECONDS) return event
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error
    }
  }
  throw refused()
}

function refused(): AppError {
  return new AppError('invalid_signature', 'The signature does not fit this body.')
}

function signedAt(header: string | null): number {
  return Number(/(?:^|,)t=(\d+)/.exec(header ?? '')?.[1] ?? Infinity)
}
