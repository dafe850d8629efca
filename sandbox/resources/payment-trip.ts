import type Stripe from 'stripe'
import { idOf } from '../ids'
import { type TripCommand, changeTrip } from '../machines/test-page-trip'
import type { PaymentRedirect } from '../tables'
import type { World } from '../world'
import { withBuyer } from './buyer'
import { AUTHENTICATION_FAILED, settleAuthenticated } from './card-payment'
import { dropMandate } from './mandate-changes'
import { attemptOf, changeIntent, failPayment, succeedPayment } from './payment-outcome'

type Trip = Readonly<PaymentRedirect>

export function timerId(nonce: string): string {
  return `timer_${nonce}`
}

/** The customer agreed. `nextPayment` may turn that into a decline or into waiting, once. */
export function authorizePayment(world: World, trip: Trip): void {
  const { nextPayment, settleSeconds } = world.settings
  if (nextPayment !== 'succeed') world.change({ settings: { ...world.settings, nextPayment: 'succeed' } })
  if (nextPayment === 'decline') return failTrip(world, trip, 'fail')
  decide(world, trip, { do: 'authorize' })
  if (nextPayment === 'succeed') return settleTrip(world, trip)
  const dueAt = world.now() + settleSeconds
  world.setTimer({ id: timerId(trip.nonce), dueAt, kind: 'payment.settle', redirect: trip.nonce })
  if (nextPayment === 'late') return
  const { paymentIntent, method } = attemptOf(world, trip.paymentIntent)
  changeIntent(world, paymentIntent.id, { do: 'process', paymentMethod: method.id })
}

/** The money of a payment that its customer authorised. */
export function settleTrip(world: World, trip: Trip): void {
  const { paymentIntent, method } = attemptOf(world, trip.paymentIntent)
  // A saved method can be detached while its customer is on the test page; it must not come back to life.
  if (world.store.get('used_up_methods', method.id)) return failTrip(world, trip, 'fail')
  if (method.type === 'card') return settleAuthenticated(world, { paymentIntent, method })
  const known = withBuyer(world, method, idOf(paymentIntent.customer))
  world.store.put('payment_methods', known.id, known)
  succeedPayment(world, { paymentIntent, method: known }, trip.mandate)
}

/** Declined or expired; only a declined attempt reached the provider and can have a charge. */
export function failTrip(world: World, trip: Trip, how: 'fail' | 'expire'): void {
  decide(world, trip, { do: how })
  if (trip.mandate) dropMandate(world, trip.mandate)
  const { paymentDecline, paymentExpiry } = world.settings
  const failed = how === 'fail'
  const attempt = attemptOf(world, trip.paymentIntent)
  if (attempt.method.type === 'card') {
    failPayment(world, attempt, { decline: AUTHENTICATION_FAILED, charged: false, detaches: false })
    return
  }
  const decline = failed ? paymentDecline : paymentExpiry
  failPayment(world, attempt, { decline, charged: failed, detaches: true })
}

/** The attempt ends without a word because another one, or a cancellation, took its place. */
export function abandonPayment(world: World, paymentIntent: Readonly<Stripe.PaymentIntent>): void {
  const trip = openTrip(world, paymentIntent)
  if (!trip) return
  decide(world, trip, { do: 'abandon' })
  if (trip.mandate) dropMandate(world, trip.mandate)
}

/** The trip to the test page that a PaymentIntent is waiting for: its address ends in the nonce. */
function openTrip(world: World, { next_action: action }: Readonly<Stripe.PaymentIntent>): Trip | undefined {
  const nonce = action?.redirect_to_url?.url?.split('/').at(-1)
  return nonce === undefined ? undefined : world.store.get('payment_redirects', nonce)
}

function decide(world: World, trip: Trip, command: TripCommand): void {
  world.store.remove('timers', timerId(trip.nonce))
  world.store.put('payment_redirects', trip.nonce, { ...trip, outcome: changeTrip(trip.outcome, command) })
}
