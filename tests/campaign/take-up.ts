import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../e2e/database'

const POLL_MS = 200

/** A command or an event somebody had a lease on, or was about to have, when a process was stopped. */
type Left = { id: string; by: string; at: number; version: string }
export type TakenUp = { by: string; seconds: number }

// Whoever was killed cannot write any more, so a row that changes was taken up by somebody else. `xmin` changes with it.
const LEASED = `due_at > now() and due_at <= now() + interval '30 seconds'`
const SNAPSHOT = `select id::text, xmin::text as version, last_error is null as fresh from jobs where ${LEASED}
  union all select id, xmin::text, last_error is null from stripe_events where ${LEASED}`
const VERSIONS = `select id::text, xmin::text as version from jobs where id = any($1::uuid[])
  union all select id, xmin::text from stripe_events where id = any($2)`

/** Measures how long work lies about after the process that had it in hand was stopped. */
export class TakeUp {
  readonly taken: TakenUp[] = []
  readonly #database: Database
  #left: Left[] = []
  #isOver = false
  #polling: Promise<void> | null = null

  constructor(database: Database) {
    this.#database = database
  }

  /** Notes what was in hand at this moment. Call it when the process is gone. Gives the ids of what nobody had tried before. */
  async note(by: string): Promise<string[]> {
    const at = Date.now()
    const known = new Set(this.#left.map(({ id }) => id))
    const rows = await this.#database.rows<{ id: string; version: string; fresh: boolean }>(SNAPSHOT)
    const added = rows.filter(({ id }) => !known.has(id))
    this.#left.push(...added.map(({ id, version }) => ({ id, by, at, version })))
    this.#polling ??= this.#poll()
    return added.filter(({ fresh }) => fresh).map(({ id }) => id)
  }

  /** Whether nobody has touched this since it was noted. */
  isLeft(id: string): boolean {
    return this.#left.some((each) => each.id === id)
  }

  get isDone(): boolean {
    return this.#left.length === 0
  }

  /** What still lies there after `seconds`; ends the measuring. */
  async end(): Promise<Left[]> {
    this.#isOver = true
    await this.#polling
    return this.#left
  }

  async #poll(): Promise<void> {
    for (; !this.#isOver; await delay(POLL_MS)) {
      if (this.#left.length === 0) continue
      const ids = this.#left.map(({ id }) => id)
      // The database may be down just now: what is late because of that is late all the same.
      const [events, jobs] = [ids.filter(isEvent), ids.filter((id) => !isEvent(id))]
      const asked = this.#database.rows<{ id: string; version: string }>(VERSIONS, [jobs, events])
      const rows = await asked.catch(() => null)
      if (!rows) continue
      const versions = new Map(rows.map(({ id, version }) => [id, version]))
      const gone = (each: Left) => ids.includes(each.id) && versions.get(each.id) !== each.version
      for (const { by, at } of this.#left.filter(gone)) this.taken.push({ by, seconds: (Date.now() - at) / 1000 })
      this.#left = this.#left.filter((each) => !gone(each))
    }
  }
}

function isEvent(id: string): boolean {
  return id.startsWith('evt_')
}
