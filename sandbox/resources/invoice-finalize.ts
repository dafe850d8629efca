import type Stripe from 'stripe'
import { emit } from '../events'
import { idOf, newId } from '../ids'
import type { World } from '../world'
import { subscriptionOf } from '../world-groups'
import { billedTypes } from './billing-methods'
import { clearInvoiceTimers, invoiceById, stepInvoice } from './invoice-changes'
import { payInvoice, settleSubscription } from './invoice-settlement'
import { blankPaymentIntent } from './new-payment-intent'
import { ownerOf } from './owner'
import { subscriptionById } from './subscription-changes'

/**
 * Gives a draft its number and the PaymentIntent that it is paid by; where nothing is owed it is paid at once
 * (docs.stripe.com/invoicing/integration/workflow-transitions).
 */
export function finalizeInvoice(world: World, id: string): Readonly<Stripe.Invoice> {
  clearInvoiceTimers(world, id)
  const number = nextNumber(world, invoiceById(world, id))
  const invoice = stepInvoice(world, id, { do: 'finalize', number, at: world.now() })
  if (invoice.amount_due > 0) return requestPayment(world, invoice)
  const paid = payInvoice(world, id)
  settleSubscription(world, subscriptionOf(paid) ?? '')
  return paid
}

function requestPayment(world: World, invoice: Stripe.Invoice): Stripe.Invoice {
  const paymentIntent = intentFor(world, invoice)
  world.store.put('payment_intents', paymentIntent.id, paymentIntent)
  const payment: Stripe.InvoicePayment = {
    id: newId('invoicePayment'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: world.now(),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: paymentIntent.id, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  }
  world.store.put('invoice_payments', payment.id, payment)
  emit(world, 'payment_intent.created', paymentIntent)
  return invoice
}

/** The first one also saves what it is paid with, so that the others need nobody. */
function intentFor(world: World, invoice: Stripe.Invoice): Stripe.PaymentIntent {
  const subscription = subscriptionById(world, subscriptionOf(invoice) ?? '')
  const isFirst = invoice.billing_reason === 'subscription_create'
  const { amount_due: amount, currency, customer } = invoice
  const payment_method_types = billedTypes(world, subscription)
  return {
    ...blankPaymentIntent(world, { amount, currency, types: { ...NAMED, payment_method_types } }),
    capture_method: 'automatic',
    ...ownerOf(world, idOf(customer)),
    description: isFirst ? 'Subscription creation' : 'Subscription update',
    setup_future_usage: isFirst ? 'off_session' : null,
  }
}

const NAMED = {
  allowed_payment_method_types: null,
  automatic_payment_methods: null,
  excluded_payment_method_types: null,
}

/** Counted for each customer (docs.stripe.com/invoicing/customize, "invoice numbering"). */
function nextNumber(world: World, invoice: Readonly<Stripe.Invoice>): string {
  const customer = world.store.get('customers', idOf(invoice.customer) ?? '')
  if (!customer) throw new Error(`${invoice.id} belongs to nobody.`)
  const sequence = customer.next_invoice_sequence ?? 1
  world.store.put('customers', customer.id, { ...customer, next_invoice_sequence: sequence + 1 })
  return `${customer.invoice_prefix}-${String(sequence).padStart(4, '0')}`
}
