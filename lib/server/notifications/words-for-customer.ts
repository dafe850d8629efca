import 'server-only'
import { deadlineOf, goodsOf, methodOf, momentOf, moneyOf } from './name-things'
import type { PaymentInNews } from './store'
import type { Words } from './write-mail'

/** The money has come in. */
export function receipt(payment: PaymentInNews): Words {
  const charged = moneyOf(payment, payment.amountReceived ?? payment.amount)
  const isPart = payment.amountReceived !== null && payment.amountReceived < payment.amount
  const rest = isPart ? ` The rest of the ${moneyOf(payment, payment.amount)} that was reserved is released.` : ''
  const when = payment.paidAt ? [{ name: 'Paid', value: momentOf(payment.paidAt) }] : []
  return {
    title: `Your receipt for ${goodsOf(payment)}`,
    lead: `You were charged ${charged}. Thank you!${rest}`,
    facts: [{ name: 'Amount', value: charged }, { name: 'Payment method', value: methodOf(payment) }, ...when],
  }
}

/** An amount is reserved. */
export function holdPlaced(payment: PaymentInNews): Words {
  const held = moneyOf(payment, payment.amount)
  return {
    title: `Reserved, not charged: ${held} for ${goodsOf(payment)}`,
    lead: `Reserved, not charged. It will be charged before you ride, by ${deadlineOf(payment)}; otherwise it is released.`,
    facts: [
      { name: 'Reserved', value: held },
      { name: 'Payment method', value: methodOf(payment) },
    ],
  }
}

/** What was reserved is free again. */
export function holdReleased(payment: PaymentInNews): Words {
  const held = moneyOf(payment, payment.amount)
  return {
    title: `Released, not charged: ${held} for ${goodsOf(payment)}`,
    lead: `Nothing was charged. The ${held} that we had reserved is released.`,
    facts: [
      { name: 'Released', value: held },
      { name: 'Payment method', value: methodOf(payment) },
    ],
  }
}

/** Money is on its way back. `amount` is in minor units of the payment’s currency. */
export function refundMade(payment: PaymentInNews, amount: number): Words {
  const refunded = moneyOf(payment, amount)
  return {
    title: `Your refund of ${refunded} for ${goodsOf(payment)}`,
    lead: `We are giving you ${refunded} back. It can take up to 14 days until you see it.`,
    facts: [
      { name: 'Refund', value: refunded },
      { name: 'Goes to', value: methodOf(payment) },
    ],
  }
}

/** A refund ended without reaching the customer. `amount` as above. */
export function refundFailed(payment: PaymentInNews, amount: number): Words {
  const refunded = moneyOf(payment, amount)
  return {
    title: `Your refund of ${refunded} for ${goodsOf(payment)} didn’t arrive`,
    lead: `The ${refunded} has not reached you: we could not send it back that way. We’ll be in touch about another one, and you don’t have to do anything.`,
    facts: [{ name: 'Refund', value: refunded }],
  }
}
