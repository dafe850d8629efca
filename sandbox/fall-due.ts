import { billingDue } from './billing-due'
import { bookLate } from './ledger'
import { endSession } from './resources/checkout-expiry'
import { closeDispute } from './resources/dispute-outcome'
import { contestedByCard, openDispute } from './resources/new-dispute'
import { expireHold } from './resources/payment-hold'
import { attemptOf, succeedPayment } from './resources/payment-outcome'
import { failTrip, settleTrip } from './resources/payment-trip'
import { failRefund, succeedRefund } from './resources/refund-outcome'
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
    case 'hold.expire':
      return expireHold(world, timer.paymentIntent)
    case 'charge.book':
      return bookLate(world, timer.charge)
    case 'charge.dispute':
      return contest(world, timer.charge)
    case 'refund.succeed':
    case 'refund.fail':
      return endRefund(world, timer.refund, timer.kind === 'refund.succeed')
    case 'checkout.expire':
      return endSession(world, timer.session)
    case 'dispute.due':
      return missDeadline(world, timer.dispute)
    default:
      return billingDue(world, timer)
  }
}

function endSetup(world: World, nonce: string, authorized: boolean): void {
  const redirect = world.store.get('redirects', nonce)
  if (!redirect) return
  if (authorized) return settleSetup(world, redirect)
  failSetup(world, redirect, { do: 'expire', decline: world.settings.setupExpiry })
}

function endTrip(world: World, nonce: string, authorized: boolean): void {
  const trip = world.store.get('payment_redirects', nonce)
  if (!trip) return
  if (authorized) settleTrip(world, trip)
  else failTrip(world, trip, 'expire')
}

/** As a test card has it; by now the charge may have been refunded or contested otherwise. */
function contest(world: World, id: string): void {
  const charge = world.store.get('charges', id)
  const contested = charge && contestedByCard(world, charge)
  if (contested && !charge.refunded && !charge.disputed) openDispute(world, charge, contested)
}

function endRefund(world: World, id: string, arrives: boolean): void {
  const refund = world.store.get('refunds', id)
  if (refund && arrives) succeedRefund(world, refund)
  else if (refund) failRefund(world, refund)
}

/** Who says nothing in time has lost (docs.stripe.com/disputes/responding). */
function missDeadline(world: World, id: string): void {
  const dispute = world.store.get('disputes', id)
  if (dispute) closeDispute(world, dispute, 'lost')
}
