import 'server-only'
import { addSeconds, businessNow } from '../clock'
import { DONE, type Ending, type Lease, NeedsPerson } from '../jobs/lease'
import { KEY_SECONDS } from '../payments/record-snapshot'
import { classOf, isStoredFailure, wordsOf } from '../stripe/errors'
import { createRefund } from '../stripe/refunds'
import { findRefund, type FoundRefund, recordRefused, recordUnclear } from './store'
import { recordSeen, syncRefund } from './sync-refund'

/**
 * Makes a refund at Stripe. The request that asked for it runs this inline; when Stripe did not answer, the worker runs it
 * again. It is only ever sent under one key: money goes back once.
 */
export async function runRefund(refundId: string, lease: Lease): Promise<Ending> {
  const refund = await found(refundId)
  if (refund.stripeRefundId !== null || refund.status !== null) return DONE
  if (refund.createdAt <= addSeconds(await businessNow(), -KEY_SECONDS)) return giveUp(refund)
  await lease.renew()
  try {
    await recordSeen(await create(refund))
    return DONE
  } catch (error) {
    return await afterFailure(refund, error)
  }
}

function create({ id: refundId, payment, amount, reason, createKey: idempotencyKey }: FoundRefund) {
  const { stripePaymentIntentId } = payment
  if (!stripePaymentIntentId) throw new Error(`Payment ${payment.id} has no intent.`)
  return createRefund({ refundId, stripePaymentIntentId, amount, reason, idempotencyKey })
}

async function afterFailure(refund: FoundRefund, error: unknown): Promise<Ending> {
  switch (classOf(error)) {
    case 'declined':
    case 'refused': {
      const { errorMessage, errorCode } = wordsOf(error)
      const words = [errorMessage, errorCode && `(${errorCode})`].filter(Boolean).join(' ')
      await recordRefused(refund, words, await businessNow())
      return DONE
    }
    case 'unknown': {
      const now = await syncRefund(refund.id)
      if (now?.stripeRefundId) return DONE
      // What ended in a 500 may have been made and be shown later only; under another key it would be made twice
      // (https://docs.stripe.com/error-low-level#server-errors).
      if (isStoredFailure(error)) await recordUnclear(refund, wordsOf(error).errorMessage)
      throw error
    }
    case 'misused':
      throw new NeedsPerson('Stripe would not take the request to refund.', error)
    case 'retry_later':
    case null:
      throw error
  }
}

// Stripe forgets keys after a day: after that it is looked for, and not sent again.
async function giveUp(refund: FoundRefund): Promise<Ending> {
  const now = await syncRefund(refund.id)
  if (!now || now.stripeRefundId !== null || now.status !== null) return DONE
  // It stays promised, so that nobody gives the same money back once more.
  if (now.failureReason !== null) throw new NeedsPerson(UNCLEAR, new Error(now.failureReason))
  await recordRefused(now, 'It could not be sent to Stripe within a day, so it was given up.', await businessNow())
  return DONE
}

const UNCLEAR =
  'Stripe answered with an error, and has shown no such refund for a day. If its Dashboard has none either, make it there.'

async function found(id: string): Promise<FoundRefund> {
  const refund = await findRefund({ id })
  if (!refund) throw new Error(`Refund ${id} does not exist.`)
  return refund
}
