import { button, el, type Child } from './dom'
import type { StripeObject } from './model'

/** What a merchant can do to an object in the Dashboard, or a customer at Amazon; nothing for most. */
export function objectActions(row: StripeObject & { customer?: unknown }): Child {
  const buttons = actionsFor(row)
  return buttons.length > 0 && el('p', { class: 'actions', 'data-key': `actions:${row.id}` }, ...buttons)
}

function actionsFor(row: StripeObject & { customer?: unknown }): HTMLElement[] {
  const act = (label: string, action: string) => button(label, `dashboard:${action}:${row.id}`)
  switch (row.object) {
    case 'customer':
      return [act('Delete this customer', 'deleteCustomer')]
    case 'payment_method':
      if (!row.customer) return []
      return [act('Detach', 'detachPaymentMethod'), act('Revoke at Amazon', 'revokeMandate')]
    case 'mandate':
      return row.status === 'active' ? [act('Revoke at Amazon', 'revokeMandate')] : []
    case 'payment_intent':
      return CANCELABLE.has(row.status ?? '') ? [act('Cancel', 'cancelPaymentIntent')] : []
    default:
      return []
  }
}

const CANCELABLE = new Set(['requires_payment_method', 'requires_confirmation', 'requires_action'])
