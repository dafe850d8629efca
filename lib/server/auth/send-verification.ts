import 'server-only'
import { addSeconds, businessNow } from '../clock'
import { countTry } from '../http/rate-limit'
import { newId } from '../new-id'
import { insertVerification } from './store'
import { tokenHash } from './token-hash'
import { verificationToken } from './verification-token'

const DAY_SECONDS = 24 * 3600

/**
 * Files a mail with a link that verifies the account's address. The link works once, for a day by the business clock, in any
 * browser. Nothing happens when the address is verified already. Throws `too_many_requests` after five within an hour.
 */
export async function sendVerification(userId: string): Promise<void> {
  await countTry('verification', userId)
  const [id, at] = [newId(), await businessNow()]
  const hash = tokenHash(verificationToken(id))
  await insertVerification({ id, userId, tokenHash: hash, at, expiresAt: addSeconds(at, DAY_SECONDS) })
}
