import { isHash } from '../wire/form'

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
const PRIVATE_METHOD_FIELDS = new Set(['customer', 'customer_account', 'metadata'])

/** A SetupIntent as a browser sees it: no customer, no metadata, no mandate. */
export function publicSetupIntent(setupIntent: object): object {
  const shown = Object.entries(setupIntent).filter(([name]) => PUBLIC_FIELDS.includes(name))
  return Object.fromEntries(shown.map(([name, value]) => [name, publicValue(name, value)]))
}

function publicValue(name: string, value: unknown): unknown {
  if (!isHash(value)) return value
  const entries: [string, unknown][] = Object.entries(value)
  if (name === 'payment_method')
    return Object.fromEntries(entries.filter(([field]) => !PRIVATE_METHOD_FIELDS.has(field)))
  if (name === 'last_setup_error') {
    return Object.fromEntries(entries.map(([field, each]) => [field, publicValue(field, each)]))
  }
  return value
}
