import type Stripe from 'stripe'
import { idOf } from '../ids'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { noSuch } from '../wire/errors'
import { type Page, created, page, pageParams } from '../wire/list'
import { filled, hash, imitated, oneOf, required, unsupported } from '../wire/parameters'
import type { World } from '../world'

type InvoicePayment = Readonly<Stripe.InvoicePayment>

const PATH = '/v1/invoice_payments'

export const invoicePaymentRoutes: Route[] = [
  { method: 'GET', path: PATH, handle: listPayments },
  { method: 'GET', path: `${PATH}/:id`, handle: retrievePayment },
]

/** docs.stripe.com/api/invoice-payment/list */
const listParams = {
  ...pageParams,
  created: created(),
  invoice: filled(),
  payment: hash({
    payment_intent: filled(),
    payment_record: unsupported(),
    type: required(imitated(['payment_intent'], ['payment_record'])),
  }),
  status: oneOf(['canceled', 'open', 'paid']),
}

/** The payments of one invoice, as `invoice.payments` shows them once it is expanded. */
export function paymentsOf(world: World, invoice: string): Page<InvoicePayment> {
  const shown = { url: `${PATH}?invoice=${invoice}`, noun: 'invoice_payment' }
  return page(world.groups.paymentsOfInvoice.of(invoice), {}, shown)
}

/** With what a browser pays an invoice: `invoice.confirmation_secret`, once it is expanded. */
export function confirmationSecretOf(world: World, invoice: string): Stripe.Invoice.ConfirmationSecret | null {
  const [payment] = world.groups.paymentsOfInvoice.of(invoice)
  const intent = world.store.get('payment_intents', idOf(payment?.payment.payment_intent) ?? '')
  return intent?.client_secret ? { client_secret: intent.client_secret, type: 'payment_intent' } : null
}

function listPayments(call: Call): object {
  const { invoice, payment, status, created: within, ...paging } = readCall(call, listParams)
  const intent = payment?.payment_intent
  const rows = call.world.store
    .all('invoice_payments')
    .filter((each) => invoice === undefined || idOf(each.invoice) === invoice)
    .filter((each) => intent === undefined || idOf(each.payment.payment_intent) === intent)
    .filter((each) => status === undefined || each.status === status)
    .filter((each) => within?.(each.created) ?? true)
  return page(rows, paging, { url: PATH, noun: 'invoice_payment' })
}

function retrievePayment(call: Call): InvoicePayment {
  readCall(call, {})
  const payment = call.world.store.get('invoice_payments', pathId(call))
  if (payment) return payment
  throw noSuch('invoice_payment', pathId(call), { param: 'id', path: true })
}
