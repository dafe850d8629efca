import 'server-only'
import { addSeconds, businessNow } from '../clock'
import { DONE, type Ending, type Lease, NeedsPerson } from '../jobs/lease'
import { newId } from '../new-id'
import { syncMethod } from '../payment-methods/sync-method'
import { KEY_SECONDS, recordSnapshot } from '../payments/record-snapshot'
import { type FoundPayment, renewKey } from '../payments/store'
import { syncOpenPayment } from '../payments/sync-payment'
import { adviceOf, classOf, isStoredFailure, wordsOf } from '../stripe/errors'
import { confirmOffSession, setSaving } from '../stripe/payment-intents'
import { nextTry } from './next-try'
import { findRecovery, putTryBack, recordTryEnded } from './store'

/**
 * Charges a declined payment once more while its customer is away: the same intent with the same method, under a key of its
 * own. Run again after any doubt, the same key brings the same answer; and an intent succeeds at most once, whoever else, such
 * as its customer, confirms it meanwhile. Throws whatever kept it from finishing.
 */
export async function runRetry(paymentId: string, lease: Lease): Promise<Ending> {
  await lease.renew()
  const { payment, intent } = await read(paymentId)
  const recovery = await findRecovery(paymentId)
  // It went through or was canceled, and that ended the try.
  if (!recovery?.isTrying || !recovery.askedAt) return DONE
  const now = await businessNow()
  // A person may have had a command tried anew that was given up, and the customer has chosen something else since then.
  const isOther = payment.paymentMethodId !== recovery.paymentMethodId
  if (!isWaiting(payment) || !intent || isOther) {
    // A customer who is at Amazon goes first; what Stripe is still processing ends the try by itself.
    if (payment.status !== 'processing') await putTryBack(paymentId, now)
    return DONE
  }
  if (!isAllowed(payment)) return ended(payment, 'The permission had ended before it was charged.')
  // Stripe may have forgotten the key by then (KEY_SECONDS), and nobody is charged a day after they were told.
  if (recovery.askedAt <= addSeconds(now, -KEY_SECONDS)) return ended(payment, 'It could not be sent within a day.')
  // Nothing can be saved while nobody is here to approve it; a page that is still open says so again before it confirms.
  if (intent.snapshot.savesMethod)
    await setSaving({
      stripePaymentIntentId: intent.snapshot.stripePaymentIntentId,
      saves: false,
      idempotencyKey: `save:${paymentId}:${newId()}`,
    })
  await lease.renew()
  return confirm(payment)
}

async function confirm(payment: FoundPayment): Promise<Ending> {
  const { id, stripePaymentIntentId, confirmKey: idempotencyKey, paymentMethod } = payment
  if (!stripePaymentIntentId || !paymentMethod) throw new Error(`Payment ${id} has nothing to be confirmed.`)
  const { stripePaymentMethodId } = paymentMethod
  try {
    const { snapshot } = await confirmOffSession({ stripePaymentIntentId, stripePaymentMethodId, idempotencyKey })
    const recorded = (await recordSnapshot(payment, snapshot)) ?? (await read(id)).payment
    // A success that does not show its charge yet is not recorded, and nobody else would look at this payment again.
    if (isWaiting(recorded)) throw new Error(`The further try of payment ${id} has not come to anything yet.`)
    return DONE
  } catch (error) {
    return afterFailure(payment, error)
  }
}

// Whatever Stripe answered, what is true is at Stripe: the customer may have paid in the same moment.
async function afterFailure(payment: FoundPayment, error: unknown): Promise<Ending> {
  const failed = classOf(error)
  const { payment: now } = await read(payment.id)
  switch (failed) {
    case 'declined':
    case 'refused': {
      if (!isWaiting(now)) return DONE
      // A decline may have cost the customer the method: then there is no further try.
      if (now.paymentMethodId) await syncMethod(now.paymentMethodId)
      const { errorCode, errorMessage } = wordsOf(error)
      const detail = [errorMessage, errorCode && `(${errorCode})`].filter(Boolean).join(' ')
      const at = await businessNow()
      const next = nextTry({ code: errorCode, advice: adviceOf(error), at })
      // Stripe's no to the request itself would be the same the next time.
      await recordTryEnded(now, { at, detail, next: failed === 'declined' ? next : () => null })
      return DONE
    }
    case 'unknown':
      if (!isWaiting(now)) return DONE
      // A stored 500 and an intent that still waits are a definite answer: under this key nothing will happen.
      if (isStoredFailure(error)) await renewKey(payment, 'confirmKey', payment.confirmKey)
      throw error
    case 'misused':
      throw new NeedsPerson('Stripe would not take the request to confirm.', error)
    case 'retry_later':
    case null:
      throw error
  }
}

async function ended(payment: FoundPayment, detail: string): Promise<Ending> {
  await recordTryEnded(payment, { at: await businessNow(), detail, next: () => null })
  return DONE
}

function isWaiting({ status }: FoundPayment): boolean {
  return status === 'requires_payment_method' || status === 'requires_confirmation'
}

function isAllowed({ paymentMethod }: FoundPayment): boolean {
  if (paymentMethod?.status !== 'active') return false
  return paymentMethod.mandates.some(({ status, usage }) => status === 'active' && usage === 'off_session')
}

async function read(id: string) {
  const synced = await syncOpenPayment(id)
  if (!synced) throw new Error(`Payment ${id} disappeared.`)
  return synced
}
