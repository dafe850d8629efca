import { publicFields } from './public-fields'

/** What docs.stripe.com marks as "retrievable with publishable key"; everything else stays with the server. */
const PUBLIC_FIELDS = [
  'id',
  'object',
  'automatic_payment_methods',
  'cancellation_reason',
  'client_secret',
  'created',
  'description',
  'last_setup_error',
  'livemode',
  'next_action',
  'payment_method',
  'payment_method_types',
  'status',
  'usage',
]

/** A SetupIntent as a browser sees it: no customer, no metadata, no mandate. */
export function publicSetupIntent(setupIntent: object): object {
  return publicFields(setupIntent, PUBLIC_FIELDS)
}
