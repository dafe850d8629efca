/**
 * @typedef {{ secretKey: string, publishableKey: string, webhookSecret: string, apiBase: string, scriptUrl: string }} StripeAccess
 */

/** The variables of the app, as `.env.example` explains them. */
export const APP_VARIABLES = [
  ...['APP_ORIGIN', 'PORT', 'DATABASE_URL', 'DATA_DIR', 'SANDBOX_PORT', 'LOG_LEVEL', 'SMTP_URL', 'MAIL_FROM'],
  ...['STRIPE_SECRET_KEY', 'STRIPE_PUBLISHABLE_KEY', 'STRIPE_WEBHOOK_SECRET', 'STRIPE_API_BASE', 'STRIPE_JS_URL'],
  ...['STRIPE_CUSTOMER_MODEL', 'STRIPE_ACCOUNTS_VERSION', 'STATEMENT_DESCRIPTOR', 'MERCHANT_NAME', 'MERCHANT_COUNTRY'],
  ...['AUTH_SECRET', 'CRON_SECRET', 'TRUSTED_PROXY_HOPS', 'STRIPE_RATE_LIMIT', 'CHARGE_RETRY_HOURS'],
]

/** What a demo says about its merchant, where nothing else is said. */
export const DEMO_MERCHANT = {
  MERCHANT_NAME: 'Rocket Rides',
  MERCHANT_COUNTRY: 'US',
}

/** The keys of one world of the sandbox. @param {string} suffix */
export function sandboxKeys(suffix) {
  return { secretKey: `sk_test_${suffix}`, publishableKey: `pk_test_${suffix}` }
}

/** Where the sandbox serves what Stripe serves on its own hosts. @param {string} origin */
export function sandboxAddresses(origin) {
  return { apiBase: origin, scriptUrl: `${origin}/endive/stripe.js` }
}

/**
 * The environment of web, worker and seed. They have no defaults of their own and refuse to run with a variable missing;
 * the defaults of a demo are here.
 * @param {{ variables: NodeJS.ProcessEnv, origin: string, databaseUrl: string, stripe: StripeAccess, secrets: { authSecret: string, cronSecret: string } }} parts
 * @returns {NodeJS.ProcessEnv}
 */
export function appEnvironment({ variables, origin, databaseUrl, stripe, secrets }) {
  const given = Object.entries(variables).filter(([, value]) => value !== '')
  return {
    // All are there, empty ones for "not set": Next.js would look for a missing one in `.env`, past everything here.
    ...Object.fromEntries(APP_VARIABLES.map((name) => [name, ''])),
    ...DEMO_MERCHANT,
    STRIPE_CUSTOMER_MODEL: 'customer',
    // That of docs.stripe.com/payments/amazon-pay/set-up-future-payments.
    STRIPE_ACCOUNTS_VERSION: '2026-05-27.preview',
    TRUSTED_PROXY_HOPS: '0',
    // Of the 25 requests a second that Stripe's sandboxes take; the rest is for people.
    STRIPE_RATE_LIMIT: '20',
    CHARGE_RETRY_HOURS: '24,72,168',
    LOG_LEVEL: 'info',
    AUTH_SECRET: secrets.authSecret,
    CRON_SECRET: secrets.cronSecret,
    ...Object.fromEntries(given),
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    APP_ORIGIN: origin,
    DATABASE_URL: databaseUrl,
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_PUBLISHABLE_KEY: stripe.publishableKey,
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
    STRIPE_API_BASE: stripe.apiBase,
    STRIPE_JS_URL: stripe.scriptUrl,
  }
}
