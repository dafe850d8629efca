import { bookLate } from './ledger'
import { attemptOf, succeedPayment } from './resources/payment-outcome'
import { failTrip, settleTrip } from './resources/payment-trip'
import { declineLate } from './resources/saved-payment'
import { failSetup, settleSetup } from './resources/setup-outcome'
import type { Timer } from './tables'
import type { World } from './world'

/** What happens by itself when its time has come. */
export function fallDue(world: World, timer: Readonly<Timer>): void {
  switch (timer.kind) {
    case 'setup.expire':
    case 'setup.settle':
      return endSetup(world, timer.redirect, timer.kind === 'setup.settle')
    case 'payment.expire':
    case 'payment.settle':
      return endTrip(world, timer.redirect, timer.kind === 'payment.settle')
    case 'off_session.settle':
      return void succeedPayment(world, attemptOf(world, timer.paymentIntent))
    case 'off_session.decline':
      return declineLate(world, attemptOf(world, timer.paymentIntent))
    case 'charge.book':
      return bookLate(world, timer.charge)
  }
}

function endSetup(world: World, nonce: string, authorized: boolean): void {
  const redirect = world.store.get('redirects', nonce)
  if (!redirect) return
  if (authorized) return settleSetup(world, redirect)
  failSetup(world, redirect, { outcome: 'expired', decline: world.settings.setupExpiry })
}

function endTrip(world: World, nonce: string, authorized: boolean): void {
  const trip = world.store.get('payment_redirects', nonce)
  if (!trip) return
  if (authorized) settleTrip(world, trip)
  else failTrip(world, trip, 'expired')
}
