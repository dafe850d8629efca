import { invalid } from './errors'
import { isHash } from './form'
import type { Param } from './parameters'

/** A change to metadata: a value per key, null to remove the key; null as a whole removes everything. */
export type MetadataChange = { [key: string]: string | null } | null

/** At most 50 keys of 40 characters with values of 500 (docs.stripe.com/api/metadata). */
export function metadata(): Param<MetadataChange> {
  return {
    read: (value, name) => {
      if (value === '') return null
      if (!isHash(value)) throw invalid('Invalid hash', { param: name })
      for (const [key, each] of Object.entries(value)) check(name, key, each)
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, each === '' ? null : String(each)]))
    },
  }
}

export function changedMetadata(before: { [key: string]: string }, change: MetadataChange): { [key: string]: string } {
  if (change === null) return {}
  const entries = Object.entries({ ...before, ...change }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  )
  if (entries.length <= 50) return Object.fromEntries(entries)
  throw invalid(`Metadata can have up to 50 keys, but this would make ${entries.length}.`, { param: 'metadata' })
}

function check(name: string, key: string, value: unknown): void {
  const param = `${name}[${key}]`
  if (typeof value !== 'string') throw invalid(`Invalid string: ${JSON.stringify(value)}`, { param })
  if (key.length > 40) {
    const message = `Metadata keys can have up to 40 characters, but you passed in a key that is ${key.length} characters. Invalid key: ${key}`
    throw invalid(message, { param: name })
  }
  if (value.length > 500) {
    const message = `Metadata values can have up to 500 characters, but you passed in a value that is ${value.length} characters. Invalid value: ${value}`
    throw invalid(message, { param })
  }
}
