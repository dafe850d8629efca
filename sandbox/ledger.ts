import type Stripe from 'stripe'
import { enter } from './balance-entry'
import type { BalanceTotals } from './control-types'
import { stepCharge } from './resources/charge-changes'
import { contestedByCard } from './resources/new-dispute'
import type { World } from './world'

type Charge = Readonly<Stripe.Charge>
type BalanceTransaction = Readonly<Stripe.BalanceTransaction>

/** Writes the money of a charge to the balance when it was not written at once; `charge.updated` tells of it. */
export function bookLate(world: World, id: string): void {
  const charge = world.store.get('charges', id)
  if (charge?.balance_transaction !== null) return
  stepCharge(world, id, { do: 'book', transaction: enterCharge(world, charge) })
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

/** Writes the captured money of a charge to the balance. Answers the id of its transaction. */
export function enterCharge(world: World, charge: Charge): string {
  const { id, amount_captured: amount, currency, description } = charge
  const { feeBasisPoints, feeFixed } = world.settings
  const fee = Math.round((amount * feeBasisPoints) / 10_000) + feeFixed
  contestLater(world, charge)
  const transaction = enter(world, {
    amount,
    currency,
    description,
    source: id,
    // Anything but a card is a "payment" in the balance (docs.stripe.com/reports/balance-transaction-types).
    type: charge.payment_method_details?.type === 'card' ? 'charge' : 'payment',
    category: 'charge',
    fee: { amount: fee, description: 'Stripe processing fees' },
  })
  return transaction.id
}

/** A test card may contest the charge as soon as its money is there. */
function contestLater(world: World, charge: Charge): void {
  if (contestedByCard(world, charge) === null) return
  const id = `timer_dispute_${charge.id}`
  world.setTimer({ id, dueAt: world.now() + 1, kind: 'charge.dispute', charge: charge.id })
}
