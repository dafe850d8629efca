import { invalid, noSuch } from './errors'
import { filled, hash, integer, type Param, type Read } from './parameters'

/** One to a hundred rows; who asks for 0 or 1000 gets the nearest there is, as programs that do so show. */
export const pageLimit: Param<number> = {
  read: (value, name) => Math.min(100, Math.max(1, integer().read(value, name))),
}

/** The parameters every list takes (docs.stripe.com/api/pagination). */
export const pageParams = {
  limit: pageLimit,
  starting_after: filled(),
  ending_before: filled(),
}
type PageParams = Read<typeof pageParams>

export type Page<Item> = { object: 'list'; url: string; has_more: boolean; data: Item[] }

/** One page of `rows` (oldest first), shown newest first. `noun` names an unknown cursor. */
export function page<Item extends { id: string }>(
  rows: readonly Item[],
  params: PageParams,
  shown: { url: string; noun: string },
): Page<Item> {
  const newestFirst = [...rows].reverse()
  const limit = params.limit ?? 10
  const position = (cursor: string, param: string) => {
    const index = newestFirst.findIndex((row) => row.id === cursor)
    if (index < 0) throw noSuch(shown.noun, cursor, { param })
    return index
  }
  const after = params.starting_after === undefined ? -1 : position(params.starting_after, 'starting_after')
  if (params.ending_before !== undefined) {
    const end = position(params.ending_before, 'ending_before')
    if (params.starting_after !== undefined) throw invalid(BOTH_CURSORS)
    const start = Math.max(0, end - limit)
    return { object: 'list', url: shown.url, has_more: start > 0, data: newestFirst.slice(start, end) }
  }
  const start = after + 1
  const data = newestFirst.slice(start, start + limit)
  return { object: 'list', url: shown.url, has_more: newestFirst.length > start + limit, data }
}

const BOTH_CURSORS = 'Received both starting_after and ending_before parameters. Please pass in only one.'

type Range = Read<typeof rangeParams>
const rangeParams = { gt: integer(), gte: integer(), lt: integer(), lte: integer() }

/** `created=…` or `created[gte]=…`, in unix seconds. */
export function created(): Param<(time: number) => boolean> {
  return {
    read: (value, name) => {
      if (typeof value === 'string') {
        const exact = integer().read(value, name)
        return (time) => time === exact
      }
      const range = hash(rangeParams).read(value, name)
      return (time) => inRange(time, range)
    },
  }
}

function inRange(time: number, { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity }: Range): boolean {
  return time > gt && time >= gte && time < lt && time <= lte
}
