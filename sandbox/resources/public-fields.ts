import { isHash } from '../wire/form'
import { publicMethod } from './public-method'

const ERRORS = new Set(['last_setup_error', 'last_payment_error'])

/** An intent with the named fields only; a method in it, also one inside an error, does not say whose it is. */
export function publicFields(intent: object, names: string[]): object {
  const shown = Object.entries(intent).filter(([name]) => names.includes(name))
  return Object.fromEntries(shown.map(([name, value]) => [name, publicValue(name, value)]))
}

function publicValue(name: string, value: unknown): unknown {
  if (!isHash(value)) return value
  if (name === 'payment_method') return publicMethod(value)
  if (!ERRORS.has(name)) return value
  return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, publicValue(field, each)]))
}
