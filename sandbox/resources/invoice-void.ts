import type Stripe from 'stripe'
import { idOf } from '../ids'
import { mayVoid } from '../machines/invoice'
import { mayCancel } from '../machines/payment-intent'
import type { World } from '../world'
import { clearInvoiceTimers, invoiceById, stepInvoice } from './invoice-changes'
import { changeIntent } from './payment-outcome'
import { abandonPayment } from './payment-trip'

/**
 * Nothing is owed any more, and nothing was paid (docs.stripe.com/api/invoices/void).
 * @throws StripeError 400 unless money is owed, and none is on its way.
 */
export function voidInvoice(world: World, id: string): Stripe.Invoice {
  mayVoid(invoiceById(world, id))
  for (const payment of world.groups.paymentsOfInvoice.of(id)) cancelPayment(world, payment)
  clearInvoiceTimers(world, id)
  return stepInvoice(world, id, { do: 'void', at: world.now() })
}

function cancelPayment(world: World, payment: Readonly<Stripe.InvoicePayment>): void {
  const paymentIntent = world.store.get('payment_intents', idOf(payment.payment.payment_intent) ?? '')
  if (!paymentIntent) return
  mayCancel(paymentIntent)
  abandonPayment(world, paymentIntent)
  changeIntent(world, paymentIntent.id, { do: 'cancel', reason: 'void_invoice', at: world.now() })
  const transitions = { ...payment.status_transitions, canceled_at: world.now() }
  world.store.put('invoice_payments', payment.id, { ...payment, status: 'canceled', status_transitions: transitions })
}
