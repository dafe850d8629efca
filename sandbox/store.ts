import { LogFile } from './log-file'
import type { TableName, Tables } from './tables'

/** An empty id with null empties the whole table. */
type Write = [table: TableName, id: string, value: unknown]
/** `next` followed a row that was removed; `rows` is a table before it was emptied. */
type Undo = { table: TableName; id: string; before: unknown; next?: string | undefined; rows?: Map<string, unknown> }

const COMPACT_AFTER_BYTES = 16 * 1024 * 1024
const WRITES_PER_LINE = 200

/** A world's memory: tables in insertion order, each outermost transaction one line of the log. */
export class Store {
  readonly #log: LogFile
  #tables = new Map<TableName, Map<string, unknown>>()
  #writes: Write[] = []
  #undo: Undo[] = []
  #depth = 0
  #compactedSize = 0

  /** @throws DataProblem when the file is damaged anywhere but in its last, unfinished line. */
  constructor(path: string) {
    this.#log = new LogFile(path)
    const lines = this.#log.read()
    for (const line of lines) for (const write of JSON.parse(line) as Write[]) this.#apply(write)
    if (lines.length > 1) this.#tryToCompact()
    this.#compactedSize = this.#log.size
  }

  get<T extends TableName>(table: T, id: string): Readonly<Tables[T]> | undefined {
    // Rows enter through `put`, which is typed, or through the log, which `put` wrote.
    return this.#rows(table).get(id) as Tables[T] | undefined
  }

  /** Oldest first. */
  all<T extends TableName>(table: T): Readonly<Tables[T]>[] {
    return [...this.#rows(table).values()] as Tables[T][]
  }

  /** The oldest row, found without looking at the others. */
  first<T extends TableName>(table: T): Readonly<Tables[T]> | undefined {
    const [row] = this.#rows(table).values()
    return row as Tables[T] | undefined
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
    if (this.#writes.length > 0) this.#log.append(JSON.stringify(this.#writes))
    this.#writes = []
    this.#undo = []
    if (this.#log.size > this.#compactedSize * 2 + COMPACT_AFTER_BYTES) this.#tryToCompact()
  }

  /** Everything is written already; a full disk here costs only the saving, and a later one tries again. */
  #tryToCompact(): void {
    try {
      this.#compact()
    } catch {
      this.#compactedSize = this.#log.size
    }
  }

  #rollBack(writes: number, undo: number): void {
    for (const { table, id, before, next, rows } of this.#undo.slice(undo).reverse()) {
      if (rows) this.#tables.set(table, rows)
      else if (next !== undefined) this.#tables.set(table, withRow(this.#rows(table), [id, before], next))
      else this.#set(table, id, before)
    }
    this.#writes.length = writes
    this.#undo.length = undo
  }

  #write(write: Write): void {
    if (this.#depth === 0) throw new Error('Writes belong inside a transaction.')
    const [table, id, value] = write
    const rows = this.#rows(table)
    if (value === null && id === '') this.#undo.push({ table, id, before: null, rows })
    // Putting a removed row back would move it to the end, so a removal remembers its place as well.
    else
      this.#undo.push({ table, id, before: rows.get(id) ?? null, next: value === null ? after(rows, id) : undefined })
    this.#writes.push(write)
    this.#apply(write)
  }

  #apply([table, id, value]: Write): void {
    this.#set(table, id, value === null ? null : freeze(value))
  }

  #set(table: TableName, id: string, value: unknown): void {
    if (value === null && id === '') this.#tables.set(table, new Map())
    else if (value === null) this.#rows(table).delete(id)
    else this.#rows(table).set(id, value)
  }

  #rows(table: TableName): Map<string, unknown> {
    const rows = this.#tables.get(table) ?? new Map<string, unknown>()
    this.#tables.set(table, rows)
    return rows
  }

  #compact(): void {
    const writes = [...this.#tables].flatMap(([table, rows]) =>
      [...rows].map(([id, value]): Write => [table, id, value]),
    )
    const lines: string[] = []
    for (let at = 0; at < writes.length; at += WRITES_PER_LINE) {
      lines.push(JSON.stringify(writes.slice(at, at + WRITES_PER_LINE)))
    }
    this.#log.replace(lines)
    this.#compactedSize = this.#log.size
  }
}

/** The key that follows `id`; undefined when it is the last. */
function after(rows: Map<string, unknown>, id: string): string | undefined {
  let found = false
  for (const key of rows.keys()) {
    if (found) return key
    found = key === id
  }
  return undefined
}

function withRow(rows: Map<string, unknown>, row: [string, unknown], next: string): Map<string, unknown> {
  return new Map([...rows].flatMap((each) => (each[0] === next ? [row, each] : [each])))
}

/** A row is replaced, never edited in place: an edit would escape the log. */
function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const member of Object.values(value)) freeze(member)
  return Object.freeze(value)
}
