import type Stripe from 'stripe'
import { newId } from './ids'
import type { World } from './world'

type Endpoint = Readonly<Stripe.WebhookEndpoint>
/** A secret that was rolled; until `endsAt`, by the world's clock, it still signs beside the present one. */
export type FormerSecret = { secret: string; endsAt: number }

export function signingSecrets(
  world: World,
  { id, secret = '' }: Endpoint,
): { present: string; former: FormerSecret[] } {
  return { present: secret, former: world.store.get('former_secrets', id)?.secrets ?? [] }
}

/**
 * A new signing secret, as by "Roll secret" in the Dashboard: the former one goes on signing for `seconds`, a day at
 * most (docs.stripe.com/webhooks, "roll endpoint signing secrets"). Null when there is no such endpoint.
 */
export function rollSecret(world: World, id: string, seconds: number) {
  const endpoint = world.store.get('webhook_endpoints', id)
  if (!endpoint) return null
  const { present, former } = signingSecrets(world, endpoint)
  const secret = newId('signingSecret')
  const formerEndsAt = world.now() + seconds
  world.transaction(() => {
    world.store.put('webhook_endpoints', id, { ...endpoint, secret })
    world.store.put('former_secrets', id, { id, secrets: [...former, { secret: present, endsAt: formerEndsAt }] })
  })
  return { secret, formerEndsAt }
}
