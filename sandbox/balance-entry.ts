import type Stripe from 'stripe'
import { idOf, newId } from './ids'
import type { World } from './world'

const DAY_SECONDS = 86_400

/** Money that reaches or leaves the balance, in minor units; negative leaves. */
export type Entry = {
  amount: number
  currency: string
  description: string | null
  /** The charge, refund or dispute it comes from. */
  source: string
  type: Stripe.BalanceTransaction.Type
  category: string
  /** What Stripe keeps, on top of `amount`; negative when it gives a fee back. */
  fee?: { amount: number; description: string }
  /** When it becomes available; `availableDays` from now unless given. */
  availableOn?: number
}

/** Writes one balance transaction. Kept in the currency of the charge; Stripe would convert. */
export function enter(world: World, entry: Entry): Stripe.BalanceTransaction {
  const { amount, currency, fee } = entry
  const transaction: Stripe.BalanceTransaction = {
    id: newId('balanceTransaction'),
    object: 'balance_transaction',
    amount,
    available_on: entry.availableOn ?? usuallyAvailable(world),
    balance_type: 'payments',
    created: world.now(),
    currency,
    description: entry.description,
    exchange_rate: null,
    fee: fee?.amount ?? 0,
    fee_details: fee ? [{ ...fee, application: null, currency, type: 'stripe_fee' }] : [],
    net: amount - (fee?.amount ?? 0),
    reporting_category: entry.category,
    source: entry.source,
    status: 'pending',
    type: entry.type,
  }
  world.store.put('balance_transactions', transaction.id, transaction)
  return transaction
}

/** Money that goes back the way it came is available when the charge's own is, or at once after that. */
export function availableWith(world: World, charge: Readonly<Stripe.Charge>): number {
  const booked = world.store.get('balance_transactions', idOf(charge.balance_transaction) ?? '')
  return Math.max(world.now(), booked?.available_on ?? usuallyAvailable(world))
}

function usuallyAvailable(world: World): number {
  return world.now() + world.settings.availableDays * DAY_SECONDS
}
