import 'server-only'
import type { RecoveryDto } from '@/lib/contracts/recoveries'
import { isConfirming } from '../checkout/store'
import { toRecoveryDto } from './dto'
import { followLink } from './follow-link'
import { livePayment } from './still-to-pay'

/** What the page behind a mail's link shows; null for a link that can't be used. Opening it changes nothing, anywhere. */
export async function viewRecovery(token: string): Promise<RecoveryDto | null> {
  const recovery = await followLink(token)
  if (!recovery) return null
  const { id } = livePayment(recovery) ?? recovery.payment
  return toRecoveryDto(recovery, await isConfirming(id))
}
