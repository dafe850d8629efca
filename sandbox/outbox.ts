import { DueHeap } from './due-heap'
import type { World } from './world'

/** What is still to be sent, per endpoint and soonest first, as the table `outgoing` has it. */
export class Outbox {
  readonly #world: World
  readonly #underWay = new Set<string>()
  #heaps = new Map<string, DueHeap>()

  constructor(world: World) {
    this.#world = world
    world.store.watch('outgoing', (id) => (id === null ? this.#rebuild() : this.#add(id)))
    this.#rebuild()
  }

  endpoints(): string[] {
    return [...this.#heaps.keys()]
  }

  /** When the next delivery to any endpoint falls due, by the world's clock; null when nothing waits. */
  nextDueAt(): number | null {
    const times = this.endpoints().flatMap((endpoint) => this.#soonest(endpoint)?.at ?? [])
    return times.length === 0 ? null : Math.min(...times)
  }

  /** The next delivery to this endpoint that is due; it belongs to the caller until `giveBack`. */
  take(endpoint: string): string | undefined {
    const soonest = this.#soonest(endpoint)
    if (!soonest || soonest.at > this.#world.now()) return undefined
    this.#heaps.get(endpoint)?.pop()
    this.#underWay.add(soonest.id)
    return soonest.id
  }

  /** Whatever was tried is over: what the table still holds under this id waits again. */
  giveBack(id: string): void {
    this.#underWay.delete(id)
    this.#add(id)
  }

  #soonest(endpoint: string): { id: string; at: number } | undefined {
    const heap = this.#heaps.get(endpoint)
    for (let first = heap?.peek(); first; first = heap?.peek()) {
      const row = this.#world.store.get('outgoing', first.id)
      if (row?.nextTryAt === first.at && !this.#underWay.has(first.id)) return first
      // It was sent, dropped or put off since.
      heap?.pop()
    }
    this.#heaps.delete(endpoint)
    return undefined
  }

  #rebuild(): void {
    this.#heaps = new Map()
    for (const id of this.#world.store.ids('outgoing')) this.#add(id)
  }

  #add(id: string): void {
    const row = this.#world.store.get('outgoing', id)
    if (!row || this.#underWay.has(id)) return
    const heap = this.#heaps.get(row.endpoint) ?? new DueHeap()
    this.#heaps.set(row.endpoint, heap)
    heap.push({ id, at: row.nextTryAt, rank: row.rank ?? 0 })
  }
}
