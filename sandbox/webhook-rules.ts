import { z } from 'zod'
import { type Counts, aim, strikes } from './counted-rules'
import type { World } from './world'

const match = z.strictObject({
  /** `payment_intent.succeeded`, or everything that begins like `payment_intent.*`. */
  type: z
    .string()
    .regex(/^[a-z0-9_.]+\*?$|^\*$/, 'must be the name of an event, or the beginning of one and *')
    .exactOptional(),
  endpoint: z.string().startsWith('we_').exactOptional(),
})
const about = { match: match.exactOptional(), ...aim }

/** What a delivery can have that no receiver should take; its later tries are as ever. */
const FLAWS = ['bad_signature', 'old_secret', 'huge_body', 'live_mode', 'other_account'] as const
export type Flaw = (typeof FLAWS)[number]

/**
 * never_generate, second_event_id: decided when something happens, whatever the endpoint. drop, duplicate, delay and
 * the flaws: for each delivery.
 */
const ruleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...about, kind: z.enum(['never_generate', 'second_event_id', 'drop', 'duplicate', ...FLAWS]) }),
  z.strictObject({
    ...about,
    kind: z.literal('delay'),
    delaySeconds: z
      .int()
      .min(1)
      .max(30 * 86_400),
  }),
])
export type WebhookRule = z.infer<typeof ruleSchema>
export type CountedWebhookRule = WebhookRule & Counts & { seed: number }

/** `POST webhooks {rules, seed?}` replaces the rules of the world and begins counting anew. */
export const webhookRulesSchema = z.strictObject({
  rules: z.array(ruleSchema).max(100),
  seed: z.int().min(0).exactOptional(),
})

export function setWebhookRules(world: World, { rules, seed = 0 }: z.infer<typeof webhookRulesSchema>): void {
  world.store.clear('webhook_rules')
  rules.forEach((rule, index) => put(world, index, { ...rule, seed, matched: 0, struck: 0 }))
}

/** The rules stay, the counting begins anew, so that a world that was reset sees the same again. */
export function restartWebhookRules(world: World): void {
  world.store.all('webhook_rules').forEach((rule, index) => put(world, index, { ...rule, matched: 0, struck: 0 }))
}

/** Whether an event is made at all, and whether a second one tells of the same change. */
export function fateOfEvent(world: World, type: string): { never: boolean; second: boolean } {
  const kinds = struckBy(world, { type, endpoint: null }).map(({ kind }) => kind)
  return { never: kinds.includes('never_generate'), second: kinds.includes('second_event_id') }
}

/** What becomes of one delivery. Several rules may strike it; of several flaws it has the first. */
export type DeliveryFate = { lost: boolean; doubled: boolean; delaySeconds: number; flaw: Flaw | null }

export function fateOfDelivery(world: World, delivery: { type: string; endpoint: string }): DeliveryFate {
  const struck = struckBy(world, delivery)
  const has = (kind: WebhookRule['kind']) => struck.some((rule) => rule.kind === kind)
  const delays = struck.map((rule) => (rule.kind === 'delay' ? rule.delaySeconds : 0))
  return {
    lost: has('drop'),
    doubled: has('duplicate'),
    delaySeconds: Math.max(0, ...delays),
    flaw: FLAWS.find((flaw) => has(flaw)) ?? null,
  }
}

const ABOUT_EVENTS = new Set<WebhookRule['kind']>(['never_generate', 'second_event_id'])

/** Every rule counts everything it is about, whichever strikes. `endpoint` null: decided for all of them. */
function struckBy(world: World, { type, endpoint }: { type: string; endpoint: string | null }): CountedWebhookRule[] {
  if (world.store.count('webhook_rules') === 0) return []
  return world.store.all('webhook_rules').filter((rule, index) => {
    const { type: wanted = '*', endpoint: only } = rule.match ?? {}
    if (ABOUT_EVENTS.has(rule.kind) !== (endpoint === null)) return false
    if (!fits(wanted, type) || (endpoint !== null && only !== undefined && only !== endpoint)) return false
    const hit = strikes(rule, rule.seed, 'webhook rule', index)
    put(world, index, { ...rule, matched: rule.matched + 1, struck: rule.struck + (hit ? 1 : 0) })
    return hit
  })
}

function fits(wanted: string, type: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted
}

function put(world: World, index: number, rule: CountedWebhookRule): void {
  world.store.put('webhook_rules', String(index), rule)
}
