import type { DisorderCommand, DisorderSettings } from './disorder-types'
import { drawn } from './seeded'
import type { World } from './world'

/** The settings, how many deliveries and events they have decided about, and when the present window ends. */
export type Disorder = { settings: DisorderSettings; deliveries: number; events: number; windowEndsAt: number }

/** Stripe's order: one after the other, each once, at once. */
const ORDER: DisorderSettings = {
  seed: 0,
  shuffle: false,
  windowSeconds: 1,
  duplicate: 0,
  drop: 0,
  secondEventId: 0,
  delaySeconds: 0,
  parallel: 1,
}
const UNUSED = { deliveries: 0, events: 0, windowEndsAt: 0 }

/** Undefined while deliveries keep Stripe's order. */
export function disorderOf(world: World): DisorderSettings | undefined {
  return world.store.get('disorder', 'disorder')?.settings
}

export function changeDisorder(world: World, { drop, ...changes }: DisorderCommand): void {
  const before = current(world)
  if (typeof drop === 'boolean') world.change({ dropped: drop })
  const share = drop === false ? 0 : typeof drop === 'number' ? drop : before.settings.drop
  const settings = { ...before.settings, ...changes, drop: share }
  if (isOrder(settings)) return world.store.remove('disorder', 'disorder')
  world.store.put('disorder', 'disorder', { ...before, ...(changes.seed !== undefined && UNUSED), settings })
}

/** The settings stay, the drawing begins anew: a world that was reset sees the same disorder again. */
export function restartDisorder(world: World): void {
  const found = world.store.get('disorder', 'disorder')
  if (found) world.store.put('disorder', 'disorder', { ...found, ...UNUSED })
}

/** How many deliveries to one endpoint may be under way at once. */
export function parallelDeliveries(world: World): number {
  return current(world).settings.parallel
}

/** Whether Stripe makes a second Event of this change (docs.stripe.com/webhooks: it sometimes does). */
export function secondEvent(world: World): boolean {
  const disorder = current(world)
  const { seed, secondEventId } = disorder.settings
  if (secondEventId === 0) return false
  world.store.put('disorder', 'disorder', { ...disorder, events: disorder.events + 1 })
  return drawn(seed, 'event', disorder.events) < secondEventId
}

/** When each copy of a delivery goes out; `rank` orders those that go out together. */
export type Dispatch = { lost: boolean; copies: { nextTryAt: number; rank?: number }[] }

/** What becomes of the next delivery. A lost one is lost with all its copies. */
export function dispatch(world: World): Dispatch {
  const disorder = current(world)
  const { seed, shuffle, windowSeconds, duplicate, drop, delaySeconds } = disorder.settings
  const number = disorder.deliveries
  const now = world.now()
  const windowEndsAt = disorder.windowEndsAt > now ? disorder.windowEndsAt : now + windowSeconds
  const nextTryAt = (shuffle ? windowEndsAt : now) + delaySeconds
  if (!shuffle && drop === 0 && duplicate === 0) return { lost: false, copies: [{ nextTryAt }] }
  world.store.put('disorder', 'disorder', { ...disorder, deliveries: number + 1, windowEndsAt })
  const copy = (name: string) => (shuffle ? { nextTryAt, rank: drawn(seed, name, number) } : { nextTryAt })
  const doubled = drawn(seed, 'double', number) < duplicate
  return {
    lost: drawn(seed, 'loss', number) < drop,
    copies: doubled ? [copy('first'), copy('second')] : [copy('first')],
  }
}

function current(world: World): Readonly<Disorder> {
  return world.store.get('disorder', 'disorder') ?? { settings: ORDER, ...UNUSED }
}

function isOrder({ seed, shuffle, duplicate, drop, secondEventId, delaySeconds, parallel }: DisorderSettings): boolean {
  return !shuffle && seed + duplicate + drop + secondEventId + delaySeconds === 0 && parallel === 1
}
