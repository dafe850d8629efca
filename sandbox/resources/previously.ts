import type { Previous } from '../events'
import { StripeError } from '../wire/errors'
import { isHash } from '../wire/form'

/** `previous_attributes` of an update: what changed, with the value before; null when nothing did. */
export function previously(before: object, after: object): Previous | null {
  const old = new Map(Object.entries(before))
  const changes = Object.entries(after).flatMap(([name, value]): [string, unknown][] => {
    const earlier: unknown = old.get(name) ?? null
    if (JSON.stringify(earlier) === JSON.stringify(value)) return []
    return [[name, isHash(earlier) && isHash(value) ? hashBefore(earlier, value) : earlier]]
  })
  return changes.length > 0 ? Object.fromEntries(changes) : null
}

/** Of a hash only the changed members; one that is new was null before. */
function hashBefore(before: object, after: object): Previous {
  const gone = Object.entries(before).filter(([name]) => !Object.hasOwn(after, name))
  return { ...previously(before, after), ...Object.fromEntries(gone) }
}

export function invalidDefaultMethod(id: string, param = 'invoice_settings[default_payment_method]'): StripeError {
  const message = `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`
  return new StripeError(400, { message, param, code: 'resource_missing' })
}
