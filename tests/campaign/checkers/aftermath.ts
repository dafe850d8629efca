import { type Check, check, grouped } from './findings'
import type { Evidence } from './evidence'

/** C6: whatever was paid is fulfilled once and has one receipt that was sent; nothing else is, and has. */
export function checkAftermath({ rows }: Evidence): Check[] {
  const { payments, fulfilments, mails } = rows
  const paid = payments.filter(({ status }) => status === 'succeeded')
  const receipts = mails.filter(({ kind }) => kind === 'receipt')
  const orders = new Set(paid.map(({ order_id }) => order_id))
  const subjects = new Set(paid.map(({ id }) => id))
  return [
    check('C6 each paid order was fulfilled once', missedOrRepeated(orders, fulfilments, 'order_id')),
    check('C6 each payment has one receipt', missedOrRepeated(subjects, receipts, 'subject_id')),
    check(
      'C6 every mail was sent',
      mails.filter(({ sent_at }) => sent_at === null).map(({ id }) => `mail ${id}`),
    ),
    check(
      'C6 nothing was fulfilled that is not paid',
      fulfilments.filter(({ order_id }) => !orders.has(order_id)).map(({ order_id }) => `order ${order_id}`),
    ),
    check(
      'C6 no receipt was written for what is not paid',
      receipts.filter(({ subject_id }) => !subjects.has(subject_id)).map(({ subject_id }) => `payment ${subject_id}`),
    ),
  ]
}

function missedOrRepeated<Name extends string>(ids: Set<string>, rows: Record<Name, string>[], name: Name): string[] {
  const found = grouped(rows, (row) => row[name])
  return [...ids].filter((id) => found.get(id)?.length !== 1).map((id) => `${id}: ${found.get(id)?.length ?? 0} times`)
}
