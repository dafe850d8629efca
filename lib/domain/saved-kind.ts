/** What kind of saved method it is, after "your": `type` is Stripe's word, such as amazon_pay or card. */
export function savedKind(type: string): string {
  if (type === 'amazon_pay') return 'Amazon Pay'
  return type === 'card' ? 'card' : 'payment method'
}

/** The same by itself, as in "we couldn't charge Amazon Pay" or "we couldn't charge your card". */
export function chargedKind(type: string): string {
  return type === 'amazon_pay' ? savedKind(type) : `your ${savedKind(type)}`
}
