import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { requireMerchant, type Viewer } from '../auth/session'
import { businessNow } from '../clock'
import { findRecovery, stopTries } from './store'

/**
 * Ends the further tries to charge a payment. The customer can still pay it. Stopping what has stopped changes nothing; a try
 * that is being made goes on. Throws `not_found` for a payment that was never declined.
 */
export async function stopRetries(paymentId: string, merchant: Viewer, requestId: string): Promise<void> {
  requireMerchant(merchant)
  if (!(await findRecovery(paymentId))) throw new AppError('not_found', 'There is no such failed charge.')
  await stopTries(paymentId, { actorId: merchant.userId, requestId, at: await businessNow() })
}
