import { IntegrationError } from './integration-error'

export type ClientSecret = { id: string; secret: string; prefix: string }

const SHAPE = /^(([a-z]+)_[A-Za-z0-9]+)_secret_[A-Za-z0-9]+$/

/** What Stripe.js calls a secret that belongs to another kind of object. */
const NAMES: Record<string, string> = { seti: 'a SetupIntent client secret', pi: 'a PaymentIntent client secret' }

/** Takes a client secret apart, before any request is made; undefined for anything else. */
export function readSecret(value: unknown): ClientSecret | undefined {
  const [secret, id, prefix] = typeof value === 'string' ? (SHAPE.exec(value) ?? []) : []
  return secret !== undefined && id !== undefined && prefix !== undefined ? { id, secret, prefix } : undefined
}

type Wanted = { noun: 'PaymentIntent' | 'SetupIntent'; prefix: 'pi' | 'seti' }

/**
 * The secret of one kind of intent. Throws IntegrationError with Stripe.js' sentences; `caller` names the method, for
 * example `stripe.retrieveSetupIntent`.
 */
export function secretOf(caller: string, value: unknown, { noun, prefix }: Wanted): ClientSecret {
  const found = someSecret(caller, value)
  if (found.prefix === prefix) return found
  throw new IntegrationError(
    `Invalid value for ${caller} intent secret: value should be a ${noun} client secret. ` +
      `You specified: ${NAMES[found.prefix] ?? 'another client secret'}.`,
  )
}

/** The secret of any intent; throws likewise. */
export function someSecret(caller: string, value: unknown): ClientSecret {
  const found = readSecret(value)
  if (found) return found
  throw new IntegrationError(
    `Invalid value for ${caller} intent secret: value should be a client secret of the form ` +
      `\${id}_secret_\${secret}. You specified: ${String(value)}.`,
  )
}
