import 'server-only'
import { businessNow } from '../clock'
import { hashOf, SECRET } from './link-secret'
import { findLinked, type LinkedRecovery } from './store'

/**
 * What a mail's link leads to, as our rows have it. Null for a link that is unknown, has expired, or has nothing left to be
 * paid: nobody is told which.
 */
export async function followLink(token: string): Promise<LinkedRecovery | null> {
  if (!SECRET.test(token)) return null
  const recovery = await findLinked(hashOf(token), await businessNow())
  return recovery && isPayable(recovery) ? recovery : null
}

// By the payment itself, or by the one that took its place because it had to be paid in another way.
function isPayable({ payment }: LinkedRecovery): boolean {
  const live = payment.order.payments.find(({ status }) => status !== 'canceled')
  return live !== undefined && live.status !== 'succeeded' && live.status !== 'requires_capture'
}
