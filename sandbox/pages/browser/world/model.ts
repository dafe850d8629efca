import type { WorldSummary } from '../../../control-types'
import type { WorldView } from '../../../view-types'

/** Everything the page shows. Views are functions of this and of nothing else. */
export type Model = {
  /** null until the sandbox has answered for the first time. */
  worlds: WorldSummary[] | null
  summary: WorldSummary | null
  world: WorldView | null
  /** What `world` was read for: its rows are those of this section. */
  read: Place | null
  /** Why the last refresh did not work. What was read before stays on screen. */
  unreachable: string | null
  /** What the sandbox refused to do. */
  refused: string | null
  /** The action under way, as written on its button. */
  busy: string | null
  section: string
  openId: string | null
  /** How many rows a table shows. */
  rows: number
}
export type Place = Pick<Model, 'section' | 'openId' | 'rows'>

export const ROWS = 100

export const initialModel = (): Model => ({
  worlds: null,
  summary: null,
  world: null,
  read: null,
  unreachable: null,
  refused: null,
  busy: null,
  section: 'requests',
  openId: null,
  rows: ROWS,
})

/** The fields a row of any collection may have. Later collections need no change here to be shown. */
export type StripeObject = {
  id: string
  object?: string
  created?: number
  status?: string | null
  amount?: number
  amount_capturable?: number
  amount_captured?: number
  amount_refunded?: number
  disputed?: boolean
  currency?: string | null
}

/** In which section an id is found, by its prefix; undefined for what the page does not show. */
export function sectionOf(id: string): string | undefined {
  const [, prefix] = /^([a-z]+)_(?:test_)?[A-Za-z0-9]{10,}$/.exec(id) ?? []
  return prefix === undefined ? undefined : SECTIONS.get(prefix)
}

const SECTIONS = new Map([
  ['ch', 'charges'],
  ['cs', 'checkout_sessions'],
  ['cus', 'customers'],
  ['du', 'disputes'],
  ['evt', 'events'],
  ['in', 'invoices'],
  ['inpay', 'invoice_payments'],
  ['mandate', 'mandates'],
  ['pi', 'payment_intents'],
  ['pm', 'payment_methods'],
  ['price', 'prices'],
  ['prod', 'products'],
  ['py', 'charges'],
  ['pyr', 'refunds'],
  ['re', 'refunds'],
  ['req', 'requests'],
  ['setatt', 'setup_attempts'],
  ['seti', 'setup_intents'],
  ['sub', 'subscriptions'],
  ['txn', 'balance_transactions'],
  ['we', 'endpoints'],
])
