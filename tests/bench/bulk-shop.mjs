import { randomBytes } from 'node:crypto'
import pg from 'pg'
import Stripe from 'stripe'
import {
  APP_VARIABLES,
  appEnvironment,
  sandboxAddresses,
  sandboxKeys,
} from '../../scripts/launcher/app-environment.mjs'
import { freePort } from '../../scripts/launcher/ports.mjs'
import { migrate } from '../../scripts/launcher/prisma.mjs'
import { Problem } from '../../scripts/launcher/problem.mjs'
import { registerEndpoint } from '../../scripts/launcher/sandbox.mjs'
import { startWeb, startWorker, webReady } from '../../scripts/launcher/web.mjs'
import { testLog } from '../../scripts/testing/infrastructure.mjs'

/** @import { Processes } from '../../scripts/launcher/processes.mjs' */
/** @typedef {Awaited<ReturnType<typeof openBulkShop>>} BulkShop */
/** @typedef {{ cookie: string, email: string }} Person */

const PASSWORD = 'a-long-password'
const SAVED_WITHIN_MS = 60_000

/**
 * A whole shop with a database and a world of its own, which is told of every event: a merchant, and customers who may be
 * charged while away.
 * @param {Processes} processes
 * @param {{ databaseUrl: string, sandboxUrl: string, customers: number }} wanted
 */
export async function openBulkShop(processes, { databaseUrl, sandboxUrl, customers }) {
  await migrate(processes, databaseUrl)
  const keys = sandboxKeys(randomBytes(12).toString('hex'))
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const url = `${origin}/api/webhooks/stripe`
  const { secret } = await registerEndpoint({ origin: sandboxUrl, secretKey: keys.secretKey, url })
  const unset = Object.fromEntries(APP_VARIABLES.map((name) => [name, '']))
  const env = appEnvironment({
    variables: { ...process.env, ...unset, LOG_LEVEL: 'warn' },
    origin,
    databaseUrl,
    stripe: { ...keys, ...sandboxAddresses(sandboxUrl), webhookSecret: secret },
    secrets: { authSecret: randomBytes(32).toString('hex'), cronSecret: randomBytes(32).toString('hex') },
  })
  await startWeb(processes, { port, hostname: '127.0.0.1', env, onLine: testLog().of('bench-bulk-web') })
  await webReady(port)
  const database = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  const shop = { origin, sandboxUrl, keys, database }
  const merchant = await signUp(shop, 'mo@rides.example')
  await database.query(`update users set role = 'merchant' where email = $1`, [merchant.email])
  /** @param {number} perSecond STRIPE_RATE_LIMIT */
  const openWorker = (perSecond) =>
    startWorker(processes, {
      env: { ...env, STRIPE_RATE_LIMIT: String(perSecond) },
      onLine: testLog().of('bench-bulk-worker'),
    })
  const worker = await openWorker(20)
  const emails = Array.from({ length: customers }, (_, at) => `robin.${at}@example.com`)
  for (const email of emails) await saveAmazonPay(shop, await signUp(shop, email))
  await untilSaved(shop, customers)
  await worker.stop()
  return { ...shop, merchant, emails, openWorker }
}

/** @typedef {{ origin: string, sandboxUrl: string, keys: ReturnType<typeof sandboxKeys>, database: pg.Pool }} Shop */

/** @param {Shop} shop @param {string} email @returns {Promise<Person>} */
async function signUp({ origin }, email) {
  const answer = await fetch(`${origin}/api/auth/sign-up`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Robin Rider', email, password: PASSWORD }),
  })
  if (!answer.ok) throw new Problem(`Signing up was answered ${answer.status}: ${await answer.text()}`)
  const cookies = answer.headers.getSetCookie().map((each) => each.split(';')[0])
  return { cookie: cookies.join('; '), email }
}

/** @param {Shop} shop @param {Person} person */
async function saveAmazonPay({ origin, sandboxUrl, keys, database }, { cookie }) {
  const { rows } = await database.query('select id from mandate_notices order by version desc limit 1')
  const answer = await fetch(`${origin}/api/setup-intents`, {
    method: 'POST',
    headers: { origin, cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ noticeId: rows[0]?.id, agreed: true, usage: 'off_session' }),
  })
  const { clientSecret } = await answer.json()
  const { hostname: host, port } = new URL(sandboxUrl)
  const browser = new Stripe(keys.publishableKey, { host, port, protocol: 'http', telemetry: false })
  // The SDK's type knows only what a server may send; this is what Stripe.js sends.
  const params = /** @type {Stripe.SetupIntentConfirmParams} */ ({
    client_secret: clientSecret,
    payment_method_data: { type: 'amazon_pay' },
    mandate_data: { customer_acceptance: { type: 'online', online: { infer_from_client: true } } },
    return_url: `${origin}/api/return/any`,
  })
  const intent = await browser.setupIntents.confirm(String(clientSecret).split('_secret_')[0] ?? '', params)
  const page = await fetch(intent.next_action?.redirect_to_url?.url ?? 'none:')
  const href = /<a\s[^>]*href="([^"]*)"[^>]*>\s*Authorize Test Setup/.exec(await page.text())?.[1]
  if (!href) throw new Problem('The page that stands for Amazon’s has no way to say yes.')
  await fetch(new URL(href.replaceAll('&amp;', '&'), page.url), { redirect: 'manual' })
}

/** @param {Shop} shop @param {number} count */
async function untilSaved({ database }, count) {
  for (const end = Date.now() + SAVED_WITHIN_MS; Date.now() < end; await new Promise((on) => setTimeout(on, 200))) {
    const { rows } = await database.query(`select count(*)::int as saved from payment_methods where status = 'active'`)
    if (rows[0]?.saved === count) return
  }
  throw new Problem('Not every customer has a saved Amazon Pay.')
}
