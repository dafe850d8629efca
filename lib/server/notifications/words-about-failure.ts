import 'server-only'
import { explain } from '@/lib/domain/error-catalogue'
import { nextTryOf } from '@/lib/domain/retry-schedule'
import { chargedKind } from '@/lib/domain/saved-kind'
import { goodsOf, momentOf, moneyOf } from './name-things'
import type { PaymentInNews } from './store'
import type { Words } from './write-mail'

/** A charge was declined while its customer was away, and may be tried again. */
export function chargeFailed(payment: PaymentInNews): Words {
  const nextTryAt = nextTryOf(payment)
  const next = nextTryAt
    ? `You can pay it now; otherwise we’ll try again on ${momentOf(nextTryAt)}.`
    : 'We won’t try again by ourselves. Please pay it now.'
  return {
    title: `Action needed: we couldn’t charge ${chargedKind(typeOf(payment))} for ${goodsOf(payment)}`,
    lead: `${reasonOf(payment)} ${next}`,
    facts: [
      { name: 'Amount', value: moneyOf(payment, payment.amount) },
      { name: 'Next try', value: nextTryAt ? momentOf(nextTryAt) : 'None' },
    ],
  }
}

/** The last try was declined as well. */
export function chargeGivenUp(payment: PaymentInNews): Words {
  return {
    title: `Action needed: we still couldn’t charge ${chargedKind(typeOf(payment))} for ${goodsOf(payment)}`,
    lead: `${reasonOf(payment)} This was our last try. Please pay it now.`,
    facts: [
      { name: 'Amount', value: moneyOf(payment, payment.amount) },
      { name: 'Next try', value: 'None' },
    ],
  }
}

// First that nothing was charged, then why.
function reasonOf(payment: PaymentInNews): string {
  return explain(payment.errorCode, { movedMoney: false, methodType: typeOf(payment) }).customer
}

// An invoice may be charged without one that is known here.
function typeOf({ recovery, methodType }: PaymentInNews): string {
  return recovery?.paymentMethod?.type ?? methodType ?? 'unknown'
}
