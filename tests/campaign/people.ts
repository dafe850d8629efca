import Stripe from 'stripe'
import { inBatches } from '../support/in-batches'
import type { Shop } from './shop'
import { until } from './until'

const PASSWORD = 'a-long-password'
const SIGN_UPS_AT_ONCE = 6
const SAVED_WITHIN_SECONDS = 60

/** Somebody's browser: their cookies, sent as one of the shop's own pages would. */
export type Browser = { cookie: string }

/** A new account, signed in. */
export async function signUp({ origin }: Pick<Shop, 'origin'>, email: string): Promise<Browser> {
  const answer = await fetch(`${origin}/api/auth/sign-up`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Robin Rider', email, password: PASSWORD }),
  })
  if (!answer.ok) throw new Error(`Signing up failed: ${answer.status} ${await answer.text()}`)
  return {
    cookie: answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; '),
  }
}

/** One of the merchant's people. Nobody can sign up as such: the role is given in the database. */
export async function signUpMerchant(shop: Shop): Promise<Browser> {
  const email = 'mo@rides.example'
  const browser = await signUp(shop, email)
  await shop.database.rows(`update users set role = 'merchant' where email = $1`, [email])
  return browser
}

/** Customers who have saved Amazon Pay for charges while they are away. Gives their ids. */
export async function saveCustomers(shop: Shop, count: number): Promise<string[]> {
  const [notice] = await shop.database.rows<{ id: string }>(
    'select id from mandate_notices order by version desc limit 1',
  )
  if (!notice) throw new Error('The shop has published no notice.')
  const emails = Array.from({ length: count }, (_, index) => `robin.${index}@example.com`)
  // Hashing passwords is meant to be slow.
  await inBatches(emails, SIGN_UPS_AT_ONCE, async (email) => saveAmazonPay(shop, await signUp(shop, email), notice.id))
  const saved = () => {
    const sql = `select m.customer_id as id from payment_methods p join mandates m on m.payment_method_id = p.id
      where p.status = 'active' and m.status = 'active'`
    return shop.database.rows<{ id: string }>(sql)
  }
  if (!(await until(async () => (await saved()).length === count, SAVED_WITHIN_SECONDS)))
    throw new Error(`Only ${(await saved()).length} of ${count} customers have a saved Amazon Pay.`)
  return (await saved()).map(({ id }) => id).sort()
}

async function saveAmazonPay(shop: Shop, { cookie }: Browser, noticeId: string): Promise<void> {
  const { origin, publishableKey, sandboxUrl } = shop
  const answer = await fetch(`${origin}/api/setup-intents`, {
    method: 'POST',
    headers: { origin, cookie, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ noticeId, agreed: true, usage: 'off_session' }),
  })
  const { clientSecret } = (await answer.json()) as { clientSecret?: string }
  if (!clientSecret) throw new Error(`Saving could not be started: ${answer.status}.`)
  const params = {
    client_secret: clientSecret,
    payment_method_data: { type: 'amazon_pay' },
    mandate_data: { customer_acceptance: { type: 'online', online: { infer_from_client: true } } },
    return_url: `${origin}/api/return/any`,
  }
  const id = clientSecret.split('_secret_')[0] ?? ''
  // The SDK's type knows only what a server may send; this is what Stripe.js sends.
  const asServer = params as unknown as Stripe.SetupIntentConfirmParams
  await authorize(await stripeFor(sandboxUrl, publishableKey).setupIntents.confirm(id, asServer))
}

/** Stripe's own SDK, without retries of its own. */
export function stripeFor(sandboxUrl: string, key: string): Stripe {
  const { hostname: host, port } = new URL(sandboxUrl)
  return new Stripe(key, { host, port, protocol: 'http', maxNetworkRetries: 0, timeout: 10_000, telemetry: false })
}

/** Says yes on the page that stands for Amazon's. */
export async function authorize({ id, next_action: next }: Stripe.SetupIntent): Promise<void> {
  const page = await fetch(next?.redirect_to_url?.url ?? 'none:')
  const href = /<a\s[^>]*href="([^"]*)"[^>]*>\s*Authorize Test Setup/.exec(await page.text())?.[1]
  if (!href) throw new Error(`The page of ${id} has no link "Authorize Test Setup".`)
  await fetch(new URL(href.replaceAll('&amp;', '&'), page.url), { redirect: 'manual' })
}
