import type Stripe from 'stripe'
import { z } from 'zod'
import { closeDispute } from './resources/dispute-outcome'
import { DISPUTE_REASONS, openDispute } from './resources/new-dispute'
import { makeRefund } from './resources/new-refund'
import { capturePayment } from './resources/payment-capture'
import { failRefund, succeedRefund } from './resources/refund-outcome'
import { chargeNamed } from './resources/refundable'
import { REFUND_REASONS } from './resources/refunds'
import { noSuch } from './wire/errors'
import type { World } from './world'

/** A PaymentIntent or its charge. */
const payment = z.string().regex(/^(pi|py|ch)_/)
const refund = z.string().regex(/^(re|pyr)_/)
const amount = z.int().min(1).exactOptional()

/** What people do with money outside of the API. Amounts are minor units; without one, all that is left. */
export const moneyActions = [
  /** Takes money that is held; the rest is released. */
  z.strictObject({ capture: z.string().startsWith('pi_'), amount }),
  z.strictObject({ refund: payment, amount, reason: z.enum(REFUND_REASONS).exactOptional() }),
  /** The refund arrives at the customer's now. */
  z.strictObject({ settleRefund: refund }),
  /** It comes back, even after it had arrived. */
  z.strictObject({ failRefund: refund }),
  /** At Amazon (a chargeback of the card behind it, or an A-to-z claim) or at the bank of a card. */
  z.strictObject({
    dispute: payment,
    kind: z.enum(['chargeback', 'claim']).exactOptional(),
    amount,
    reason: z.enum(DISPUTE_REASONS).exactOptional(),
  }),
  z.strictObject({ decideDispute: z.string().startsWith('du_'), as: z.enum(['won', 'lost']) }),
] as const
export type MoneyAction = z.infer<(typeof moneyActions)[number]>

/** Answers the id of what was made or changed. @throws StripeError 400 when it cannot be done. */
export function actOnMoney(world: World, action: MoneyAction): string {
  if ('capture' in action) return capture(world, action.capture, action.amount)
  if ('refund' in action) return makeRefund(world, paid(world, action.refund), action).id
  if ('dispute' in action) return openDispute(world, paid(world, action.dispute), action).id
  if ('settleRefund' in action) return settle(world, action.settleRefund)
  if ('failRefund' in action) return fail(world, action.failRefund)
  return decide(world, action.decideDispute, action.as)
}

function paid(world: World, id: string): Readonly<Stripe.Charge> {
  return chargeNamed(world, id.startsWith('pi_') ? { payment_intent: id } : { charge: id })
}

function capture(world: World, id: string, taken: number | undefined): string {
  const held = world.store.get('payment_intents', id)
  if (!held) throw noSuch('payment_intent', id, { param: 'id' })
  return capturePayment(world, held, taken).id
}

function settle(world: World, id: string): string {
  succeedRefund(world, refundNamed(world, id))
  return id
}

function fail(world: World, id: string): string {
  failRefund(world, refundNamed(world, id))
  return id
}

function decide(world: World, id: string, as: 'won' | 'lost'): string {
  const dispute = world.store.get('disputes', id)
  if (!dispute) throw noSuch('dispute', id, { param: 'id' })
  return closeDispute(world, dispute, as).id
}

function refundNamed(world: World, id: string): Readonly<Stripe.Refund> {
  const found = world.store.get('refunds', id)
  if (found) return found
  throw noSuch('refund', id, { param: 'id' })
}
