import { randomBytes } from 'node:crypto'
import { Problem } from '../launcher/problem.mjs'

/** @import { StripeAccess } from '../launcher/app-environment.mjs' */

/**
 * What the browser tests run against, from `E2E_TARGET`: undefined for the sandbox, the access to Stripe's test mode
 * for `stripe`. No webhook endpoint belongs to it: Stripe cannot reach a laptop. Where Stripe is can be said by
 * STRIPE_API_BASE and STRIPE_JS_URL. Throws a Problem in one sentence about the first variable that is wrong.
 * @param {NodeJS.ProcessEnv} [variables]
 * @returns {StripeAccess | undefined}
 */
export function e2eTarget(variables = process.env) {
  const { E2E_TARGET: target = '', STRIPE_SECRET_KEY: secretKey, STRIPE_PUBLISHABLE_KEY: publishableKey } = variables
  if (target === '' || target === 'sandbox') return undefined
  if (target !== 'stripe') throw new Problem(`E2E_TARGET should be sandbox or stripe, but is "${target}".`)
  return {
    secretKey: testKey('STRIPE_SECRET_KEY', /^[sr]k_test_\w+$/, secretKey),
    publishableKey: testKey('STRIPE_PUBLISHABLE_KEY', /^pk_test_\w+$/, publishableKey),
    // Nobody knows it, so nothing that claims to come from Stripe is believed.
    webhookSecret: `whsec_${randomBytes(16).toString('hex')}`,
    apiBase: variables.STRIPE_API_BASE || 'https://api.stripe.com',
    scriptUrl: variables.STRIPE_JS_URL || 'https://js.stripe.com/endive/stripe.js',
  }
}

/** @param {string} name @param {RegExp} shape @param {string | undefined} value */
function testKey(name, shape, value) {
  if (value && shape.test(value)) return value
  if (value?.includes('_live_'))
    throw new Problem(`${name} is a live key: the tests charge people, so E2E_TARGET=stripe takes test keys alone.`)
  throw new Problem(
    'E2E_TARGET=stripe runs against your own Stripe account in test mode: set STRIPE_SECRET_KEY (sk_test_…) and STRIPE_PUBLISHABLE_KEY (pk_test_…).',
  )
}
