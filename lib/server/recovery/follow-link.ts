import 'server-only'
import { businessNow } from '../clock'
import { hashOf, SECRET } from './link-secret'
import { isPayable } from './still-to-pay'
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
