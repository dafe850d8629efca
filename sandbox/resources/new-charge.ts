import type Stripe from 'stripe'
import { emit } from '../events'
import { newId } from '../ids'
import { enterCharge } from '../ledger'
import type { Decline } from '../payment-settings'
import type { World } from '../world'
import { BUSINESS_NAME } from './account'
import { chargeDetails } from './charge-details'

/**
 * What is charged, and with what. `authenticated`: the card's bank has asked its customer. `heldUntil`: the money is only
 * set aside, until then.
 */
export type Attempt = {
  paymentIntent: Readonly<Stripe.PaymentIntent>
  method: Readonly<Stripe.PaymentMethod>
  authenticated?: boolean
  heldUntil?: number
}

/**
 * The money moves, or is held. The balance transaction of money that moved exists at once, or with `automatic_async` a
 * little later.
 */
export function succeededCharge(world: World, attempt: Attempt): Stripe.Charge {
  const made: Stripe.Charge = {
    ...blankCharge(world, attempt),
    amount_captured: attempt.heldUntil ? 0 : attempt.paymentIntent.amount,
    captured: !attempt.heldUntil,
    outcome: { ...OUTCOME, network_status: 'approved_by_network', seller_message: 'Payment complete.' },
    paid: true,
    payment_method_details: chargeDetails(world, attempt, 'succeeded'),
    status: 'succeeded',
  }
  const isBooked = made.captured && attempt.paymentIntent.capture_method === 'automatic'
  const charge = isBooked ? { ...made, balance_transaction: enterCharge(world, made) } : made
  world.store.put('charges', charge.id, charge)
  if (charge.captured && !isBooked) bookLater(world, charge.id)
  emit(world, 'charge.succeeded', charge)
  return charge
}

/** A charge that was tried and declined; it never reaches the balance. */
export function failedCharge(world: World, attempt: Attempt, { code, declineCode, message }: Decline): Stripe.Charge {
  const outcome = { ...OUTCOME, network_status: 'declined_by_network', reason: declineCode ?? 'generic_decline' }
  const charge: Stripe.Charge = {
    ...blankCharge(world, attempt),
    failure_code: code,
    failure_message: message,
    outcome: { ...outcome, seller_message: 'The payment was declined.', type: 'issuer_declined' },
    status: 'failed',
  }
  world.store.put('charges', charge.id, charge)
  emit(world, 'charge.failed', charge)
  return charge
}

function bookLater(world: World, charge: string): void {
  const dueAt = world.now() + world.settings.bookSeconds
  world.setTimer({ id: `timer_${charge}`, dueAt, kind: 'charge.book', charge })
}

const OUTCOME = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  reason: null,
  risk_level: 'not_assessed',
  type: 'authorized',
}

function blankCharge(world: World, attempt: Attempt): Stripe.Charge {
  const { paymentIntent, method } = attempt
  const { statement_descriptor: descriptor, statement_descriptor_suffix: suffix } = paymentIntent
  return {
    id: newId(method.type === 'card' ? 'cardCharge' : 'charge'),
    object: 'charge',
    amount: paymentIntent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { ...method.billing_details, tax_id: method.billing_details.tax_id ?? null },
    calculated_statement_descriptor: descriptor ?? BUSINESS_NAME.toUpperCase(),
    captured: false,
    created: world.now(),
    currency: paymentIntent.currency,
    customer: paymentIntent.customer,
    description: paymentIntent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: paymentIntent.metadata,
    on_behalf_of: null,
    outcome: null,
    paid: false,
    payment_intent: paymentIntent.id,
    payment_method: method.id,
    payment_method_details: chargeDetails(world, attempt, 'failed'),
    receipt_email: paymentIntent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: paymentIntent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: descriptor,
    statement_descriptor_suffix: suffix,
    status: 'failed',
    transfer_data: null,
    transfer_group: null,
  }
}
