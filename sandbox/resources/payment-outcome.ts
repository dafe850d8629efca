import type Stripe from 'stripe'
import { emit } from '../events'
import { idOf } from '../ids'
import { type PaymentCommand, changePayment } from '../machines/payment-intent'
import type { Decline } from '../payment-settings'
import { docUrl } from '../wire/errors'
import type { World } from '../world'
import { detach } from './detach'
import { activateMandate } from './mandate-changes'
import { type Attempt, failedCharge, succeededCharge } from './new-charge'
import { attach } from './payment-methods'

/** The customer paid: the method is saved if they agreed to that, then the money moves, then the intent has succeeded. */
export function succeedPayment(world: World, attempt: Attempt, mandate: string | null = null): Stripe.PaymentIntent {
  const method = saved(world, attempt, mandate)
  const { id } = attempt.paymentIntent
  const charge = succeededCharge(world, { ...attempt, method })
  return changeIntent(world, id, { do: 'succeed', paymentMethod: method.id, charge: charge.id })
}

/** How an attempt ended without money. `charged`: the provider was asked, so there may be a failed charge. */
export type Failure = { decline: Decline; charged: boolean; detaches: boolean }

/** Waits for another method; the one that failed is found in the error only (docs.stripe.com/payments/amazon-pay). */
export function failPayment(world: World, attempt: Attempt, failure: Failure): Stripe.PaymentIntent {
  const { paymentIntent } = attempt
  const hasCharge = failure.charged && world.settings.failedChargeExists
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
  return paymentIntent
}

/** The PaymentIntent and the method it is being paid with. */
export function attemptOf(world: World, id: string): Attempt {
  const paymentIntent = world.store.get('payment_intents', id)
  const method = world.store.get('payment_methods', idOf(paymentIntent?.payment_method) ?? '')
  if (paymentIntent && method) return { paymentIntent, method }
  throw new Error(`There is no PaymentIntent ${id} with a payment method.`)
}

/** Whether paying also saves the method; what is said for Amazon Pay alone comes first. */
export function saves({
  payment_method_options: options,
  setup_future_usage: usage,
}: Attempt['paymentIntent']): boolean {
  const own = options?.amazon_pay?.setup_future_usage
  return own === undefined ? usage !== null : own !== 'none'
}

/** A method that was paid with and not saved cannot be used a second time. */
function saved(world: World, { paymentIntent, method }: Attempt, mandate: string | null): Attempt['method'] {
  const customer = idOf(paymentIntent.customer)
  const isUsedUp = world.store.get('used_up_methods', method.id) !== undefined
  if (method.customer !== null || isUsedUp) return method
  if (!saves(paymentIntent)) {
    world.store.put('used_up_methods', method.id, { id: method.id, how: 'paid' })
    return method
  }
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
