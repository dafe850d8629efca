import type { JournalEntry } from './control-types'
import type { World } from './world'

const LENGTH = 10_000

/** Notes a request; beyond the last 10 000 the oldest is forgotten. */
export function writeJournal({ store }: World, entry: JournalEntry): void {
  store.put('journal', entry.id, entry)
  const oldest = store.count('journal') > LENGTH ? store.first('journal') : undefined
  if (oldest) store.remove('journal', oldest.id)
}
