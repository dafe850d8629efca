import { invalid, notImitated, unknownParameters } from './errors'
import { type Form, isHash } from './form'

/** How one parameter is read. `name` is its full bracketed name, for error messages. */
export type Param<Value> = { read: (value: unknown, name: string) => Value; required?: boolean }
export type Params = { [name: string]: Param<unknown> }
type Required<Value> = Param<Value> & { required: true }

/** What reading a set of parameters yields: required ones are there, the others may be. */
export type Read<P extends Params> = {
  [Name in keyof P as P[Name] extends { required: true } ? Name : never]: ValueOf<P[Name]>
} & { [Name in keyof P as P[Name] extends { required: true } ? never : Name]?: ValueOf<P[Name]> }
type ValueOf<P> = P extends Param<infer Value> ? Value : never

/**
 * Reads the parameters of one call as strictly as Stripe: nothing unknown, nothing missing, nothing of the wrong kind.
 * @throws StripeError 400 with Stripe's sentence.
 */
export function readParams<P extends Params>(params: P, form: Form, prefix = ''): Read<P> {
  const nameOf = (key: string) => (prefix ? `${prefix}[${key}]` : key)
  refuseUnknown(
    Object.keys(form)
      .filter((key) => !Object.hasOwn(params, key))
      .map(nameOf),
  )
  const result: Record<string, unknown> = {}
  for (const [key, param] of Object.entries(params)) {
    const value = form[key]
    if (value !== undefined) result[key] = param.read(value, nameOf(key))
    else if (param.required) throw missing(nameOf(key))
  }
  // Each member was read by the Param that gives it its type.
  return result as Read<P>
}

export function missing(name: string) {
  return invalid(`Missing required param: ${name}.`, { code: 'parameter_missing', param: name })
}

export function required<Value>(param: Param<Value>): Required<Value> {
  return { ...param, required: true }
}

/** An empty string clears a field, which reads as null. */
export function orEmpty<Value>(param: Param<Value>): Param<Value | null> {
  return { read: (value, name) => (value === '' ? null : param.read(value, name)) }
}

export function text(maximum = 5000): Param<string> {
  return {
    read: (value, name) => {
      if (typeof value !== 'string') throw invalid(`Invalid string: ${shown(value)}`, { param: name })
      if (value.length <= maximum) return value
      const message = `Invalid string: ${value.slice(0, 10)}...; must be at most ${maximum} characters`
      throw invalid(message, { code: 'parameter_invalid_string', param: name })
    },
  }
}

/** Text that must not be empty: ids, addresses. */
export function filled(): Param<string> {
  return {
    read: (value, name) => {
      const read = text().read(value, name)
      if (read !== '') return read
      const message = `You passed an empty string for '${name}'. We assume empty values are an attempt to unset a parameter; however '${name}' cannot be unset. You should remove '${name}' from your request or supply a non-empty value.`
      throw invalid(message, { code: 'parameter_invalid_empty', param: name })
    },
  }
}

export function integer(range: { minimum?: number; maximum?: number } = {}): Param<number> {
  return {
    read: (value, name) => {
      const bad = (message: string) => invalid(message, { code: 'parameter_invalid_integer', param: name })
      if (typeof value !== 'string' || !/^-?\d{1,15}$/.test(value)) throw bad(`Invalid integer: ${shown(value)}`)
      const number = Number(value)
      const { minimum = -Infinity, maximum = Infinity } = range
      if (number < minimum) throw bad(`This value must be greater than or equal to ${minimum}.`)
      if (number > maximum) throw bad(`This value must be less than or equal to ${maximum}.`)
      return number
    },
  }
}

export function flag(): Param<boolean> {
  return {
    read: (value, name) => {
      if (value === 'true' || value === 'false') return value === 'true'
      throw invalid(`Invalid boolean: ${shown(value)}`, { param: name })
    },
  }
}

export function oneOf<Word extends string>(words: readonly Word[]): Param<Word> {
  return {
    read: (value, name) => {
      const word = words.find((each) => each === value)
      if (word !== undefined) return word
      throw invalid(`Invalid ${name}: must be one of ${alternatives(words)}`, { param: name })
    },
  }
}

/** Words that Stripe takes, of which the sandbox imitates some and names the others as not imitated. */
export function imitated<Word extends string>(words: readonly Word[], others: readonly string[]): Param<Word> {
  return {
    read: (value, name) => {
      if (others.some((each) => each === value)) throw notImitated(`\`${name}=${String(value)}\``, name)
      return oneOf(words).read(value, name)
    },
  }
}

export function hash<P extends Params>(params: P): Param<Read<P>> {
  return {
    read: (value, name) => {
      if (isHash(value)) return readParams(params, value, name)
      throw invalid('Invalid hash', { param: name })
    },
  }
}

export function list<Value>(item: Param<Value>): Param<Value[]> {
  return {
    read: (value, name) => {
      if (!isList(value)) throw invalid('Invalid array', { param: name })
      return Object.entries(value).map(([index, each]) => item.read(each, `${name}[${index}]`))
    },
  }
}

/** JSON has arrays; a form has hashes whose names are numbers, which are in order. */
function isList(value: unknown): value is object {
  return Array.isArray(value) || (isHash(value) && /^\d+(,\d+)*$/.test(Object.keys(value).join()))
}

/** Accepted whatever it holds, and without any effect. */
export function ignored(): Param<undefined> {
  return { read: () => undefined }
}

/** A switch that is off at Stripe unless it is named: what turns it on is not imitated. */
export function off(): Param<false> {
  return {
    read: (value, name) => {
      if (flag().read(value, name)) throw notImitated(`\`${name}=true\``, name)
      return false
    },
  }
}

/** `params`, and beside them names that only Stripe knows, which are refused as such before anything else is read. */
export function beside<P extends Params>(names: readonly string[], params: P): P {
  return { ...Object.fromEntries(names.map((name) => [name, unsupported()])), ...params }
}

/** Known to Stripe, not to the sandbox: refused in words of our own, because ignoring it would mislead. */
export function unsupported(): Param<never> {
  return {
    read: (_value, name) => {
      throw notImitated(`the parameter \`${name}\``, name)
    },
  }
}

function refuseUnknown([first, ...more]: string[]): void {
  if (first !== undefined) throw unknownParameters([first, ...more])
}

function alternatives(words: readonly string[]): string {
  if (words.length < 3) return words.join(' or ')
  return `${words.slice(0, -1).join(', ')}, or ${words.at(-1)}`
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
