import 'server-only'
import { paymentState } from '@/lib/domain/payment-status'
import { sweepDelaySeconds } from '@/lib/domain/setup-status'
import { addSeconds } from '../clock'
import { KEY_SECONDS, NEVER_SENT, recordFailure } from './record-snapshot'
import { hasCommand } from '../jobs/store'
import { claimDuePayment, findPayment, type FoundPayment } from './store'
import { syncPayment } from './sync-payment'

/**
 * One turn of the sweep for one payment: read it from Stripe. Settles it even if the answer and every webhook were lost.
 * Sending it is left to its command; if that was given up and a day has passed, nobody sends it any more.
 */
export async function finishPayment(id: string, now: Date): Promise<void> {
  const payment = await findPayment(id)
  if (!payment) return
  const next = isForgotten(payment)
    ? null
    : addSeconds(
        now,
        sweepDelaySeconds(payment.syncCount, payment.status === 'requires_action' ? 'requires_action' : null),
      )
  if (!(await claimDuePayment(id, { now, next }))) return
  const read = await syncPayment(id)
  // What a subscription asks for is Stripe's to send.
  if (read && read.invoiceId === null && isStale(read, now) && !(await hasCommand(id)))
    await recordFailure(read, { failure: 'refused', errorCode: null, errorMessage: NEVER_SENT })
}

/** As often as a payment is read within a day in which nothing happens to it (sweepDelaySeconds). */
const READ_IN_A_DAY = 29

// A customer's own payment that nobody has touched for a day waits for them to come back: then it is looked after again.
function isForgotten({ offSession, status, syncCount }: FoundPayment): boolean {
  const waits = status === null || status === 'requires_payment_method' || status === 'requires_confirmation'
  return !offSession && waits && syncCount >= READ_IN_A_DAY
}

function isStale(payment: FoundPayment, now: Date): boolean {
  const state = paymentState(payment)
  return (state === 'starting' || state === 'charging') && payment.createdAt <= addSeconds(now, -KEY_SECONDS)
}
