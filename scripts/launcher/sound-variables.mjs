import { LEVELS } from './log.mjs'
import { Problem } from './problem.mjs'

/** @typedef {{ fits: (value: string) => boolean, is: string, secret?: true }} Rule */

/**
 * What `lib/server/env.ts` will ask of the app's variables, asked before anything starts: by then PostgreSQL and the
 * sandbox would be running. A secret's value is not repeated.
 * @type {Record<string, Rule>}
 */
const RULES = {
  MERCHANT_NAME: {
    fits: (value) => /^.{1,60}$/s.test(value.trim()),
    is: 'the name of the shop, at most 60 characters',
  },
  MERCHANT_COUNTRY: {
    fits: (value) => /^[A-Z]{2}$/.test(value),
    is: 'a country code of two capital letters such as US',
  },
  AUTH_SECRET: { fits: (value) => value.length >= 32, is: 'a text of 32 characters or more', secret: true },
  CRON_SECRET: { fits: (value) => value.length >= 16, is: 'a text of 16 characters or more', secret: true },
  TRUSTED_PROXY_HOPS: { fits: (value) => /^(\d|10)$/.test(value), is: 'a whole number from 0 to 10' },
  STRIPE_RATE_LIMIT: {
    fits: (value) => /^([1-9]\d{0,3}|10000)$/.test(value),
    is: 'a whole number of requests a second from 1 to 10000',
  },
  CHARGE_RETRY_HOURS: {
    fits: (value) => value === 'none' || /^ *[1-9]\d{0,2} *(, *[1-9]\d{0,2} *){0,9}$/.test(value),
    is: 'up to ten waits in whole hours such as 24,72,168, or none',
  },
  SMTP_URL: { fits: (value) => URL.canParse(value), is: 'an address such as smtp://mail.example:587', secret: true },
  STRIPE_CUSTOMER_MODEL: { fits: (value) => /^(customer|account)$/.test(value), is: '"customer" or "account"' },
  STRIPE_ACCOUNTS_VERSION: {
    fits: (value) => /^\d{4}-\d{2}-\d{2}\.[a-z]+$/.test(value),
    is: 'a version of the API such as 2026-05-27.preview',
  },
  LOG_LEVEL: { fits: (value) => LEVELS.includes(value), is: `one of ${LEVELS.join(', ')}` },
}

/** Those that matter only with Stripe keys of one's own; the sandbox brings its own. @type {Record<string, Rule>} */
const STRIPE_RULES = {
  STRIPE_WEBHOOK_SECRET: {
    fits: (value) => value.split(',').every((each) => /^whsec_./.test(each.trim())),
    is: "an endpoint's signing secret, which starts with whsec_ (several are separated by commas)",
    secret: true,
  },
  STRIPE_API_BASE: { fits: isOrigin, is: 'an origin such as https://api.stripe.com' },
  STRIPE_JS_URL: { fits: isWebAddress, is: 'an address such as https://js.stripe.com/endive/stripe.js' },
}

/** Throws a Problem about the first variable that the app would refuse. @param {NodeJS.ProcessEnv} variables those that are set */
export function requireSoundVariables(variables) {
  const rules = variables.STRIPE_SECRET_KEY ? { ...RULES, ...STRIPE_RULES } : RULES
  for (const [name, { fits, is, secret }] of Object.entries(rules)) {
    const value = variables[name]
    if (value === undefined || fits(value)) continue
    throw new Problem(`${name} should be ${is}, but is ${secret ? 'not' : `"${value}"`}.`)
  }
}

/** Whether this names a web server and nothing on it. @param {string} value */
export function isOrigin(value) {
  if (!isWebAddress(value)) return false
  const { pathname, search, hash, username } = new URL(value)
  return pathname === '/' && !search && !hash && !username
}

/** @param {string} value */
function isWebAddress(value) {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}
