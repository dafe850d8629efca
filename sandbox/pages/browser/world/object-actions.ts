import { button, el, type Child } from './dom'
import type { StripeObject } from './model'

type Row = StripeObject & { customer?: unknown }

/** What a merchant can do to an object in the Dashboard, or a customer at Amazon; nothing for most. */
export function objectActions(row: Row): Child {
  const buttons = actionsFor(row)
  return buttons.length > 0 && el('p', { class: 'actions', 'data-key': `actions:${row.id}` }, ...buttons)
}

function actionsFor(row: Row): HTMLElement[] {
  switch (row.object) {
    case 'customer':
      return [act('Delete this customer', { deleteCustomer: row.id })]
    case 'payment_method':
      if (!row.customer) return []
      return [act('Detach', { detachPaymentMethod: row.id }), act('Revoke at Amazon', { revokeMandate: row.id })]
    case 'mandate':
      return row.status === 'active' ? [act('Revoke at Amazon', { revokeMandate: row.id })] : []
    case 'payment_intent':
      return ofPaymentIntent(row)
    case 'charge':
      return ofCharge(row)
    case 'refund':
      return ofRefund(row)
    case 'dispute':
      return ofDispute(row)
    default:
      return []
  }
}

function ofPaymentIntent(row: Row): HTMLElement[] {
  const cancel = act('Cancel', { cancelPaymentIntent: row.id })
  if (row.status === 'requires_capture') {
    return [
      act('Capture', { capture: row.id }),
      act('Capture half', { capture: row.id, ...half(row.amount_capturable) }),
      cancel,
    ]
  }
  return CANCELABLE.has(row.status ?? '') ? [cancel] : []
}

/** A charge that only holds money is captured or canceled where its PaymentIntent is. */
function ofCharge(row: Row): HTMLElement[] {
  const left = (row.amount ?? 0) - (row.amount_refunded ?? 0)
  if (!row.amount_captured || row.status !== 'succeeded' || left === 0) return []
  const refunds = [act('Refund', { refund: row.id }), act('Refund half', { refund: row.id, ...half(left) })]
  if (row.disputed) return refunds
  const contest = (label: string, kind: string) => act(label, { dispute: row.id, kind })
  return [
    ...refunds,
    contest('Contest with a chargeback', 'chargeback'),
    contest('Contest with an A-to-z claim', 'claim'),
  ]
}

function ofRefund(row: Row): HTMLElement[] {
  const fail = act('Let it fail', { failRefund: row.id })
  if (row.status === 'pending') return [act('Let it arrive', { settleRefund: row.id }), fail]
  return row.status === 'succeeded' ? [fail] : []
}

function ofDispute(row: Row): HTMLElement[] {
  if (row.status === 'won' || row.status === 'lost') return []
  return [
    act('Decide for the shop', { decideDispute: row.id, as: 'won' }),
    act('Decide for the customer', { decideDispute: row.id, as: 'lost' }),
  ]
}

/** `dashboard:` and what is to be done, written like a query: `refund=py_…&amount=600`. */
function act(label: string, action: Record<string, string>): HTMLElement {
  return button(label, `dashboard:${new URLSearchParams(action)}`)
}

function half(amount = 0): { amount: string } {
  return { amount: String(Math.max(1, Math.floor(amount / 2))) }
}

const CANCELABLE = new Set(['requires_payment_method', 'requires_confirmation', 'requires_action'])
