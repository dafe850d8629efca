import type { Store } from './store'
import type { TableName, Tables } from './tables'

/** The rows of a table that belong to the same thing, found without looking at the others. */
export class Group<T extends TableName> {
  readonly #store: Store
  readonly #table: T
  readonly #keyOf: (row: Readonly<Tables[T]>) => string | null
  #ids = new Map<string, Set<string>>()
  #keys = new Map<string, string>()

  /** `keyOf` names what a row belongs to, null for nothing. */
  constructor(store: Store, table: T, keyOf: (row: Readonly<Tables[T]>) => string | null) {
    this.#store = store
    this.#table = table
    this.#keyOf = keyOf
    store.watch(table, (id) => (id === null ? this.#rebuild() : this.#follow(id)))
    this.#rebuild()
  }

  /** Oldest first. */
  of(key: string): Readonly<Tables[T]>[] {
    const place = (id: string) => this.#store.position(this.#table, id)
    return [...(this.#ids.get(key) ?? [])]
      .sort((one, other) => place(one) - place(other))
      .flatMap((id) => this.#store.get(this.#table, id) ?? [])
  }

  #rebuild(): void {
    this.#ids = new Map()
    this.#keys = new Map()
    for (const id of this.#store.ids(this.#table)) this.#follow(id)
  }

  #follow(id: string): void {
    const row = this.#store.get(this.#table, id)
    const key = row === undefined ? null : this.#keyOf(row)
    const before = this.#keys.get(id)
    if (before === key) return
    if (before !== undefined) this.#leave(id, before)
    if (key === null) return
    this.#keys.set(id, key)
    const ids = this.#ids.get(key) ?? new Set()
    this.#ids.set(key, ids.add(id))
  }

  #leave(id: string, key: string): void {
    this.#keys.delete(id)
    const ids = this.#ids.get(key)
    ids?.delete(id)
    if (ids?.size === 0) this.#ids.delete(key)
  }
}
