import type Stripe from 'stripe'
import { StripeError } from '../wire/errors'
import { type Allowed, mustAllow } from './allowed'

type PaymentIntent = Readonly<Stripe.PaymentIntent>

/** Everything that can happen to a PaymentIntent once it exists. */
export type PaymentCommand =
  | { do: 'give_method'; paymentMethod: string }
  | { do: 'redirect'; paymentMethod: string; url: string; returnUrl: string }
  | { do: 'process'; paymentMethod: string }
  | { do: 'succeed'; paymentMethod: string; charge: string }
  | { do: 'hold'; paymentMethod: string; charge: string }
  | { do: 'capture'; amount: number }
  | { do: 'fail'; error: Stripe.PaymentIntent.LastPaymentError; charge: string | null }
  | { do: 'cancel'; reason: Stripe.PaymentIntent.CancellationReason | null; at: number }

export type PaymentChange = { paymentIntent: Stripe.PaymentIntent; event: Stripe.Event.Type | null }

const CHANGEABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action'] as const
const ALLOWED: Allowed<PaymentCommand['do'], Stripe.PaymentIntent.Status> = {
  give_method: CHANGEABLE,
  redirect: CHANGEABLE,
  process: CHANGEABLE,
  succeed: [...CHANGEABLE, 'processing'],
  hold: [...CHANGEABLE, 'processing'],
  capture: ['requires_capture'],
  fail: [...CHANGEABLE, 'processing'],
  cancel: ['requires_payment_method', 'requires_capture', 'requires_confirmation', 'requires_action'],
}

/** The states of docs.stripe.com/payments/paymentintents/lifecycle. Pure. @throws IllegalStep */
export function changePayment(before: PaymentIntent, command: PaymentCommand): PaymentChange {
  mustAllow(ALLOWED, command, before.status)
  // "Cleared if the PaymentIntent is later updated for any reason" (docs.stripe.com/api/payment_intents/object).
  const blank = { ...before, last_payment_error: null, next_action: null }
  switch (command.do) {
    case 'give_method':
      return changed({ ...blank, status: 'requires_confirmation', payment_method: command.paymentMethod }, null)
    case 'redirect':
      return changed(redirected(blank, command), 'payment_intent.requires_action')
    case 'process':
      return changed(
        { ...blank, status: 'processing', payment_method: command.paymentMethod },
        'payment_intent.processing',
      )
    case 'succeed':
      return changed(paid(blank, command), 'payment_intent.succeeded')
    case 'hold':
      return changed(held(blank, command), 'payment_intent.amount_capturable_updated')
    case 'capture':
      return changed(captured(blank, command), 'payment_intent.succeeded')
    case 'fail':
      return changed(failed(blank, command), 'payment_intent.payment_failed')
    case 'cancel':
      return changed(canceled({ ...blank, last_payment_error: before.last_payment_error }, command), CANCELED)
  }
}

/** @throws StripeError 400 unless it can be confirmed; a missing method is found before a wrong status. */
export function mayConfirm(paymentIntent: PaymentIntent, hasMethod: boolean): void {
  const { status } = paymentIntent
  if (!hasMethod) throw unexpectedState(paymentIntent, MISSING_METHOD)
  if (status === 'succeeded') {
    const message =
      'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.'
    throw unexpectedState(paymentIntent, message)
  }
  if (ALLOWED.redirect.includes(status)) return
  const message =
    `You cannot confirm this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of ` +
    'the following statuses may be confirmed: requires_confirmation, requires_action.'
  throw unexpectedState(paymentIntent, message)
}

/** @throws StripeError 400 unless it can be canceled. */
export function mayCancel(paymentIntent: PaymentIntent): void {
  const { status } = paymentIntent
  if (ALLOWED.cancel.includes(status)) return
  const message =
    `You cannot cancel this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the ` +
    `following statuses may be canceled: ${ALLOWED.cancel.join(', ')}.`
  throw unexpectedState(paymentIntent, message)
}

/** @throws StripeError 400 unless money is held that can be captured. */
export function mayCapture(paymentIntent: PaymentIntent): void {
  const { status } = paymentIntent
  if (status === 'requires_capture') return
  const because =
    status === 'succeeded'
      ? 'it has already been captured.'
      : `it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`
  throw unexpectedState(paymentIntent, `This PaymentIntent could not be captured because ${because}`)
}

/** @throws StripeError 400 when `field` is settled: what is paid, in what, and with which method. */
export function mayChange(paymentIntent: PaymentIntent, field: string): void {
  const { status } = paymentIntent
  if (ALLOWED.give_method.includes(status)) return
  const message =
    `This PaymentIntent's ${field} could not be updated because it has a status of ${status}. You may only update the ` +
    `${field} of a PaymentIntent with one of the following statuses: ${CHANGEABLE.join(', ')}.`
  throw unexpectedState(paymentIntent, message)
}

const CANCELED = 'payment_intent.canceled'

const MISSING_METHOD =
  "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent " +
  'with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.'

function unexpectedState(paymentIntent: PaymentIntent, message: string): StripeError {
  return new StripeError(400, { code: 'payment_intent_unexpected_state', message, payment_intent: paymentIntent })
}

type Command<Name extends PaymentCommand['do']> = Extract<PaymentCommand, { do: Name }>

function redirected(paymentIntent: Stripe.PaymentIntent, command: Command<'redirect'>): Stripe.PaymentIntent {
  const { paymentMethod, url, returnUrl } = command
  return {
    ...paymentIntent,
    status: 'requires_action',
    payment_method: paymentMethod,
    next_action: { type: 'redirect_to_url', redirect_to_url: { url, return_url: returnUrl } },
  }
}

function paid(paymentIntent: Stripe.PaymentIntent, command: Command<'succeed'>): Stripe.PaymentIntent {
  const { paymentMethod, charge } = command
  return {
    ...paymentIntent,
    status: 'succeeded',
    payment_method: paymentMethod,
    latest_charge: charge,
    amount_received: paymentIntent.amount,
  }
}

function held(paymentIntent: Stripe.PaymentIntent, command: Command<'hold'>): Stripe.PaymentIntent {
  const { paymentMethod, charge } = command
  return {
    ...paymentIntent,
    status: 'requires_capture',
    payment_method: paymentMethod,
    latest_charge: charge,
    amount_capturable: paymentIntent.amount,
  }
}

/** Once: what is not captured is released. */
function captured(paymentIntent: Stripe.PaymentIntent, { amount }: Command<'capture'>): Stripe.PaymentIntent {
  return { ...paymentIntent, status: 'succeeded', amount_capturable: 0, amount_received: amount }
}

/** The method is found in the error only; without a failed charge the charge of an earlier attempt stays. */
function failed(paymentIntent: Stripe.PaymentIntent, { error, charge }: Command<'fail'>): Stripe.PaymentIntent {
  return {
    ...paymentIntent,
    status: 'requires_payment_method',
    payment_method: null,
    latest_charge: charge ?? paymentIntent.latest_charge,
    last_payment_error: error,
  }
}

function canceled(paymentIntent: Stripe.PaymentIntent, { reason, at }: Command<'cancel'>): Stripe.PaymentIntent {
  return { ...paymentIntent, status: 'canceled', amount_capturable: 0, canceled_at: at, cancellation_reason: reason }
}

function changed(paymentIntent: Stripe.PaymentIntent, event: PaymentChange['event']): PaymentChange {
  return { paymentIntent, event }
}
