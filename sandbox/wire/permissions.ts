import type { ApiKey } from '../api-keys'
import { masked } from './auth'
import { StripeError } from './errors'
import type { ApiRequest } from './execute'

/** Names of permissions as Stripe's own refusals spell them, and what the Dashboard calls them. */
const TITLES = {
  account: 'Accounts',
  balance: 'Balance',
  balance_transaction_source: 'Balance Transaction Sources',
  charge: 'Charges and Refunds',
  checkout_session: 'Checkout Sessions',
  confirmation_token: 'Confirmation Tokens',
  customer: 'Customers',
  dispute: 'Disputes',
  event: 'Events',
  invoice: 'Invoices',
  mandate: 'Mandates',
  payment_intent: 'PaymentIntents',
  payment_method: 'PaymentMethods',
  plan: 'Prices',
  product: 'Products',
  setup_intent: 'SetupIntents',
  subscription: 'Subscriptions',
  token: 'Tokens',
  webhook: 'Webhook Endpoints',
} as const
export type Resource = keyof typeof TITLES
// The record has exactly these keys.
export const RESOURCES = Object.keys(TITLES) as [Resource, ...Resource[]]

/** Which permission an address needs; the first that fits. */
const NEEDED: [path: RegExp, resource: Resource][] = [
  [/^\/v1\/customers\/[^/]+\/payment_methods/, 'payment_method'],
  [/^\/v1\/customers/, 'customer'],
  [/^\/v1\/payment_methods/, 'payment_method'],
  [/^\/v1\/payment_intents/, 'payment_intent'],
  [/^\/v1\/setup_(intents|attempts)/, 'setup_intent'],
  [/^\/v1\/mandates/, 'mandate'],
  [/^\/v1\/(charges|refunds)/, 'charge'],
  [/^\/v1\/disputes/, 'dispute'],
  [/^\/v1\/checkout\//, 'checkout_session'],
  [/^\/v1\/subscription/, 'subscription'],
  [/^\/v1\/invoice/, 'invoice'],
  [/^\/v1\/products/, 'product'],
  [/^\/v1\/prices/, 'plan'],
  [/^\/v1\/balance_transactions/, 'balance_transaction_source'],
  [/^\/v1\/balance/, 'balance'],
  [/^\/v1\/confirmation_tokens/, 'confirmation_token'],
  [/^\/v1\/events/, 'event'],
  [/^\/v1\/tokens/, 'token'],
  [/^\/v1\/webhook_endpoints/, 'webhook'],
  [/^\/v[12]\/(core\/)?accounts?/, 'account'],
]

/** A key that was made with `POST /_sandbox/keys`. */
export type RestrictedKey = Pick<ApiKey, 'key' | 'permissions'>

/**
 * @throws StripeError 403 when the key of this request was not given what its address needs (docs.stripe.com/keys).
 * Addresses that only Stripe.js asks belong to no permission; an address nobody knows is refused later, for every key.
 */
export function requirePermission({ restricted, path, route, method, world }: ApiRequest): void {
  if (!restricted?.permissions || !route) return
  const [, resource] = NEEDED.find(([pattern]) => pattern.test(path)) ?? []
  const needed = method === 'GET' ? 'read' : 'write'
  const given = resource && restricted.permissions[resource]
  if (given === 'write' || given === needed) return
  const lacking =
    `Permission denied. The provided key '${masked(restricted.key)}' does not have the required permissions for this ` +
    `endpoint on account '${world.accountId}'.`
  const message = resource ? `${lacking} ${remedy(resource, needed)}` : lacking
  throw new StripeError(403, { code: 'more_permissions_required', message }, true)
}

function remedy(resource: Resource, needed: 'read' | 'write'): string {
  const right = `${TITLES[resource]} ${needed === 'read' ? 'Read' : 'Write'} ('${resource}_${needed}')`
  return `Enabling ${right} permissions on this key would allow this request to continue.`
}
