import type Stripe from 'stripe'
import { idOf } from '../ids'
import { unrefunded } from '../machines/charge'
import { StripeError, invalid, noSuch } from '../wire/errors'
import type { World } from '../world'
import { shownAmount } from './shown-amount'

type Charge = Readonly<Stripe.Charge>

const DAY_SECONDS = 86_400

/** The captured charge that a refund or a dispute is about. @throws StripeError 400 when there is none. */
export function chargeNamed(world: World, named: { payment_intent?: string; charge?: string }): Charge {
  if (named.payment_intent === undefined && named.charge === undefined) throw invalid(NOTHING_NAMED)
  const charge = named.charge === undefined ? null : existing(world, named.charge)
  const intent = named.payment_intent ?? idOf(charge?.payment_intent) ?? ''
  const own = chargeOf(world, intent)
  if (charge && charge.id !== own?.id && charge.status === 'succeeded') throw invalid(notOf(charge.id, intent))
  if (own?.status === 'succeeded' && own.captured && (charge === null || charge.id === own.id)) return own
  // Also when the charge was named: as recorded for one that was canceled.
  throw new StripeError(400, { message: `This PaymentIntent (${intent}) does not have a successful charge to refund.` })
}

/** How much is to be refunded: what was asked for, else all that is left. @throws StripeError 400 when it is too much. */
export function refundAmount(world: World, charge: Charge, asked: number | undefined): number {
  const left = unrefunded(charge)
  if (isChargedBack(world, charge)) {
    const message = `Charge ${charge.id} has been charged back; cannot issue a refund.`
    throw new StripeError(400, { code: 'charge_disputed', message })
  }
  if (left === 0) {
    const message = `Charge ${charge.id} has already been refunded.`
    throw new StripeError(400, { code: 'charge_already_refunded', message })
  }
  if (asked !== undefined && asked > left) {
    const shown = (amount: number) => shownAmount(amount, charge.currency)
    const message = `Refund amount (${shown(asked)}) is greater than unrefunded amount on charge (${shown(left)})`
    throw new StripeError(400, { message, param: 'amount' })
  }
  refuseTooLate(world, charge)
  return asked ?? left
}

/** docs.stripe.com/payments/amazon-pay: up to 90 days after the payment. Cards know no such end. */
function refuseTooLate(world: World, charge: Charge): void {
  const { refundWindowDays: days, refundTooLate } = world.settings
  if (charge.payment_method_details?.type !== 'amazon_pay') return
  if (world.now() <= charge.created + days * DAY_SECONDS) return
  const { type, code, message } = refundTooLate
  throw new StripeError(400, { type, code, message })
}

/** A dispute that the shop won stands in nobody's way. */
function isChargedBack(world: World, charge: Charge): boolean {
  return world.groups.disputesOfCharge.of(charge.id).some(({ status }) => status !== 'won')
}

function existing(world: World, id: string): Charge {
  const charge = world.store.get('charges', id)
  if (charge) return charge
  throw noSuch('charge', id, { param: 'charge' })
}

function chargeOf(world: World, id: string): Charge | undefined {
  const intent = world.store.get('payment_intents', id)
  if (!intent) throw noSuch('payment_intent', id, { param: 'payment_intent' })
  return world.store.get('charges', idOf(intent.latest_charge) ?? '')
}

function notOf(charge: string, intent: string): string {
  return `Charge ${charge} does not belong to PaymentIntent ${intent}.`
}

const NOTHING_NAMED = 'One of the following params should be provided for this request: payment_intent or charge.'
