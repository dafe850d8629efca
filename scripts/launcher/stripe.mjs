import path from 'node:path'
import { DEMO_MERCHANT, sandboxAddresses, sandboxKeys } from './app-environment.mjs'
import { keep, readKept } from './kept.mjs'
import { registerEndpoint, settleCountry, startSandbox } from './sandbox.mjs'

/** @import { Processes } from './processes.mjs' */
/** @import { Settings } from './settings.mjs' */
/** @import { StripeAccess } from './app-environment.mjs' */
/** @typedef {(line: string) => void} OnLine */

const SANDBOX_PORT = 4010
const STRIPE = { apiBase: 'https://api.stripe.com', scriptUrl: 'https://js.stripe.com/endive/stripe.js' }

/**
 * Whom the app will talk to: Stripe, with the keys that were given, or the sandbox, started here.
 * @param {Processes} processes
 * @param {Settings} settings
 * @param {OnLine} onLine
 */
export async function prepareStripe(processes, settings, onLine) {
  if (!settings.sandboxed) return { ...stripeItself(settings), running: [], sandbox: undefined }
  const { origin, keys, notes, running } = await startKeptSandbox(processes, settings, onLine)
  const country = settings.variables.MERCHANT_COUNTRY ?? DEMO_MERCHANT.MERCHANT_COUNTRY
  await settleCountry({ origin, secretKey: keys.secretKey, country })
  const known = readKept(settings.dataDir).endpoint
  const url = `${settings.origin}/api/webhooks/stripe`
  const endpoint = await registerEndpoint({ origin, secretKey: keys.secretKey, url, known })
  keep(settings.dataDir, { endpoint })
  const access = { ...keys, ...sandboxAddresses(origin), webhookSecret: endpoint.secret }
  return { access, running: [running], sandbox: origin, notes }
}

/**
 * Starts the sandbox on the port it had last time, with the key pair made for this folder.
 * @param {Processes} processes
 * @param {Pick<Settings, 'dataDir' | 'sandboxPort'>} settings
 * @param {OnLine} onLine
 */
export async function startKeptSandbox(processes, { dataDir, sandboxPort }, onLine) {
  const kept = readKept(dataDir)
  const wanted = sandboxPort ?? kept.sandboxPort ?? SANDBOX_PORT
  const running = await startSandbox(processes, { folder: path.join(dataDir, 'sandbox'), port: wanted, onLine })
  keep(dataDir, { sandboxPort: running.port })
  const notes =
    running.port === wanted ? [] : [`Port ${wanted} is taken by another program, so the sandbox is on ${running.port}.`]
  return { origin: running.origin, keys: sandboxKeys(kept.sandboxKeys), notes, running }
}

/** @param {Settings} settings @returns {{ access: StripeAccess, notes: string[] }} */
function stripeItself({ variables, dataDir, onThisMachine }) {
  const given = variables.STRIPE_WEBHOOK_SECRET
  const access = {
    secretKey: variables.STRIPE_SECRET_KEY ?? '',
    publishableKey: variables.STRIPE_PUBLISHABLE_KEY ?? '',
    webhookSecret: given ?? readKept(dataDir).webhookSecret,
    apiBase: variables.STRIPE_API_BASE ?? STRIPE.apiBase,
    scriptUrl: variables.STRIPE_JS_URL ?? STRIPE.scriptUrl,
  }
  const laptop = "Stripe's webhooks cannot reach this machine: the return page and the worker's sweep settle instead."
  const missing =
    "STRIPE_WEBHOOK_SECRET is not set, so webhooks are refused: the return page and the worker's sweep settle instead."
  return { access, notes: given ? [] : [onThisMachine ? laptop : missing] }
}
