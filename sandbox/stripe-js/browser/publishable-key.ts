import { IntegrationError } from './integration-error'

/**
 * Refuses whatever is not a test mode publishable key, before anything is sent anywhere.
 * The sentences on types, empty keys and secret keys are Stripe.js' own; the last two are the sandbox's.
 */
export function requireTestKey(key: unknown): string {
  if (key === undefined) throw new IntegrationError('Missing value for Stripe(): apiKey should be a string.')
  if (typeof key !== 'string') {
    throw new IntegrationError(`Invalid value for Stripe(): apiKey should be a string. You specified: ${String(key)}.`)
  }
  if (key === '') {
    throw new IntegrationError('Please call Stripe() with your publishable key. You used an empty string.')
  }
  if (/^[sr]k_/.test(key)) {
    throw new IntegrationError(
      'You should not use your secret key with Stripe.js.\nPlease pass a publishable key instead.',
    )
  }
  if (key.startsWith('pk_live_')) {
    throw new IntegrationError('The sandbox refuses live keys. Call Stripe() with a key that starts with pk_test_.')
  }
  if (!/^pk_test_\w+$/.test(key)) {
    throw new IntegrationError('The sandbox takes publishable test keys only: they start with pk_test_.')
  }
  return key
}
