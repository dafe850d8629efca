import type Stripe from 'stripe'

type Objects = {
  payment_intent: Stripe.PaymentIntent
  setup_intent: Stripe.SetupIntent
  setup_attempt: Stripe.SetupAttempt
  charge: Stripe.Charge
  refund: Stripe.Refund
  dispute: Stripe.Dispute
  'checkout.session': Stripe.Checkout.Session
  invoice: Stripe.Invoice
  subscription: Stripe.Subscription
}
type Rules = { [Name in keyof Objects]: { [rule: string]: (object: Readonly<Objects[Name]>) => boolean } }

/** The rules that an object breaks, whatever happened to it; objects of other kinds have none. */
export function brokenRules(object: { object: string }): string[] {
  const rules: { [rule: string]: (object: never) => boolean } = RULES[object.object as keyof Objects] ?? {}
  // The name of its kind says which of the types it is.
  return Object.entries(rules).flatMap(([rule, holds]) => (holds(object as never) ? [] : [`${object.object}: ${rule}`]))
}

const isWithin = (amount: number, least: number, most: number) => amount >= least && amount <= most

const RULES: Rules = {
  payment_intent: {
    'has received money exactly when it succeeded': ({ status, amount, amount_received: received }) =>
      status === 'succeeded' ? isWithin(received, 1, amount) : received === 0,
    'holds its money exactly while it can be captured': ({ status, amount, amount_capturable: held }) =>
      held === (status === 'requires_capture' ? amount : 0),
    'has a charge when money moved or is held': ({ status, latest_charge: charge }) =>
      charge !== null || !['succeeded', 'requires_capture'].includes(status),
    'sends its customer away exactly when it requires action': ({ status, next_action: action }) =>
      (action !== null) === (status === 'requires_action'),
    'has a method unless it waits for one or ended without': ({ status, payment_method: method }) =>
      status === 'canceled' || (method !== null) === (status !== 'requires_payment_method'),
    'says why it failed only while it waits or has ended': ({ status, last_payment_error: error }) =>
      error === null || ['requires_payment_method', 'canceled'].includes(status),
    'says when it was canceled exactly when it was': ({ status, canceled_at: at }) =>
      (at !== null) === (status === 'canceled'),
    'says why it was canceled only when it was': ({ status, cancellation_reason: reason }) =>
      reason === null || status === 'canceled',
  },
  setup_intent: {
    'sends its customer away exactly when it requires action': ({ status, next_action: action }) =>
      (action !== null) === (status === 'requires_action'),
    'has a method unless it waits for one or ended without': ({ status, payment_method: method }) =>
      status === 'canceled' || (method !== null) === (status !== 'requires_payment_method'),
    'says why it failed only while it waits or has ended': ({ status, last_setup_error: error }) =>
      error === null || ['requires_payment_method', 'canceled'].includes(status),
    'says why it was canceled only when it was': ({ status, cancellation_reason: reason }) =>
      reason === null || status === 'canceled',
    'was tried before it succeeded': ({ status, latest_attempt: attempt }) =>
      attempt !== null || status !== 'succeeded',
  },
  setup_attempt: {
    'says why it failed exactly when it did': ({ status, setup_error: error }) =>
      (error !== null) === (status === 'failed'),
  },
  charge: {
    'is paid exactly when it succeeded': ({ status, paid }) => paid === (status === 'succeeded'),
    'says why it failed exactly when it did': ({ status, failure_code: code }) =>
      (code !== null) === (status === 'failed'),
    'took money exactly when it is captured': ({ amount, amount_captured: taken, captured }) =>
      captured ? isWithin(taken, 1, amount) : taken === 0,
    'gives back all or nothing of what it only held': ({ amount, amount_refunded: back, captured }) =>
      captured || back === 0 || back === amount,
    'gives back no more than it took': ({ amount, amount_captured: taken, amount_refunded: back, captured }) =>
      !captured || isWithin(back, amount - taken, amount),
    'is refunded exactly when nothing is left': ({ amount, amount_refunded: back, refunded }) =>
      refunded === (back === amount),
    'is in the balance only when it is captured': ({ balance_transaction: booked, captured }) =>
      booked === null || captured,
    'is disputed only when it is captured': ({ disputed, captured }) => captured || !disputed,
  },
  refund: {
    'brought its money back exactly when it failed': ({ status, failure_balance_transaction: back, failure_reason }) =>
      (back !== undefined) === (status === 'failed') && (failure_reason !== undefined) === (status === 'failed'),
    'says what it waits for exactly while it does': ({ status, pending_reason: reason }) =>
      (reason !== undefined) === (status === 'pending'),
  },
  dispute: {
    'brought the money back exactly when it was won': ({ status, balance_transactions: booked }) =>
      status === 'won' ? booked.length === 2 : booked.length <= 1,
    'was answered before it was reviewed, and once at most': ({ status, evidence_details: details }) =>
      status === 'under_review'
        ? details.submission_count === 1
        : isWithin(details.submission_count, 0, status === 'needs_response' ? 0 : 1),
  },
  'checkout.session': {
    'can be visited exactly while it is open': ({ status, url }) => (url !== null) === (status === 'open'),
    'is paid only when it is complete': ({ status, payment_status: paid }) => paid !== 'paid' || status === 'complete',
  },
  invoice: {
    'has a number unless it is a draft': ({ status, number, status_transitions: { finalized_at: at } }) =>
      (number !== null) === (status !== 'draft') && (at !== null) === (status !== 'draft'),
    'is paid in full or not at all': ({ status, amount_due: due, amount_paid: paid, amount_remaining: left }) =>
      paid === (status === 'paid' ? due : 0) && left === due - paid,
    'says when it was paid exactly when it was': ({ status, status_transitions: { paid_at: at } }) =>
      (at !== null) === (status === 'paid'),
    'says when it was voided exactly when it was': ({ status, status_transitions: { voided_at: at } }) =>
      (at !== null) === (status === 'void'),
    'is tried again only while something is owed': ({ status, next_payment_attempt: next }) =>
      next === null || status === 'draft' || status === 'open',
  },
  subscription: {
    'says when it ended exactly when it did': ({ status, ended_at: at }) =>
      (at !== null) === ['canceled', 'incomplete_expired'].includes(status),
    'says when it was canceled once it is': ({ status, canceled_at: at }) => at !== null || status !== 'canceled',
    'knows its end once it is to end with its period': ({ cancel_at_period_end: ends, cancel_at: at }) =>
      !ends || at !== null,
  },
}
