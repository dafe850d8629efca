import 'server-only'
import { addSeconds, businessNow } from '../clock'
import { hashOf, linkSecret } from './link-secret'
import { keepKey } from './store'

/** How long a mail's link can be used, in seconds. */
const LINK_SECONDS = 14 * 24 * 3600

/** The secret for one mail's link to the page where its payment can be paid; it works from now on, for 14 days. */
export async function giveLink({ id, subjectId }: { id: string; subjectId: string }): Promise<string> {
  const secret = linkSecret(id)
  const expiresAt = addSeconds(await businessNow(), LINK_SECONDS)
  await keepKey({ hash: hashOf(secret), kind: 'link', paymentId: subjectId, expiresAt })
  return secret
}
