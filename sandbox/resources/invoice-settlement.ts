import type Stripe from 'stripe'
import { emit } from '../events'
import { idOf } from '../ids'
import type { World } from '../world'
import { subscriptionOf } from '../world-groups'
import { clearInvoiceTimers, invoiceById, setRetryTimer, stepInvoice, stopCollecting } from './invoice-changes'
import { stepSubscription, subscriptionById } from './subscription-changes'

type PaymentIntent = Readonly<Stripe.PaymentIntent>

/** What becomes of an invoice and its subscription when the PaymentIntent that pays for it succeeded or failed. */
export function settleInvoice(world: World, paymentIntent: PaymentIntent): void {
  const [payment] = world.groups.paymentsByIntent.of(paymentIntent.id)
  if (!payment) return
  const invoice = idOf(payment.invoice) ?? ''
  if (paymentIntent.status === 'succeeded') return payWith(world, payment, paymentIntent)
  noteAttempt(world, invoice)
  failInvoice(world, invoice, paymentIntent.last_payment_error?.code)
}

/** Nothing is owed, or no longer. */
export function payInvoice(world: World, id: string): Stripe.Invoice {
  clearInvoiceTimers(world, id)
  return stepInvoice(world, id, { do: 'pay', at: world.now() })
}

/** No money came; when it is asked for again has been noted before. `code`: why, when somebody was asked. */
export function failInvoice(world: World, id: string, code?: string): void {
  if (code === 'authentication_required') stepInvoice(world, id, { do: 'require_action' })
  stepInvoice(world, id, { do: 'fail' })
  goOnCollecting(world, id)
}

/** Sets the time of the next try. After the last one the setting `invoiceRetriesEnd` decides. */
export function goOnCollecting(world: World, id: string): void {
  const invoice = invoiceById(world, id)
  const subscription = subscriptionOf(invoice) ?? ''
  const { status } = stepSubscription(world, subscription, { do: 'fail' })
  if (invoice.next_payment_attempt !== null) return setRetryTimer(world, id, invoice.next_payment_attempt)
  if (status === 'past_due') giveUp(world, subscription)
}

/** Its latest invoice decides; drafts and voided ones do not count. */
export function settleSubscription(world: World, id: string, paymentMethod: string | null = null): void {
  const counting = world.groups.invoicesOfSubscription
    .of(id)
    .filter(({ status }) => status !== 'draft' && status !== 'void')
  if (counting.at(-1)?.status === 'paid') stepSubscription(world, id, { do: 'paid', paymentMethod })
}

/** Its customer tried first: that counts, and changes nothing about when it is tried by itself. */
function noteAttempt(world: World, id: string): void {
  const { attempted, next_payment_attempt: next } = invoiceById(world, id)
  if (!attempted) stepInvoice(world, id, { do: 'attempt', counts: true, next })
}

function payWith(world: World, payment: Readonly<Stripe.InvoicePayment>, paymentIntent: PaymentIntent): void {
  const paid: Stripe.InvoicePayment = {
    ...payment,
    amount_paid: payment.amount_requested,
    status: 'paid',
    status_transitions: { ...payment.status_transitions, paid_at: world.now() },
  }
  world.store.put('invoice_payments', paid.id, paid)
  const invoice = payInvoice(world, idOf(paid.invoice) ?? '')
  emit(world, 'invoice_payment.paid', paid)
  const subscription = subscriptionOf(invoice)
  if (subscription) settleSubscription(world, subscription, savedMethod(world, subscription, paymentIntent))
}

/** The method paid with becomes the subscription's own when it was asked to, and the method can be used again. */
function savedMethod(world: World, subscription: string, paymentIntent: PaymentIntent): string | null {
  const { payment_settings: settings } = subscriptionById(world, subscription)
  const method = world.store.get('payment_methods', idOf(paymentIntent.payment_method) ?? '')
  const saves = settings?.save_default_payment_method === 'on_subscription' && method?.customer
  return saves ? method.id : null
}

function giveUp(world: World, subscription: string): void {
  const { invoiceRetriesEnd: end } = world.settings
  if (end === 'past_due') return
  if (end === 'unpaid') stepSubscription(world, subscription, { do: 'unpaid' })
  else stepSubscription(world, subscription, { do: 'cancel', at: world.now(), reason: 'payment_failed' })
  stopCollecting(world, subscription)
}
