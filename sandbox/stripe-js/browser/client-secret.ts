import { IntegrationError } from './integration-error'

export type ClientSecret = { id: string; secret: string }

const SHAPE = /^([a-z]+_[A-Za-z0-9]+)_secret_[A-Za-z0-9]+$/

/** What Stripe.js calls a secret that belongs to another kind of object. */
const KINDS: Record<string, string> = { seti: 'a SetupIntent client secret', pi: 'a PaymentIntent client secret' }

/**
 * Takes a SetupIntent's client secret apart, before any request is made.
 * Throws IntegrationError with Stripe.js' sentences; `caller` names the method, for example `stripe.retrieveSetupIntent`.
 */
export function setupIntentSecret(caller: string, value: unknown): ClientSecret {
  const id = typeof value === 'string' ? SHAPE.exec(value)?.[1] : undefined
  if (id === undefined) {
    throw new IntegrationError(
      `Invalid value for ${caller} intent secret: value should be a client secret of the form ` +
        `\${id}_secret_\${secret}. You specified: ${String(value)}.`,
    )
  }
  const prefix = id.slice(0, id.indexOf('_'))
  if (prefix !== 'seti') {
    throw new IntegrationError(
      `Invalid value for ${caller} intent secret: value should be a SetupIntent client secret. ` +
        `You specified: ${KINDS[prefix] ?? 'another client secret'}.`,
    )
  }
  return { id, secret: String(value) }
}
