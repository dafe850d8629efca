import type Stripe from 'stripe'
import { emitChange } from '../events'
import { idOf } from '../ids'
import { StripeError } from '../wire/errors'
import type { World } from '../world'
import { subscriptionOf } from '../world-groups'
import { usableMethod } from './billing-methods'
import { chargeCardOffSession } from './card-payment'
import { invoiceById, stepInvoice, updateInvoice } from './invoice-changes'
import { failInvoice, goOnCollecting } from './invoice-settlement'
import { abandonPayment } from './payment-trip'
import { previously } from './previously'
import { chargeOffSession } from './saved-payment'
import { subscriptionById } from './subscription-changes'

const DAY_SECONDS = 86_400

type Method = Readonly<Stripe.PaymentMethod>
type Collected = Readonly<Stripe.PaymentIntent> | StripeError | null

/**
 * Asks for the money of an open invoice as its schedule says. Null when nobody could be asked: there is no method, or it
 * is the one that will never do (docs.stripe.com/billing/revenue-recovery/smart-retries). A decline is returned.
 */
export function collectInvoice(world: World, id: string): Collected {
  const invoice = invoiceById(world, id)
  const paymentIntent = intentOf(world, id)
  if (paymentIntent.status === 'processing') return paymentIntent
  const method = usableMethod(world, subscriptionById(world, subscriptionOf(invoice) ?? ''))
  const attempt = { do: 'attempt', counts: true, next: nextAttempt(world, invoice) } as const
  if (method && !isHopeless(paymentIntent, method)) {
    stepInvoice(world, id, attempt)
    return chargeInvoice(world, invoice, method)
  }
  if (invoice.attempted) {
    updateInvoice(world, id, attempt)
    goOnCollecting(world, id)
  } else {
    stepInvoice(world, id, attempt)
    failInvoice(world, id)
  }
  return null
}

/** The same beside the schedule, because somebody asked for it (docs.stripe.com/api/invoices/pay). */
export function payInvoiceNow(world: World, id: string, method: Method): Exclude<Collected, null> {
  const invoice = invoiceById(world, id)
  const next = invoice.attempted ? invoice.next_payment_attempt : nextAttempt(world, invoice)
  stepInvoice(world, id, { do: 'attempt', counts: false, next })
  return chargeInvoice(world, invoice, method)
}

/** The PaymentIntent that a finalized invoice is paid by. */
export function intentOf(world: World, invoice: string): Readonly<Stripe.PaymentIntent> {
  const [payment] = world.groups.paymentsOfInvoice.of(invoice)
  const intent = world.store.get('payment_intents', idOf(payment?.payment.payment_intent) ?? '')
  if (intent) return intent
  throw new Error(`There is no PaymentIntent for ${invoice}.`)
}

/** While money is on its way nothing else tells of the attempt. */
function chargeInvoice(world: World, before: Readonly<Stripe.Invoice>, method: Method) {
  const paymentIntent = intentOf(world, before.id)
  abandonPayment(world, paymentIntent)
  const charge = method.type === 'card' ? chargeCardOffSession : chargeOffSession
  const outcome = charge(world, { paymentIntent, method })
  const invoice = invoiceById(world, before.id)
  const previous = previously(before, invoice)
  const isOnItsWay = !(outcome instanceof StripeError) && outcome.status === 'processing'
  if (isOnItsWay && previous) emitChange(world, 'invoice.updated', { object: invoice, previous })
  return outcome
}

/** A first invoice is not tried again by itself, nor is that of a subscription which has ended. */
function nextAttempt(world: World, invoice: Readonly<Stripe.Invoice>): number | null {
  const { status } = subscriptionById(world, subscriptionOf(invoice) ?? '')
  const days = world.settings.invoiceRetryDays[invoice.attempt_count]
  return COLLECTED.has(status) && days !== undefined ? world.now() + days * DAY_SECONDS : null
}

const COLLECTED = new Set(['active', 'past_due'])

/** The bank said that this card will never do; another one may. */
function isHopeless({ last_payment_error: error }: Readonly<Stripe.PaymentIntent>, method: Method): boolean {
  return error?.payment_method?.id === method.id && HARD_DECLINES.has(error.decline_code ?? '')
}

/** docs.stripe.com/billing/revenue-recovery/smart-retries, "non-retryable decline codes". */
const HARD_DECLINES = new Set([
  'authentication_required',
  'highest_risk_level',
  'incorrect_number',
  'lost_card',
  'pickup_card',
  'revocation_of_all_authorizations',
  'revocation_of_authorization',
  'stolen_card',
  'transaction_not_allowed',
])
