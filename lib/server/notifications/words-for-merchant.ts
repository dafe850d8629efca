import 'server-only'
import { formatMoney } from '@/lib/domain/money'
import { deadlineOf, goodsOf, momentOf, moneyOf } from './name-things'
import type { PaymentInNews, PaymentNews } from './store'
import type { Words } from './write-mail'

/** A hold ends within a day. */
export function holdEnding(payment: PaymentInNews): Words {
  const held = moneyOf(payment, payment.amount)
  return {
    title: `A hold ends soon: ${held} for ${goodsOf(payment)}`,
    lead: `Nothing has been charged yet. Capture it by ${deadlineOf(payment)}, or it is released.`,
    facts: [{ name: 'Reserved', value: held }],
  }
}

type Dispute = Extract<PaymentNews, { kind: 'dispute_opened' }>['dispute']

/** A customer objects, with Amazon or a bank. Its amount has a currency of its own. */
export function disputeOpened(
  payment: PaymentInNews,
  { amount, currency, reason, kind, evidenceDueBy }: Dispute,
): Words {
  const disputed = formatMoney({ amount, currency })
  const due = evidenceDueBy ? ` Evidence is taken until ${momentOf(evidenceDueBy)}.` : ''
  return {
    title: `Dispute: ${disputed} for ${goodsOf(payment)}`,
    lead: `The customer objects to having been charged.${due} The payment’s page has what there is to answer with.`,
    facts: [
      { name: 'Disputed', value: disputed },
      { name: 'Reason', value: reason.replaceAll('_', ' ') },
      ...(kind ? [{ name: 'Kind', value: kind }] : []),
    ],
  }
}
