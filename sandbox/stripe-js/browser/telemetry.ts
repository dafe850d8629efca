const loadedAt = Date.now()

/**
 * Stripe.js sends such fields with every payment method it makes. They are here so that a server that refuses unknown
 * parameters is seen to let them pass; "NA" is what Stripe.js sends where it may not set cookies, and neither does
 * this script.
 */
export function withTelemetry(method: Record<string, unknown>): Record<string, unknown> {
  return {
    ...method,
    guid: 'NA',
    muid: 'NA',
    sid: 'NA',
    payment_user_agent: 'stripe.js/sandbox; stripe-js-v3/sandbox',
    time_on_page: Date.now() - loadedAt,
    client_attribution_metadata: { merchant_integration_source: 'l1' },
  }
}
