import qs from 'qs'
import { invalid, unknownParameters } from './errors'

/** Decoded form: strings and hashes, as deep as the brackets go; in the v2 namespace arrays as well. */
export type Form = { [name: string]: FormValue }
export type FormValue = string | FormValue[] | { [name: string]: FormValue }

const MAXIMUM_DEPTH = 12

/**
 * Decodes `a[b]=c`, `a[]=b` and `a[0]=b`, which Stripe's clients all use. A list is a hash whose names are numbers:
 * whether `metadata[42]` is one is up to the parameter.
 */
export function readForm(text: string): Form {
  refusePrototypes(text)
  try {
    // qs answers plain objects of strings and objects; with these options nothing else.
    return qs.parse(text, {
      depth: MAXIMUM_DEPTH,
      arrayLimit: 0,
      parameterLimit: Infinity,
      plainObjects: true,
      strictDepth: true,
    }) as Form
  } catch {
    throw tooDeep()
  }
}

/** Decodes the body of a request in the v2 namespace. Numbers, true and null are no form values: each parameter refuses them. */
export function readJson(text: string): Form {
  const value = text.trim() === '' ? {} : parsedJson(text)
  if (!isHash(value)) throw invalid('Invalid request: the body must be a JSON object.')
  if (depthOf(value) > MAXIMUM_DEPTH) throw tooDeep()
  return value
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid('Invalid request: the body is not valid JSON.')
  }
}

/** Counted without recursion: the depth of a body is anybody's choice. */
function depthOf(value: object): number {
  let depth = 0
  for (let level: unknown[] = [value]; level.length > 0 && depth <= MAXIMUM_DEPTH; depth++) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return depth
}

function tooDeep() {
  return invalid('Invalid request: the parameters are nested too deeply.')
}

/** qs drops this one name wherever it stands, without a word; Stripe leaves no parameter unanswered. */
function refusePrototypes(text: string): void {
  for (const name of new URLSearchParams(text).keys()) {
    const found = /^(.*\[)?__proto__(?=\[|\]|$)\]?/.exec(name)
    if (found) throw unknownParameters([found[0]])
  }
}

export function isHash(value: unknown): value is Form {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const SECRET_NAMES = new Set(['client_secret', 'cvc', 'key', 'number'])

/** The same parameters for the journal: lists as lists, nothing that opens a door, and no card numbers. */
export function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted)
  if (!isHash(value)) return value
  const members = Object.entries(value)
  const isList = members.length > 0 && members.every(([name], index) => name === String(index))
  if (isList) return members.map(([, each]) => redacted(each))
  return Object.fromEntries(
    members.map(([name, each]) => [name, SECRET_NAMES.has(name) ? '[redacted]' : redacted(each)]),
  )
}
