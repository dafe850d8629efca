import { createHmac } from 'node:crypto'
import type Stripe from 'stripe'
import type { Delivery } from './control-types'
import { shownEvents } from './events'
import { accountIdFor } from './ids'
import type { Flaw } from './webhook-rules'
import { signingSecrets } from './webhook-secrets'
import type { World } from './world'

const HUGE_BYTES = 2 * 1024 * 1024

/** What is POSTed, and how it is signed. Null when the endpoint or the event is gone. */
export function sentBody(world: World, { endpoint: id, event, flaw, tries }: Readonly<Delivery>) {
  const endpoint = world.store.get('webhook_endpoints', id)
  const stored = world.store.get('events', event)
  const [shown] = shownEvents(world, stored ? [stored] : [], endpoint?.api_version)
  if (!endpoint || !shown) return null
  const present = tries.length === 0 ? flaw : undefined
  const body = bodyOf(world, shown, present)
  return { url: endpoint.url, body, signature: signature(body, secretsFor(world, endpoint, present)) }
}

function bodyOf(world: World, event: Stripe.EventBase, flaw: Flaw | undefined): string {
  if (flaw === 'live_mode') return JSON.stringify({ ...event, livemode: true }, null, 2)
  if (flaw === 'other_account') {
    return JSON.stringify({ ...event, account: accountIdFor(`${world.suffix}_elsewhere`) }, null, 2)
  }
  const body = JSON.stringify(event, null, 2)
  return flaw === 'huge_body' ? body.padEnd(HUGE_BYTES) : body
}

function secretsFor(world: World, endpoint: Readonly<Stripe.WebhookEndpoint>, flaw: Flaw | undefined): string[] {
  const { present, former } = signingSecrets(world, endpoint)
  if (flaw === 'bad_signature') return [NOBODYS]
  if (flaw === 'old_secret') return [former.at(-1)?.secret ?? NOBODYS]
  return [present, ...former.filter(({ endsAt }) => endsAt > world.now()).map(({ secret }) => secret)]
}

const NOBODYS = 'whsec_of_nobody'

/**
 * One `v1` for each secret in force. `t` is real time, whatever the world's clock says: receivers compare it with their
 * own (docs.stripe.com/webhooks).
 */
function signature(body: string, secrets: string[]): string {
  const t = Math.floor(Date.now() / 1000)
  const signed = (secret: string) => createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')
  return [`t=${t}`, ...secrets.map((secret) => `v1=${signed(secret)}`)].join(',')
}
