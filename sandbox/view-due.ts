import type { Timer } from './tables'
import type { Due } from './view-types'
import type { World } from './world'

const SHOWN = 20

/** What happens by itself, soonest first: timers, and deliveries that are tried again. */
export function dueNext(world: World): { due: Due[]; dueCount: number } {
  const { store } = world
  const now = world.now()
  const timers = store.all('timers').map((timer): Due => {
    return { id: timer.id, at: timer.dueAt, kind: timer.kind, about: about(world, timer) }
  })
  const waiting = world.record.paused ? [] : store.all('outgoing').filter(({ nextTryAt }) => nextTryAt > now)
  const tries = waiting.map(({ id, nextTryAt }): Due => {
    return { id, at: nextTryAt, kind: 'delivery', about: store.get('deliveries', id)?.event ?? id }
  })
  const all = [...timers, ...tries].sort((one, other) => one.at - other.at)
  return { due: all.slice(0, SHOWN), dueCount: all.length }
}

/** The object that something will happen to. */
function about({ store }: World, timer: Readonly<Timer>): string {
  if ('paymentIntent' in timer) return timer.paymentIntent
  if ('charge' in timer) return timer.charge
  if ('refund' in timer) return timer.refund
  if ('dispute' in timer) return timer.dispute
  if ('session' in timer) return timer.session
  if ('subscription' in timer) return timer.subscription
  if ('invoice' in timer) return timer.invoice
  const trip = store.get('redirects', timer.redirect)
  return trip?.setupIntent ?? store.get('payment_redirects', timer.redirect)?.paymentIntent ?? timer.redirect
}
