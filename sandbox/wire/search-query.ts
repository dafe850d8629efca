import { invalid } from './errors'

export type Operator = ':' | '~' | '>' | '<' | '>=' | '<='
/** One condition. `key` belongs to `metadata['key']`; the value null stands for a field that is empty. */
export type Clause = { negated: boolean; field: string; key: string | null; operator: Operator; value: string | null }
export type SearchQuery = { clauses: Clause[]; join: 'and' | 'or' }

/** docs.stripe.com/search, "query structure and terminology". */
const MOST_CLAUSES = 10

const CLAUSE =
  /^(?<negated>-)?(?<field>[A-Za-z_][\w.]*)(?:\[(?:'(?<single>[^']*)'|"(?<double>[^"]*)")\])?\s*(?<operator>>=|<=|[:~><])\s*(?:'(?<one>(?:\\.|[^'\\])*)'|"(?<two>(?:\\.|[^"\\])*)"|(?<bare>[^\s'"]+))(?=\s|$)/

/**
 * Reads Stripe's query language: `email:'sam@example.com' AND -metadata['order']:null`.
 * @throws StripeError 400 for what is no query, for AND beside OR, and for more than ten clauses.
 */
export function readQuery(text: string): SearchQuery {
  const clauses: Clause[] = []
  const joins = new Set<'and' | 'or'>()
  for (let rest = text.trim(); rest !== '';) {
    const join = clauses.length > 0 ? /^(and|or)\s+/i.exec(rest) : null
    if (clauses.length > 0) joins.add(join?.[1]?.toLowerCase() === 'or' ? 'or' : 'and')
    const clause = CLAUSE.exec(rest.slice(join?.[0].length ?? 0))
    if (!clause?.groups) throw unreadable()
    clauses.push(clauseOf(clause.groups))
    rest = rest.slice((join?.[0].length ?? 0) + clause[0].length).trimStart()
  }
  if (clauses.length === 0) throw unreadable()
  if (joins.size > 1) throw refused('AND and OR cannot be combined in one search query.')
  if (clauses.length > MOST_CLAUSES) throw refused(`A search query can have up to ${MOST_CLAUSES} clauses.`)
  return { clauses, join: joins.has('or') ? 'or' : 'and' }
}

function clauseOf(groups: { [name: string]: string | undefined }): Clause {
  const { negated, field = '', single, double, operator, one, two, bare } = groups
  const quoted = one ?? two
  const value = quoted === undefined ? (bare === 'null' ? null : (bare ?? '')) : quoted.replace(/\\(.)/g, '$1')
  // The pattern admits no other operator.
  return { negated: negated !== undefined, field, key: single ?? double ?? null, operator: operator as Operator, value }
}

export function refused(message: string) {
  return invalid(message, { param: 'query' })
}

function unreadable() {
  return refused(
    'We were unable to parse your search query. Try using the format `metadata["key"]:"value"` to query for metadata or key:"value" to query for other fields.',
  )
}
