import { isHash } from '../wire/form'

const PRIVATE_FIELDS = new Set(['customer', 'customer_account', 'metadata'])

/** A payment method as a browser sees it: not whom it belongs to. */
export function publicMethod(method: object): object {
  const shown = Object.entries(withoutFingerprint(method)).filter(([field]) => !PRIVATE_FIELDS.has(field))
  return Object.fromEntries(shown)
}

/** Whether two cards are the same one is the server's to know. */
export function withoutFingerprint(method: object): object {
  return Object.fromEntries(
    Object.entries(method).map(([field, value]: [string, unknown]) => {
      return field === 'card' && isHash(value) ? [field, { ...value, fingerprint: undefined }] : [field, value]
    }),
  )
}
