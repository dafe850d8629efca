import type Stripe from 'stripe'
import { emit } from '../events'
import { idOf } from '../ids'
import { changeSession } from '../machines/checkout-session'
import { invalid } from '../wire/errors'
import type { World } from '../world'
import { expiryTimerId } from './checkout-completion'
import { abandonSetup, change } from './setup-outcome'

type Session = Readonly<Stripe.Checkout.Session>

/** How long a session whose setup is being processed outlives its time. */
const GRACE_SECONDS = 60

/** Nobody can finish it any more; the intent that Checkout made for it ends with it. */
export function expireSession(world: World, session: Session): Stripe.Checkout.Session {
  if (isProcessing(world, session)) throw invalid('A Checkout Session cannot be expired while its setup is processing.')
  const expired = changeSession(session, { do: 'expire' })
  world.store.put('checkout_sessions', session.id, expired)
  world.store.remove('timers', expiryTimerId(session.id))
  cancelIntent(world, idOf(session.setup_intent))
  emit(world, 'checkout.session.expired', expired)
  return expired
}

/** Its time has come, unless it is just about to be completed. */
export function endSession(world: World, id: string): void {
  const session = world.store.get('checkout_sessions', id)
  if (session?.status !== 'open') return
  if (isProcessing(world, session)) setExpiryTimer(world, id, world.now() + GRACE_SECONDS)
  else expireSession(world, session)
}

export function setExpiryTimer(world: World, session: string, dueAt: number): void {
  world.setTimer({ id: expiryTimerId(session), dueAt, kind: 'checkout.expire', session })
}

function isProcessing(world: World, session: Session): boolean {
  return world.store.get('setup_intents', idOf(session.setup_intent) ?? '')?.status === 'processing'
}

function cancelIntent(world: World, id: string | null): void {
  if (id === null || world.store.get('setup_intents', id)?.status === 'canceled') return
  abandonSetup(world, id)
  change(world, id, { do: 'cancel', reason: null })
}
