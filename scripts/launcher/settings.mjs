import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { inRoot } from './folders.mjs'
import { LEVELS } from './log.mjs'
import { Problem } from './problem.mjs'

/**
 * What the launcher itself has to know. Everything else in `variables` goes to the app as it is.
 * @typedef {object} Settings
 * @property {NodeJS.ProcessEnv} variables
 * @property {number} port
 * @property {string} origin
 * @property {boolean} onThisMachine whether the origin is a loopback address
 * @property {string} dataDir
 * @property {string | undefined} databaseUrl undefined: the embedded PostgreSQL
 * @property {boolean} sandboxed whether the sandbox stands in for Stripe
 * @property {number | undefined} sandboxPort
 */

/**
 * The variables of this process and of `.env` (ours win; an empty one counts as not set), judged before anything starts.
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Settings}
 */
export function readSettings(environment = process.env) {
  const given = { ...readEnvFile(inRoot('.env')), ...environment }
  const variables = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
  const port = parsePort('PORT', variables.PORT) ?? 3000
  const origin = parseOrigin(variables.APP_ORIGIN ?? `http://localhost:${port}`)
  const settings = {
    variables,
    port,
    origin,
    onThisMachine: isLoopback(origin),
    dataDir: path.resolve(inRoot(), variables.DATA_DIR ?? '.data'),
    databaseUrl: parseDatabaseUrl(variables.DATABASE_URL),
    sandboxed: !variables.STRIPE_SECRET_KEY,
    sandboxPort: parsePort('SANDBOX_PORT', variables.SANDBOX_PORT),
  }
  requireLevel(variables.LOG_LEVEL)
  requireSoundKeys(settings)
  return settings
}

/** @param {string} file @returns {NodeJS.ProcessEnv} */
function readEnvFile(file) {
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
}

/** @param {string} name @param {string | undefined} value */
function parsePort(name, value) {
  if (value === undefined) return undefined
  const port = Number(value)
  if (/^\d+$/.test(value) && port >= 1 && port <= 65535) return port
  throw new Problem(`${name} should be a port number from 1 to 65535, but is "${value}".`)
}

/** @param {string} value */
function parseOrigin(value) {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username)
    return url.origin
  throw new Problem(`APP_ORIGIN should be an origin such as https://shop.example, but is "${value}".`)
}

/** @param {string | undefined} value */
function parseDatabaseUrl(value) {
  if (value === undefined) return undefined
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url && /^postgres(ql)?:$/.test(url.protocol) && url.hostname && url.pathname.length > 1) return value
  // The value is not repeated: it may hold a password.
  throw new Problem('DATABASE_URL should look like postgresql://user:password@host:5432/database, but does not.')
}

/** @param {string | undefined} level */
function requireLevel(level) {
  if (level === undefined || LEVELS.includes(level)) return
  throw new Problem(`LOG_LEVEL should be one of ${LEVELS.join(', ')}, but is "${level}".`)
}

/** @param {Settings} settings */
function requireSoundKeys({ variables, sandboxed, onThisMachine, origin }) {
  const { STRIPE_SECRET_KEY: secret = '', STRIPE_PUBLISHABLE_KEY: publishable = '', SMTP_URL } = variables
  const demand = (/** @type {unknown} */ fulfilled, /** @type {string} */ sentence) => {
    if (!fulfilled) throw new Problem(sentence)
  }
  if (sandboxed) {
    demand(
      onThisMachine,
      `STRIPE_SECRET_KEY is missing: without it the sandbox would stand in for Stripe, which only an APP_ORIGIN on this machine may use, and ${origin} is not.`,
    )
    return demand(
      !publishable,
      'STRIPE_PUBLISHABLE_KEY is set but STRIPE_SECRET_KEY is not: set both, or neither to use the sandbox.',
    )
  }
  demand(
    /^[sr]k_(test|live)_\w+$/.test(secret),
    'STRIPE_SECRET_KEY should start with sk_test_ or sk_live_ (or rk_ for a restricted key).',
  )
  demand(
    publishable,
    'STRIPE_SECRET_KEY is set but STRIPE_PUBLISHABLE_KEY is not: set both, or neither to use the sandbox.',
  )
  demand(/^pk_(test|live)_\w+$/.test(publishable), 'STRIPE_PUBLISHABLE_KEY should start with pk_test_ or pk_live_.')
  const live = secret.includes('_live_')
  demand(
    live === publishable.includes('_live_'),
    'STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY should both be test keys or both be live keys.',
  )
  if (live)
    demand(
      origin.startsWith('https://') && SMTP_URL,
      'A live STRIPE_SECRET_KEY moves real money: it needs an APP_ORIGIN with https and an SMTP_URL.',
    )
}

/** @param {string} origin */
function isLoopback(origin) {
  const { hostname } = new URL(origin)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}
