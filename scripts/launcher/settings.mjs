import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { inRoot } from './folders.mjs'
import { Problem, reason } from './problem.mjs'
import { isOrigin, requireSoundVariables } from './sound-variables.mjs'

const PORT = 3000

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
 * The variables of this process and of `.env` (ours win; an empty one counts as not set), judged before anything starts:
 * throws a Problem about the first that is wrong.
 * @param {NodeJS.ProcessEnv} [environment]
 * @param {string} [envFile]
 * @returns {Settings}
 */
export function readSettings(environment = process.env, envFile = inRoot('.env')) {
  const variables = readVariables(environment, envFile)
  requireSoundVariables(variables)
  const { port, origin } = parseAddress(variables)
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
  requireSoundKeys(settings)
  return settings
}

/**
 * Where the sandbox alone listens and keeps everything: as its options say, else as for `npm start`. No other variable is
 * looked at, because it may be run from the folder, and so with the variables, of another project.
 * @param {{ data: string | undefined, port: string | undefined }} options
 * @param {NodeJS.ProcessEnv} [environment]
 */
export function readSandboxSettings({ data, port }, environment = process.env) {
  const { DATA_DIR, SANDBOX_PORT } = readVariables(environment, inRoot('.env'))
  return {
    dataDir: data ?? path.resolve(inRoot(), DATA_DIR ?? '.data'),
    sandboxPort: parsePort('--port', port) ?? parsePort('SANDBOX_PORT', SANDBOX_PORT),
  }
}

/** @param {NodeJS.ProcessEnv} environment @param {string} envFile @returns {NodeJS.ProcessEnv} */
function readVariables(environment, envFile) {
  const given = { ...readEnvFile(envFile), ...environment }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
}

/** @param {string} file @returns {NodeJS.ProcessEnv} */
function readEnvFile(file) {
  try {
    return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
  } catch (error) {
    throw new Problem(`${file} cannot be read: ${reason(error)}.`)
  }
}

/**
 * Where the web listens, and where customers find it. On this machine that is the same unless a proxy stands in front.
 * @param {NodeJS.ProcessEnv} variables
 */
function parseAddress({ APP_ORIGIN, PORT: given, TRUSTED_PROXY_HOPS = '0' }) {
  const origin = APP_ORIGIN === undefined ? undefined : parseOrigin(APP_ORIGIN)
  const own = origin?.startsWith('http:') && isLoopback(origin) ? Number(new URL(origin).port || 80) : undefined
  const port = parsePort('PORT', given) ?? own ?? PORT
  if (own && own !== port && TRUSTED_PROXY_HOPS === '0')
    throw new Problem(`APP_ORIGIN is ${origin}, but PORT is ${port}: leave PORT out, or make them agree.`)
  return { port, origin: origin ?? new URL(`http://localhost:${port}`).origin }
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
  if (isOrigin(value)) return new URL(value).origin
  throw new Problem(`APP_ORIGIN should be an origin such as https://shop.example, but is "${value}".`)
}

/** @param {string | undefined} value */
function parseDatabaseUrl(value) {
  if (value === undefined) return undefined
  const url = URL.canParse(value) ? new URL(value) : undefined
  // The value is not repeated: it may hold a password.
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || !url.hostname || url.pathname.length < 2)
    throw new Problem('DATABASE_URL should look like postgresql://user:password@host:5432/database, but does not.')
  // The driver knows no such option: the tables would land in "public" without a word.
  if ((url.searchParams.get('schema') ?? 'public') !== 'public')
    throw new Problem(
      'DATABASE_URL names a schema, but only "public" is supported: give Mandate a database of its own.',
    )
  return value
}

/** @param {Settings} settings */
function requireSoundKeys({ variables, sandboxed, onThisMachine, origin }) {
  const { STRIPE_SECRET_KEY: secret = '', STRIPE_PUBLISHABLE_KEY: publishable = '', SMTP_URL } = variables
  const { STRIPE_API_BASE: apiBase = 'https://api.stripe.com' } = variables
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
      origin.startsWith('https://') && SMTP_URL && apiBase.startsWith('https://'),
      'A live STRIPE_SECRET_KEY moves real money: it needs an SMTP_URL, and https in APP_ORIGIN and STRIPE_API_BASE.',
    )
  demand(
    onThisMachine || !isLoopback(apiBase),
    `STRIPE_API_BASE is a sandbox on this machine, which only an APP_ORIGIN on this machine may use, and ${origin} is not.`,
  )
}

/** @param {string} origin */
export function isLoopback(origin) {
  const { hostname } = new URL(origin)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}
