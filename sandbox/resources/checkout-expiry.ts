import type Stripe from 'stripe'
import { emit } from '../events'
import { changeSession } from '../machines/checkout-session'
import { invalid } from '../wire/errors'
import type { World } from '../world'
import { expiryTimerId, intentOf, planOf } from './checkout-completion'
import { cancelPayment } from './payment-intents'
import { abandonSetup, change } from './setup-outcome'
import { endSubscription } from './subscription-end'

type Session = Readonly<Stripe.Checkout.Session>

/** How long a session whose setup is being processed outlives its time. */
const GRACE_SECONDS = 60

/** Nobody can finish it any more; the intent that Checkout made for it ends with it. */
export function expireSession(world: World, session: Session): Stripe.Checkout.Session {
  if (isProcessing(world, session)) throw invalid('A Checkout Session cannot be expired while its setup is processing.')
  const expired = changeSession(session, { do: 'expire' })
  world.store.put('checkout_sessions', session.id, expired)
  world.store.remove('timers', expiryTimerId(session.id))
  cancelIntent(world, session)
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
  return intentOf(world, session)?.status === 'processing'
}

function cancelIntent(world: World, session: Session): void {
  const intent = intentOf(world, session)
  if (!intent || intent.status === 'canceled') return
  const subscription = world.store.get('subscriptions', planOf(world, session.id).started?.subscription ?? '')
  if (subscription) return endSubscription(world, subscription, { reason: null })
  if (intent.object === 'payment_intent') return void cancelPayment(world, intent, 'expired')
  abandonSetup(world, intent.id)
  change(world, intent.id, { do: 'cancel', reason: null })
}
