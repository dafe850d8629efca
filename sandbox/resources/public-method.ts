const PRIVATE_FIELDS = new Set(['customer', 'customer_account', 'metadata'])

/** A payment method as a browser sees it: not whom it belongs to. */
export function publicMethod(method: object): object {
  return Object.fromEntries(Object.entries(method).filter(([field]) => !PRIVATE_FIELDS.has(field)))
}
