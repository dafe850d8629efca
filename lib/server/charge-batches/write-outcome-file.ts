import 'server-only'
import type { ChargeBatchLineDto } from '@/lib/contracts/charge-batches'
import { requireMerchant, type Viewer } from '../auth/session'
import { toChargeBatchLineDto } from './dto'
import { findBatch, listLines } from './store'
import { LINES_AT_MOST } from '@/lib/domain/charge-batch'

const HEAD = [
  'line',
  'customer',
  'amount',
  'currency',
  'description',
  'reference',
  'outcome',
  'reason',
  'payment',
  'stripe_payment_intent',
  'next_try',
]

/**
 * What became of every line, as CSV in UTF-8 with a byte order mark, by which spreadsheets know it (RFC 4180). Null when there
 * is no such list. For the merchant's people only.
 */
export async function writeOutcomeFile(id: string, viewer: Viewer): Promise<string | null> {
  requireMerchant(viewer)
  if (!(await findBatch(id))) return null
  const lines = (await listLines(id, { outcome: null, after: 0, limit: LINES_AT_MOST })).map(toChargeBatchLineDto)
  return `\uFEFF${[HEAD, ...lines.map(cellsOf)].map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`
}

function cellsOf(line: ChargeBatchLineDto): string[] {
  const { who, typedAmount, currency, description, reference, outcome, problems, reason } = line
  const why = reason ?? problems.join(' ')
  const ids = [line.paymentId ?? '', line.stripePaymentIntentId ?? '']
  return [
    String(line.line),
    who,
    typedAmount,
    currency,
    description,
    reference ?? '',
    outcome,
    why,
    ...ids,
    line.nextTryAt ?? '',
  ]
}

// What customers or files say may begin as a formula does; an apostrophe before it makes a spreadsheet take it for text.
function quoted(cell: string): string {
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return `"${text.replaceAll('"', '""')}"`
}
