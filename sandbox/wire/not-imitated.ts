import { StripeError } from './errors'

/** Resources of Stripe's that do not exist here at all (docs.stripe.com/api). */
const RESOURCES = new Set(
  (
    'account_links account_sessions apple_pay application_fees apps balance_settings billing billing_portal climate ' +
    'confirmation_tokens country_specs coupons credit_notes customer_sessions entitlements ephemeral_keys ' +
    'exchange_rates file_links files financial_connections forwarding identity invoice_rendering_templates ' +
    'invoiceitems issuing payment_attempt_records payment_links payment_method_configurations payment_method_domains ' +
    'payment_records payouts plans product_catalog promotion_codes quotes radar reporting reviews shipping_rates ' +
    'sigma sources subscription_items subscription_schedules tax tax_codes tax_ids tax_rates terminal test_helpers ' +
    'three_d_secure tokens topups transfers treasury'
  ).split(' '),
)

/** What is missing of those that do. */
const PARTS = [
  /^\w+ \/v1\/accounts/,
  /^POST \/v1\/charges(\/[^/]+\/(capture|refunds?))?$/,
  /^\w+ \/v1\/customers\/[^/]+\/(balance_transactions|cash_balance|cash_balance_transactions|discount)/,
  /^\w+ \/v1\/customers\/[^/]+\/(bank_accounts|cards|funding_instructions|sources|subscriptions|tax_ids)/,
  /^POST \/v1\/invoices$/,
  /^DELETE \/v1\/invoices\/[^/]+$/,
  /^POST \/v1\/invoices\/[^/]+\/(add_lines|attach_payment|lines|mark_uncollectible|remove_lines|send|update_lines)/,
  /^\w+ \/v1\/payment_intents\/[^/]+\/(amount_details_line_items|apply_customer_balance|increment_authorization)$/,
  /^POST \/v1\/(payment|setup)_intents\/[^/]+\/verify_microdeposits$/,
  /^\w+ \/v1\/products\/[^/]+\/features/,
  /^DELETE \/v1\/products\/[^/]+$/,
  /^\w+ \/v1\/subscriptions\/[^/]+\/(discount|migrate|pause|resume)$/,
  /^\w+ \/v2\/(billing|commerce|money_management|test_helpers)\//,
  /^\w+ \/v2\/core\/(account_links|account_tokens|event_destinations|events|vault)(\/|$)/,
  /^\w+ \/v2\/core\/accounts\/[^/]+\/person/,
  // At connect.stripe.com.
  /^\w+ \/oauth\/(authorize|deauthorize|token)$/,
]
/** Addresses that would otherwise be taken for the id of an object. */
const SHADOWED = /^\/v1\/invoices\/(create_preview|upcoming)/

export function isShadowed(path: string): boolean {
  return SHADOWED.test(path)
}

/** An address that Stripe knows and the sandbox does not: it says so, rather than that nobody knows it. */
export function unimitatedAddress(method: string, path: string): StripeError | null {
  const [, namespace, resource = ''] = path.split('/')
  const hasResource = namespace === 'v1' && RESOURCES.has(resource)
  const known = hasResource || isShadowed(path) || PARTS.some((part) => part.test(`${method} ${path}`))
  if (!known) return null
  const message = `The sandbox does not imitate ${method} ${path}.`
  return new StripeError(404, { code: 'sandbox_not_imitated', message }, true)
}
