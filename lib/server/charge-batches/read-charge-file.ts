import 'server-only'
import { type CsvError, parse } from 'csv-parse/sync'
import { LINES_AT_MOST } from '@/lib/domain/charge-batch'
import { AppError } from '@/lib/domain/errors'
import type { Entry } from './check-entries'

const COLUMNS = ['customer', 'amount', 'currency', 'description', 'reference'] as const
type Column = (typeof COLUMNS)[number]

// Under other names of theirs, merchants' programs export the same.
const SYNONYMS: Record<string, Column> = { customer_email: 'customer', customer_id: 'customer', email: 'customer' }

/**
 * Reads an uploaded list of charges: CSV in UTF-8, with or without a byte order mark, separated by commas or semicolons
 * (RFC 4180). A line that can't be read becomes an entry that says so, and keeps no other from being read. Throws
 * `file_unreadable`, `file_columns_wrong`, `file_without_lines`, `too_many_lines` where there is nothing to go on with.
 */
export function readChargeFile(bytes: Uint8Array): Entry[] {
  // What is not UTF-8 becomes U+FFFD, and its line is told so. UTF-16 and pictures are nothing of the kind.
  const text = new TextDecoder('utf-8').decode(bytes)
  if (text.includes('\0')) throw new AppError('file_unreadable', 'The file is not text in UTF-8.')
  // Files that were put together may end their lines in several ways.
  const [head, ...rows] = parseRows(text.replaceAll(/\r\n?/g, '\n'))
  if (!head) throw new AppError('file_without_lines', 'The file is empty.')
  const columns = columnsOf(head.fields)
  if (rows.length === 0) throw new AppError('file_without_lines', 'There is no charge in the file.')
  if (rows.length > LINES_AT_MOST)
    throw new AppError('too_many_lines', `The file has more than ${LINES_AT_MOST} lines.`)
  return rows.map((row) => entryOf(row, columns))
}

type Row = { line: number; fields: string[]; isBroken: boolean }

function parseRows(text: string): Row[] {
  const rows: Row[] = []
  let faults = 0
  const broken = (error: CsvError | undefined) => {
    // A quotation mark that is never closed swallows the rest: that begins after the last line that could be read.
    const line = error?.code === 'CSV_QUOTE_NOT_CLOSED' ? (rows.at(-1)?.line ?? 0) + 1 : Number(error?.lines ?? 0)
    // Each one takes its time, during which nobody else is answered.
    if (++faults > LINES_AT_MOST) throw new AppError('file_unreadable', 'The file is broken in too many places.')
    // A line with several mistakes is told of several times.
    if (rows.at(-1)?.line !== line) rows.push({ line, fields: [], isBroken: true })
    return undefined
  }
  const onRecord = (written: string[], { lines }: { lines: number }) => {
    // Told is the line on which a record ends.
    const breaks = written.join('').split('\n').length - 1
    rows.push({ line: lines - breaks, fields: written.map((one) => one.trim()), isBroken: false })
    return null
  }
  parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    record_delimiter: '\n',
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    trim: true,
    max_record_size: 100_000,
    to: LINES_AT_MOST + 2,
    on_record: onRecord,
    on_skip: broken,
  })
  return rows
}

// Spreadsheets of countries that write decimals with a comma separate by semicolons.
function delimiterOf(text: string): ',' | ';' {
  const [head = ''] = text.split('\n', 1)
  return head.includes(';') && !head.includes(',') ? ';' : ','
}

/** The columns in the file's own order. */
function columnsOf(names: string[]): Column[] {
  const columns = names.map((name) => {
    const known = name.toLowerCase().replaceAll(/[\s-]+/g, '_')
    return COLUMNS.find((column) => column === known) ?? (Object.hasOwn(SYNONYMS, known) ? SYNONYMS[known] : undefined)
  })
  const isKnown = (column: Column | undefined): column is Column => column !== undefined
  const isComplete = COLUMNS.every((column) => column === 'reference' || columns.includes(column))
  if (columns.every(isKnown) && isComplete && new Set(columns).size === columns.length) return columns
  const sentence = `The first line has to name the columns ${COLUMNS.join(', ')}; the last one may be left out.`
  throw new AppError('file_columns_wrong', sentence)
}

function entryOf({ line, fields, isBroken }: Row, columns: Column[]): Entry {
  const field = (column: Column) => fields[columns.indexOf(column)] ?? ''
  const written = {
    line,
    who: field('customer'),
    typedAmount: field('amount'),
    currency: field('currency').toLowerCase(),
    description: field('description'),
    reference: field('reference'),
  }
  if (isBroken) return { ...written, fault: 'unreadable' }
  if (fields.length !== columns.length) return { ...written, fault: 'wrong_columns' }
  return { ...written, fault: fields.some((one) => one.includes('\uFFFD')) ? 'not_utf8' : null }
}
