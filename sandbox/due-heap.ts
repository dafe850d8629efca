/** `at` decides, then `rank`, then which came first. */
export type Due = { id: string; at: number; rank: number }
type Numbered = Due & { number: number }

/** What falls due, soonest first; adding and taking look at few of the others. */
export class DueHeap {
  #heap: Numbered[] = []
  #number = 0

  get size(): number {
    return this.#heap.length
  }

  peek(): Due | undefined {
    return this.#heap[0]
  }

  push(due: Due): void {
    const added = { ...due, number: (this.#number += 1) }
    let at = this.#heap.length
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = this.#heap[parent]
      if (!above || !before(added, above)) break
      this.#heap[at] = above
      at = parent
    }
    this.#heap[at] = added
  }

  pop(): Due | undefined {
    const [first] = this.#heap
    const last = this.#heap.pop()
    if (last && this.#heap.length > 0) this.#sink(last)
    return first
  }

  #sink(moved: Numbered): void {
    const heap = this.#heap
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      const right = heap[left + 1]
      const child = right && before(right, heap[left] ?? right) ? left + 1 : left
      const below = heap[child]
      if (!below || !before(below, moved)) break
      heap[at] = below
      at = child
    }
    heap[at] = moved
  }
}

function before(one: Numbered, other: Numbered): boolean {
  return (one.at - other.at || one.rank - other.rank || one.number - other.number) < 0
}
