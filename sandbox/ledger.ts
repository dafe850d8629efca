import type Stripe from 'stripe'
import type { BalanceTotals } from './control-types'
import { emitChange } from './events'
import { newId } from './ids'
import type { World } from './world'

type Charge = Readonly<Stripe.Charge>
type BalanceTransaction = Readonly<Stripe.BalanceTransaction>

const DAY_SECONDS = 86_400

/** Writes the money of a succeeded charge to the balance. Answers the charge, which now names the transaction. */
export function book(world: World, charge: Charge): Stripe.Charge {
  const transaction = newTransaction(world, charge)
  const booked = { ...charge, balance_transaction: transaction.id }
  world.store.put('balance_transactions', transaction.id, transaction)
  world.store.put('charges', charge.id, booked)
  return booked
}

/** Does so some time after the charge, as with `capture_method=automatic_async`; `charge.updated` tells of it. */
export function bookLate(world: World, id: string): void {
  const charge = world.store.get('charges', id)
  if (!charge || charge.balance_transaction !== null) return
  emitChange(world, 'charge.updated', { object: book(world, charge), previous: { balance_transaction: null } })
}

/** A transaction as of now: what is pending becomes available by the clock alone, without an event. */
export function shownTransaction(world: World, row: BalanceTransaction): Stripe.BalanceTransaction {
  return { ...row, status: row.available_on <= world.now() ? 'available' : 'pending' }
}

/** What all transactions add up to, per currency, in minor units. */
export function balanceTotals(world: World): BalanceTotals {
  const totals: BalanceTotals = {}
  for (const { currency, amount, fee, net } of world.store.all('balance_transactions')) {
    const sum = totals[currency] ?? { amount: 0, fee: 0, net: 0 }
    totals[currency] = { amount: sum.amount + amount, fee: sum.fee + fee, net: sum.net + net }
  }
  return totals
}

/** Kept in the currency of the charge; Stripe would convert to one the account can be paid out in. */
function newTransaction(world: World, { id, amount, currency, description }: Charge): Stripe.BalanceTransaction {
  const { feeBasisPoints, feeFixed, availableDays } = world.settings
  const fee = Math.round((amount * feeBasisPoints) / 10_000) + feeFixed
  return {
    id: newId('balanceTransaction'),
    object: 'balance_transaction',
    amount,
    available_on: world.now() + availableDays * DAY_SECONDS,
    balance_type: 'payments',
    created: world.now(),
    currency,
    description,
    exchange_rate: null,
    fee,
    fee_details: [
      { amount: fee, application: null, currency, description: 'Stripe processing fees', type: 'stripe_fee' },
    ],
    net: amount - fee,
    reporting_category: 'charge',
    source: id,
    status: 'pending',
    type: 'payment',
  }
}
