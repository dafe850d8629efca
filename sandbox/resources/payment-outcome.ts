import type Stripe from 'stripe'
import { emit } from '../events'
import { idOf } from '../ids'
import { HOLD_SECONDS } from '../inferred'
import { type PaymentCommand, changePayment } from '../machines/payment-intent'
import type { Decline } from '../payment-settings'
import { docUrl } from '../wire/errors'
import type { World } from '../world'
import { completeSession, settleSession } from './checkout-completion'
import { detach } from './detach'
import { settleInvoice } from './invoice-settlement'
import { activateMandate } from './mandate-changes'
import { attach, stepMethod } from './method-changes'
import { type Attempt, failedCharge, succeededCharge } from './new-charge'

const DAY_SECONDS = 86_400

/**
 * The customer paid: the method is saved if they agreed to that, then the money moves or is held, then the intent has
 * succeeded or waits to be captured.
 */
export function succeedPayment(world: World, attempt: Attempt, mandate: string | null = null): Stripe.PaymentIntent {
  const method = saved(world, attempt, mandate)
  const { paymentIntent } = attempt
  const step = { paymentMethod: method.id }
  if (!isHeld(paymentIntent, method.type)) {
    const { id: charge } = succeededCharge(world, { ...attempt, method })
    return changeIntent(world, paymentIntent.id, { do: 'succeed', ...step, charge })
  }
  const heldUntil = world.now() + (method.type === 'card' ? world.settings.cardHoldDays * DAY_SECONDS : HOLD_SECONDS)
  const { id: charge } = succeededCharge(world, { ...attempt, method, heldUntil })
  const timer = { id: holdTimerId(paymentIntent.id), dueAt: heldUntil, paymentIntent: paymentIntent.id }
  world.setTimer({ ...timer, kind: 'hold.expire' })
  return changeIntent(world, paymentIntent.id, { do: 'hold', ...step, charge })
}

export function holdTimerId(paymentIntent: string): string {
  return `timer_hold_${paymentIntent}`
}

/** How an attempt ended without money. `charged`: the provider was asked, so there may be a failed charge. */
export type Failure = { decline: Decline; charged: boolean; detaches: boolean }

/** Waits for another method; the one that failed is found in the error only (docs.stripe.com/payments/amazon-pay). */
export function failPayment(world: World, attempt: Attempt, failure: Failure): Stripe.PaymentIntent {
  const { paymentIntent } = attempt
  // Recorded for cards; whether a wallet leaves one is a setting.
  const isKept = attempt.method.type === 'card' || world.settings.failedChargeExists
  const hasCharge = failure.charged && isKept
  const charge = hasCharge ? failedCharge(world, attempt, failure.decline).id : null
  const method = failure.detaches ? detach(world, attempt.method, 'declined') : attempt.method
  const error = paymentError(failure.decline, { method, charge })
  return changeIntent(world, paymentIntent.id, { do: 'fail', error, charge })
}

/** Applies one step of the state machine and tells the endpoints. */
export function changeIntent(world: World, id: string, command: PaymentCommand): Stripe.PaymentIntent {
  const before = world.store.get('payment_intents', id)
  if (!before) throw new Error(`There is no PaymentIntent ${id}.`)
  const { paymentIntent, event } = changePayment(before, command)
  world.store.put('payment_intents', id, paymentIntent)
  if (event) emit(world, event, paymentIntent)
  if (command.do === 'succeed' || command.do === 'fail') settleInvoice(world, paymentIntent)
  if (ENDS_SESSION.has(command.do)) settleSession(world, before, paymentIntent)
  if (ACCEPTED.has(paymentIntent.status)) completeSession(world, paymentIntent)
  return paymentIntent
}

/** From here on Checkout asks nothing more of its customer. */
const ACCEPTED = new Set<string>(['processing', 'requires_capture', 'succeeded'])
const ENDS_SESSION = new Set<PaymentCommand['do']>(['capture', 'fail', 'succeed'])

/** The PaymentIntent and the method it is being paid with. */
export function attemptOf(world: World, id: string): Attempt {
  const paymentIntent = world.store.get('payment_intents', id)
  const method = world.store.get('payment_methods', idOf(paymentIntent?.payment_method) ?? '')
  if (paymentIntent && method) return { paymentIntent, method }
  throw new Error(`There is no PaymentIntent ${id} with a payment method.`)
}

/** Whether paying also saves the method; what is said for this type of method alone comes first. */
export function saves(paymentIntent: Attempt['paymentIntent'], type: string): boolean {
  const own = ownOptions(paymentIntent, type)?.setup_future_usage
  return own === undefined ? paymentIntent.setup_future_usage !== null : own !== 'none'
}

/** Whether the money is only set aside; what is said for this type of method alone comes first. */
function isHeld(paymentIntent: Attempt['paymentIntent'], type: string): boolean {
  return (ownOptions(paymentIntent, type)?.capture_method ?? paymentIntent.capture_method) === 'manual'
}

function ownOptions({ payment_method_options: options }: Attempt['paymentIntent'], type: string) {
  return type === 'card' ? options?.card : options?.amazon_pay
}

/** A method that was paid with and not saved cannot be used a second time. */
function saved(world: World, { paymentIntent, method }: Attempt, mandate: string | null): Attempt['method'] {
  const customer = idOf(paymentIntent.customer)
  const isUsedUp = world.store.get('used_up_methods', method.id) !== undefined
  if (method.customer !== null || isUsedUp) return method
  if (!saves(paymentIntent, method.type)) return stepMethod(world, method, { do: 'spend' })
  const attached = customer && world.store.get('customers', customer) ? attach(world, method, customer) : method
  if (mandate) activateMandate(world, mandate)
  return attached
}

type About = { method: Attempt['method']; charge: string | null }

function paymentError(decline: Decline, { method, charge }: About): Stripe.PaymentIntent.LastPaymentError {
  const { type, code, declineCode, message } = decline
  return {
    ...(charge && { charge }),
    // Any word may be set; the SDK lists those it knows.
    code: code as NonNullable<Stripe.PaymentIntent.LastPaymentError['code']>,
    ...(declineCode && { decline_code: declineCode }),
    doc_url: docUrl(code),
    message,
    payment_method: method,
    type,
  }
}
