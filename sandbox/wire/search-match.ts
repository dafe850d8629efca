import { isObject, type Json } from './json'
import { type Clause, type SearchQuery, refused } from './search-query'

/** Texts can also be searched for a part, numbers compared; everything else is equal or not (docs.stripe.com/search). */
export type FieldKind = 'number' | 'text' | 'token'
/** Where a field of the query is found, when that is not the field of the same name. */
export type SearchField = { kind: FieldKind; at?: (row: Json) => unknown }
/** What can be searched for; names that are patterns stand for several fields. */
export type Searchable = { plural: string; fields: { [name: string]: SearchField }; pattern?: RegExp }

const SHORTEST_PART = 3

/**
 * A function that tells whether an object is found.
 * @throws StripeError 400 when a clause names an unknown field, or one that its operator is not for.
 */
export function matcher({ clauses, join }: SearchQuery, searchable: Searchable): (row: object) => boolean {
  const conditions = clauses.map((clause) => conditionOf(clause, searchable))
  // Rows are Stripe's objects, which are made of nothing but JSON.
  return (row) => {
    const holds = (condition: (row: Json) => boolean) => condition(row as Json)
    return join === 'and' ? conditions.every(holds) : conditions.some(holds)
  }
}

function conditionOf(clause: Clause, searchable: Searchable): (row: Json) => boolean {
  const { kind, at } = fieldOf(clause, searchable)
  refuseOperator(clause, kind)
  const compare = comparison(clause, kind)
  return (row) => compare(at(row)) !== clause.negated
}

function fieldOf({ field, key }: Clause, { plural, fields, pattern }: Searchable): Required<SearchField> {
  const at = (row: Json) => valueAt(row, field.split('.'))
  if (field === 'metadata' && key !== null) return { kind: 'token', at: (row) => valueAt(row, ['metadata', key]) }
  const known = Object.hasOwn(fields, field)
    ? fields[field]
    : pattern?.test(field)
      ? { kind: 'token' as const }
      : undefined
  if (known && key === null) return { at, ...known }
  const anchor = plural.replaceAll('_', '-')
  throw refused(
    `Field \`${field}\` is an unsupported search field for resource \`${plural}\`. ` +
      `See http://stripe.com/docs/search#query-fields-for-${anchor} for a list of supported fields.`,
  )
}

function refuseOperator({ field, operator, value }: Clause, kind: FieldKind): void {
  if (operator === ':') return
  const fits = operator === '~' ? kind === 'text' : kind === 'number'
  if (!fits) throw refused(`Operator \`${operator}\` is not supported for the field \`${field}\`.`)
  if (operator !== '~') {
    if (value === null || !Number.isFinite(Number(value))) throw refused(`Invalid number for \`${field}\`: ${value}`)
  } else if ((value ?? '').length < SHORTEST_PART) {
    throw refused(`Substring search on \`${field}\` needs at least ${SHORTEST_PART} characters.`)
  }
}

function comparison({ operator, value }: Clause, kind: FieldKind): (found: unknown) => boolean {
  if (value === null) return (found) => found === null || found === undefined || found === ''
  const wanted = value.toLowerCase()
  const number = Number(value)
  const compared = (holds: (found: number) => boolean) => (found: unknown) => typeof found === 'number' && holds(found)
  switch (operator) {
    case '~':
      return (found) => shown(found).includes(wanted)
    case '>':
      return compared((found) => found > number)
    case '<':
      return compared((found) => found < number)
    case '>=':
      return compared((found) => found >= number)
    case '<=':
      return compared((found) => found <= number)
    case ':':
      return kind === 'number' ? compared((found) => found === number) : (found) => shown(found) === wanted
  }
}

/** Upper and lower case are alike (docs.stripe.com/search, "query language"). */
function shown(found: unknown): string {
  if (isObject(found)) return String(found['id']).toLowerCase()
  return found === null || found === undefined ? '' : String(found).toLowerCase()
}

function valueAt(row: unknown, [name, ...rest]: string[]): unknown {
  if (name === undefined) return row
  return isObject(row) && Object.hasOwn(row, name) ? valueAt(row[name], rest) : undefined
}
