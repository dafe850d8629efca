import type Stripe from 'stripe'
import { availableWith, enter } from '../balance-entry'
import { emit } from '../events'
import { idOf, newId } from '../ids'
import type { World } from '../world'
import { stepCharge } from './charge-changes'
import { refundTimerId } from './refund-outcome'
import { refundAmount } from './refundable'
import { behaviourOf } from './test-cards'

type Charge = Readonly<Stripe.Charge>
export type Wanted = { amount?: number; reason?: Stripe.Refund.Reason; metadata?: Stripe.Metadata }

/**
 * Gives money of a captured charge back. What is left is checked and taken in one step, so two refunds at once never
 * give back more than there is. @throws StripeError 400 when nothing, too little or too long ago.
 */
export function makeRefund(world: World, charge: Charge, wanted: Wanted): Stripe.Refund {
  const amount = refundAmount(world, charge, wanted.amount)
  const course = courseOf(world, charge)
  const blank = newRefund(world, charge, { ...wanted, amount })
  const refund: Stripe.Refund = {
    ...blank,
    balance_transaction: bookRefund(world, charge, blank),
    status: course.starts,
    ...(course.starts === 'pending' && { pending_reason: 'processing' }),
  }
  world.store.put('refunds', refund.id, refund)
  emit(world, 'refund.created', refund)
  // It counts against its charge from the beginning, also while it is pending.
  stepCharge(world, charge.id, { do: 'refund', amount })
  if (course.then) {
    const dueAt = world.now() + world.settings.refundSeconds
    world.setTimer({ id: refundTimerId(refund.id), dueAt, kind: course.then, refund: refund.id })
  }
  return refund
}

type Course = { starts: 'pending' | 'succeeded'; then: 'refund.succeed' | 'refund.fail' | null }

/** What becomes of it: as asked for once with `nextRefund`, as the test card says, else as is usual for the method. */
function courseOf(world: World, charge: Charge): Course {
  const { nextRefund: next, refundStartsAs } = world.settings
  if (next !== 'succeed') world.change({ settings: { ...world.settings, nextRefund: 'succeed' } })
  const method = world.store.get('payment_methods', charge.payment_method ?? '')
  const card = method && behaviourOf(method).refund
  if (next === 'stay_pending') return { starts: 'pending', then: null }
  const usual = isAmazonPay(charge) ? refundStartsAs : 'succeeded'
  const starts = card === 'pending_first' ? 'pending' : card === 'fails_later' ? 'succeeded' : usual
  if (next === 'late_failure' || card === 'fails_later') return { starts, then: 'refund.fail' }
  return { starts, then: starts === 'pending' ? 'refund.succeed' : null }
}

/** A Refund before anything has come of it. */
export function newRefund(world: World, charge: Charge, { amount, reason, metadata }: Wanted & { amount: number }) {
  const refund: Stripe.Refund = {
    id: newId(isAmazonPay(charge) ? 'refund' : 'cardRefund'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: world.now(),
    currency: charge.currency,
    customer: idOf(charge.customer),
    customer_account: accountOf(world, charge),
    destination_details: isAmazonPay(charge) ? { amazon_pay: {}, type: 'amazon_pay' } : TO_CARD,
    metadata: metadata ?? {},
    payment_intent: idOf(charge.payment_intent),
    payment_method: charge.payment_method,
    reason: reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'pending',
    transfer_reversal: null,
  }
  return refund
}

const TO_CARD: Stripe.Refund.DestinationDetails = {
  card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
  type: 'card',
}

/** The fee of the charge is not given back (docs.stripe.com/refunds). */
function bookRefund(world: World, charge: Charge, { id, amount, currency }: Stripe.Refund): string {
  const kind = isAmazonPay(charge) ? 'PAYMENT' : 'CHARGE'
  const entry = {
    amount: -amount,
    currency,
    description: `REFUND FOR ${kind}${charge.description ? ` (${charge.description})` : ''}`,
    source: id,
    type: isAmazonPay(charge) ? 'payment_refund' : 'refund',
    category: 'refund',
    availableOn: availableWith(world, charge),
  }
  return enter(world, entry).id
}

/** A charge names only the Customer; its payment names the account as well. */
function accountOf({ store }: World, charge: Charge): string | null {
  return store.get('payment_intents', idOf(charge.payment_intent) ?? '')?.customer_account ?? null
}

function isAmazonPay(charge: Charge): boolean {
  return charge.payment_method_details?.type === 'amazon_pay'
}
