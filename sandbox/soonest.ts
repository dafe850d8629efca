import { DueHeap } from './due-heap'
import type { Store } from './store'
import type { TableName, Tables } from './tables'

/** The row of a table that falls due first, found without looking at the others. */
export class Soonest<T extends TableName> {
  readonly #store: Store
  readonly #table: T
  readonly #dueAt: (row: Readonly<Tables[T]>) => number
  #heap = new DueHeap()

  constructor(store: Store, table: T, dueAt: (row: Readonly<Tables[T]>) => number) {
    this.#store = store
    this.#table = table
    this.#dueAt = dueAt
    store.watch(table, (id) => (id === null ? this.#rebuild() : this.#add(id)))
    this.#rebuild()
  }

  row(): Readonly<Tables[T]> | undefined {
    const id = this.id()
    return id === undefined ? undefined : this.#store.get(this.#table, id)
  }

  id(): string | undefined {
    for (let first = this.#heap.peek(); first; first = this.#heap.peek()) {
      const row = this.#store.get(this.#table, first.id)
      if (row && this.#dueAt(row) === first.at) return first.id
      // It was removed or put off since.
      this.#heap.pop()
    }
    return undefined
  }

  #rebuild(): void {
    this.#heap = new DueHeap()
    for (const id of this.#store.ids(this.#table)) this.#add(id)
  }

  #add(id: string): void {
    const row = this.#store.get(this.#table, id)
    if (row) this.#heap.push({ id, at: this.#dueAt(row), rank: 0 })
  }
}
