import { LogFile } from './log-file'
import type { TableName, Tables } from './tables'

/** An empty id with null empties the whole table. */
type Write = [table: TableName, id: string, value: unknown]
/**
 * Rows are numbered as they enter, so that one whose removal is undone finds its place again. `length` is what the row
 * takes up in the log, 0 before it is there.
 */
type Row = { number: number; value: unknown; length: number }
/** One write: the row before and after it. `rows` is a table before it was emptied. */
type Undo = {
  table: TableName
  id: string
  before: Row | undefined
  after: Row | undefined
  rows: Map<string, Row> | undefined
}
/** Told of every row that changes, also back; null stands for the whole table. */
type Watcher = (id: string | null) => void

const COMPACT_AFTER_BYTES = 16 * 1024 * 1024
const WRITES_PER_LINE = 200

/** A world's memory: tables in insertion order, each outermost transaction one line of the log. */
export class Store {
  readonly #log: LogFile
  #tables = new Map<TableName, Map<string, Row>>()
  #watchers = new Map<TableName, Watcher[]>()
  #number = 0
  #writes: Write[] = []
  #undo: Undo[] = []
  #depth = 0
  #revision = 0
  /** How much of the log is about rows that have changed or gone since. */
  #outdated = 0

  /** @throws DataProblem when the file is damaged anywhere but in its last, unfinished line. */
  constructor(path: string) {
    this.#log = new LogFile(path)
    const lines = this.#log.read()
    for (const line of lines) for (const write of JSON.parse(line) as Write[]) this.#apply(write)
    if (lines.length > 1) this.#tryToCompact()
  }

  get<T extends TableName>(table: T, id: string): Readonly<Tables[T]> | undefined {
    // Rows enter through `put`, which is typed, or through the log, which `put` wrote.
    return this.#rows(table).get(id)?.value as Tables[T] | undefined
  }

  /** Oldest first. */
  all<T extends TableName>(table: T): Readonly<Tables[T]>[] {
    return Array.from(this.#rows(table).values(), ({ value }) => value) as Tables[T][]
  }

  /** The ids of a table, oldest first, as far as they are asked for. */
  ids(table: TableName): IterableIterator<string> {
    return this.#rows(table).keys()
  }

  /** Where a row stands in its table: greater means younger. */
  position(table: TableName, id: string): number {
    return this.#rows(table).get(id)?.number ?? Infinity
  }

  /** For what is derived from a table and has to follow it. */
  watch(table: TableName, watcher: Watcher): void {
    this.#watchers.set(table, [...(this.#watchers.get(table) ?? []), watcher])
  }

  count(table: TableName): number {
    return this.#rows(table).size
  }

  put<T extends TableName>(table: T, id: string, value: Tables[T]): void {
    this.#write([table, id, freeze(value)])
  }

  remove(table: TableName, id: string): void {
    if (this.#rows(table).has(id)) this.#write([table, id, null])
  }

  clear(table: TableName): void {
    if (this.#rows(table).size > 0) this.#write([table, '', null])
  }

  clearAllBut(kept: readonly TableName[]): void {
    for (const table of this.#tables.keys()) if (!kept.includes(table)) this.clear(table)
  }

  /** Counts the changes since the world was opened. */
  get revision(): number {
    return this.#revision
  }

  /** What this transaction has written so far. */
  written(): { table: TableName; id: string }[] {
    return this.#writes.map(([table, id]) => ({ table, id }))
  }

  /** Runs `work` as a whole: when it throws, nothing of it remains. A nested one undoes only its own part. */
  transaction<Result>(work: () => Result): Result {
    const writes = this.#writes.length
    const undo = this.#undo.length
    this.#depth += 1
    try {
      const result = work()
      if (this.#depth === 1) this.#commit()
      return result
    } catch (error) {
      this.#rollBack(writes, undo)
      throw error
    } finally {
      this.#depth -= 1
    }
  }

  #commit(): void {
    if (this.#writes.length > 0) {
      this.#revision += 1
      const texts = this.#writes.map((write) => JSON.stringify(write))
      this.#log.append(`[${texts.join(',')}]`)
      this.#undo.forEach((write, index) => this.#weigh(write, texts[index]?.length ?? 0))
    }
    this.#writes = []
    this.#undo = []
    // Rewriting takes as long as there is data, so it has to be worth it: half of the file is outdated.
    if (this.#outdated * 2 > this.#log.size + COMPACT_AFTER_BYTES) this.#tryToCompact()
  }

  #weigh({ before, after, rows }: Undo, length: number): void {
    if (after) after.length = length
    else this.#outdated += length
    this.#outdated += before?.length ?? 0
    for (const row of rows?.values() ?? []) this.#outdated += row.length
  }

  /** Everything is written already; a full disk here costs only the saving, and a later one tries again. */
  #tryToCompact(): void {
    try {
      this.#compact()
    } catch {
      this.#outdated = 0
    }
  }

  #rollBack(writes: number, undo: number): void {
    const misplaced = new Set<TableName>()
    for (const { table, id, before, rows } of this.#undo.slice(undo).reverse()) {
      if (rows) this.#tables.set(table, rows)
      else if (!before) this.#rows(table).delete(id)
      else {
        if (!this.#rows(table).has(id)) misplaced.add(table)
        this.#rows(table).set(id, before)
      }
      this.#tell(table, rows ? null : id)
    }
    for (const table of misplaced) this.#tables.set(table, inOrder(this.#rows(table)))
    this.#writes.length = writes
    this.#undo.length = undo
  }

  #write(write: Write): void {
    if (this.#depth === 0) throw new Error('Writes belong inside a transaction.')
    const [table, id, value] = write
    const rows = this.#rows(table)
    const before = rows.get(id)
    this.#writes.push(write)
    this.#apply(write)
    const emptied = value === null && id === '' ? rows : undefined
    this.#undo.push({ table, id, before, after: this.#rows(table).get(id), rows: emptied })
  }

  #apply([table, id, value]: Write): void {
    const rows = this.#rows(table)
    if (value === null && id === '') this.#tables.set(table, new Map())
    else if (value === null) rows.delete(id)
    else rows.set(id, { number: rows.get(id)?.number ?? (this.#number += 1), value: freeze(value), length: 0 })
    this.#tell(table, id === '' ? null : id)
  }

  #tell(table: TableName, id: string | null): void {
    for (const watcher of this.#watchers.get(table) ?? []) watcher(id)
  }

  #rows(table: TableName): Map<string, Row> {
    const rows = this.#tables.get(table) ?? new Map<string, Row>()
    this.#tables.set(table, rows)
    return rows
  }

  #compact(): void {
    const texts = [...this.#tables].flatMap(([table, rows]) =>
      Array.from(rows, ([id, row]) => {
        const text = JSON.stringify([table, id, row.value] satisfies Write)
        row.length = text.length
        return text
      }),
    )
    const lines: string[] = []
    for (let at = 0; at < texts.length; at += WRITES_PER_LINE) {
      lines.push(`[${texts.slice(at, at + WRITES_PER_LINE).join(',')}]`)
    }
    this.#log.replace(lines)
    this.#outdated = 0
  }
}

function inOrder(rows: Map<string, Row>): Map<string, Row> {
  return new Map([...rows].sort(([, one], [, other]) => one.number - other.number))
}

/** A row is replaced, never edited in place: an edit would escape the log. */
function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const member of Object.values(value)) freeze(member)
  return Object.freeze(value)
}
