import type { Journal, JournalEntry, JournalPage } from './control-types'
import type { World } from './world'

/** A journal begun by an older sandbox knows nothing of faults. */
export type Noted = Omit<JournalEntry, 'fault'> & Partial<Pick<JournalEntry, 'fault'>>

/** Requests asked for at once, unless the caller says otherwise. */
const PAGE = 10_000

/**
 * Notes a request; of those beyond the setting `journalLimit` the oldest are forgotten, many at a time because finding
 * the oldest is not free.
 */
export function writeJournal({ store, settings }: World, entry: Noted): void {
  store.put('journal', entry.id, { ...entry, fault: entry.fault ?? null })
  const excess = store.count('journal') - settings.journalLimit
  if (excess <= settings.journalLimit / 10) return
  const oldest = store.ids('journal')
  for (const id of [...take(oldest, excess)]) store.remove('journal', id)
}

/**
 * The newest requests first, or with `after` the requests that followed that one, oldest first; `start` stands for the
 * beginning. Null when the journal does not hold (any more) what it is to begin after.
 */
export function readJournal({ store, settings }: World, { after, limit = PAGE }: JournalPage): Journal | null {
  const kept = store.all('journal').slice(-settings.journalLimit)
  if (after === undefined) {
    return { requests: kept.slice(-limit).reverse().map(shownEntry), more: kept.length > limit }
  }
  const found = after === 'start' ? -1 : kept.findIndex(({ id }) => id === after)
  if (found < 0 && after !== 'start') return null
  const requests = kept.slice(found + 1, found + 1 + limit)
  return { requests: requests.map(shownEntry), more: found + 1 + requests.length < kept.length }
}

/** As it is answered. */
export function shownEntry(entry: Readonly<Noted>): JournalEntry {
  return { ...entry, fault: entry.fault ?? null }
}

function* take<Item>(items: Iterable<Item>, count: number): Iterable<Item> {
  let taken = 0
  for (const item of items) {
    if (taken++ >= count) return
    yield item
  }
}
