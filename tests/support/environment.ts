import { afterEach, vi } from 'vitest'

/** A complete set of variables, as a shop beside the sandbox would have it. */
const COMPLETE = {
  APP_ORIGIN: 'http://localhost:3000',
  DATABASE_URL: 'postgresql://mandate@localhost:5432/mandate',
  STRIPE_SECRET_KEY: 'sk_test_rides',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_rides',
  STRIPE_WEBHOOK_SECRET: 'whsec_rides',
  STRIPE_API_BASE: 'http://127.0.0.1:4010',
  STRIPE_JS_URL: 'http://127.0.0.1:4010/endive/stripe.js',
  STRIPE_CUSTOMER_MODEL: 'customer',
  STRIPE_ACCOUNTS_VERSION: '',
  MERCHANT_NAME: 'Rocket Rides',
  MERCHANT_COUNTRY: 'US',
  AUTH_SECRET: 'a-secret-of-at-least-thirty-two-characters',
  SMTP_URL: '',
  CRON_SECRET: 'sixteen-characters',
  TRUSTED_PROXY_HOPS: '0',
  STRIPE_RATE_LIMIT: '20',
  CHARGE_RETRY_HOURS: '24,72,168',
  LOG_LEVEL: 'info',
}

export type Variable = keyof typeof COMPLETE

/**
 * Makes the next import of lib/server see a process that was started with these variables; one that is undefined is
 * missing. Everything is put back after the test.
 */
export function startWith(changes: Partial<Record<Variable, string | undefined>> = {}): void {
  vi.resetModules()
  for (const [name, value] of Object.entries({ ...COMPLETE, ...changes })) vi.stubEnv(name, value)
}

afterEach(() => void vi.unstubAllEnvs())
