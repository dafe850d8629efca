import qs from 'qs'
import { invalid } from './errors'

/** Decoded form: strings, arrays of them and hashes, as deep as the brackets go. */
export type Form = { [name: string]: FormValue }
export type FormValue = string | FormValue[] | { [name: string]: FormValue }

/** Decodes `a[b]=c`, `a[]=b` and `a[0]=b`, which Stripe's clients all use. */
export function readForm(text: string): Form {
  try {
    // qs answers plain objects of strings, arrays and objects; with these options nothing else.
    return qs.parse(text, {
      depth: 12,
      arrayLimit: 1000,
      parameterLimit: 10_000,
      plainObjects: true,
      strictDepth: true,
    }) as Form
  } catch {
    throw invalid('Invalid request: the parameters are nested too deeply.')
  }
}

export function isHash(value: unknown): value is Form {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const SECRET_NAMES = new Set(['client_secret', 'key'])

/** The same parameters for the journal, without anything that opens a door. */
export function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted)
  if (!isHash(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, SECRET_NAMES.has(name) ? '[redacted]' : redacted(each)]),
  )
}
