import 'server-only'
import type { FailedSetupDto } from '@/lib/contracts/console'
import { requireMerchant, type Viewer } from '../auth/session'
import { stateOf } from '../payment-methods/dto'
import { personOf } from './dto'
import { listFailedSetups } from './store'

/** The latest customers who could not save Amazon Pay, with Stripe's reason. Nobody else would tell the merchant. */
export async function listFailedSaves(viewer: Viewer): Promise<FailedSetupDto[]> {
  requireMerchant(viewer)
  const rows = await listFailedSetups(10)
  return rows.flatMap((setup) => {
    const { id, customer, failedAt, errorCode, errorMessage, stripeSetupIntentId } = setup
    if (!failedAt) return []
    const reason = [errorMessage, errorCode && `(${errorCode})`].filter(Boolean).join(' ') || 'Stripe gave no reason.'
    const { name, email } = personOf(customer.user)
    return [{ id, name, email, reason, stripeSetupIntentId, state: stateOf(setup), failedAt: failedAt.toISOString() }]
  })
}
