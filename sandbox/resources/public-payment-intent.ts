import { publicFields } from './public-fields'

/** What docs.stripe.com marks as "retrievable with publishable key"; everything else stays with the server. */
const PUBLIC_FIELDS = [
  'id',
  'object',
  'amount',
  'automatic_payment_methods',
  'canceled_at',
  'cancellation_reason',
  'capture_method',
  'client_secret',
  'confirmation_method',
  'created',
  'currency',
  'description',
  'last_payment_error',
  'livemode',
  'next_action',
  'payment_method',
  'payment_method_types',
  'receipt_email',
  'setup_future_usage',
  'shipping',
  'source',
  'status',
]

/** A PaymentIntent as a browser sees it: no customer, no metadata, no charge. */
export function publicPaymentIntent(paymentIntent: object): object {
  return publicFields(paymentIntent, PUBLIC_FIELDS)
}
