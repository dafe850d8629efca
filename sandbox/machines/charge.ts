import type Stripe from 'stripe'
import { type Allowed, IllegalStep, mustAllow } from './allowed'

type Charge = Readonly<Stripe.Charge>

/** `held`: the money is set aside; `released`: it was, and is the customer's again. */
export type ChargeState = 'failed' | 'held' | 'released' | 'captured'

/** Everything that can happen to a charge once it exists. Amounts are minor units. */
export type ChargeCommand =
  | { do: 'book'; transaction: string }
  | { do: 'capture'; amount: number; transaction: string }
  | { do: 'release'; told: 'charge.expired' | 'charge.refunded' }
  | { do: 'refund'; amount: number }
  | { do: 'take_back'; amount: number }
  | { do: 'contest' }
export type ChargeChange = { charge: Stripe.Charge; event: Stripe.Event.Type | null }

const ALLOWED: Allowed<ChargeCommand['do'], ChargeState> = {
  book: ['captured'],
  capture: ['held'],
  release: ['held'],
  refund: ['captured'],
  take_back: ['captured'],
  contest: ['captured'],
}

/**
 * The money of one payment (docs.stripe.com/api/charges/object). `book`: it reaches the balance; `take_back`: a refund
 * failed; `contest`: a dispute begins. Never more is given back than was taken. Pure. @throws IllegalStep
 */
export function changeCharge(before: Charge, command: ChargeCommand): ChargeChange {
  mustAllow(ALLOWED, command, stateOfCharge(before))
  switch (command.do) {
    case 'book':
      return changed(booked(before, command.transaction), 'charge.updated')
    case 'capture':
      return changed(captured(before, command), 'charge.captured')
    case 'release':
      return changed({ ...before, amount_refunded: before.amount, refunded: true }, command.told)
    case 'refund':
      return changed(refunded(before, command.amount), 'charge.refunded')
    case 'take_back':
      // No event of the charge is documented for this; those of the refund tell of it.
      return changed(refunded(before, -command.amount), null)
    case 'contest':
      if (before.disputed) throw new IllegalStep('contest twice')
      return changed({ ...before, disputed: true }, null)
  }
}

export function stateOfCharge({ status, captured, refunded }: Charge): ChargeState {
  if (status !== 'succeeded') return 'failed'
  if (captured) return 'captured'
  return refunded ? 'released' : 'held'
}

/** What is left of a charge: refunds that are pending or succeeded are gone, a failed one came back. */
export function unrefunded({ amount, amount_refunded: refunded }: Charge): number {
  return amount - refunded
}

function booked(before: Charge, transaction: string): Stripe.Charge {
  if (before.balance_transaction !== null) throw new IllegalStep('book twice')
  return { ...before, balance_transaction: transaction }
}

/** Once: what is not taken counts as refunded, as recorded for cards. */
function captured(before: Charge, { amount, transaction }: Extract<ChargeCommand, { do: 'capture' }>): Stripe.Charge {
  mustBeWithin(amount, 1, before.amount)
  return {
    ...before,
    amount_captured: amount,
    amount_refunded: before.amount - amount,
    balance_transaction: transaction,
    captured: true,
  }
}

function refunded(before: Charge, amount: number): Stripe.Charge {
  const total = before.amount_refunded + amount
  mustBeWithin(total, before.amount - before.amount_captured, before.amount)
  return { ...before, amount_refunded: total, refunded: total === before.amount }
}

function mustBeWithin(amount: number, least: number, most: number): void {
  if (amount < least || amount > most) throw new IllegalStep(`${amount} is not within ${least} and ${most}`)
}

function changed(charge: Stripe.Charge, event: ChargeChange['event']): ChargeChange {
  return { charge, event }
}
