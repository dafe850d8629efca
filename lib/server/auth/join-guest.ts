import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { businessNow } from '../clock'
import { joinCustomer } from '../customers/store'
import { causesOf, log } from '../logger'
import { forgetGuest, guestTokenHashIn } from './guest'
import { standingOf } from './store'

type Join = { userId: string; headers: Headers; requestId: string }

/**
 * Adds to an account what its browser ordered and saved as a guest. It takes both proofs: the guest's own cookie in the same
 * request, and an account whose address is verified. An address alone, however equal, joins nothing, so an account that
 * somebody made with another's address gets nothing of theirs.
 *
 * Gives the Set-Cookie header that forgets the guest, whose hash is gone then as well: nobody who has copied the cookie can use
 * it. Null for a browser that is no guest's, and for the merchant's people. Throws `email_unverified`.
 */
export async function joinGuest({ userId, headers, requestId }: Join): Promise<string | null> {
  const guestTokenHash = guestTokenHashIn(headers)
  if (guestTokenHash === null) return null
  const { emailVerified, role } = await standingOf(userId)
  if (role !== 'customer') return null
  if (!emailVerified) throw new AppError('email_unverified', 'Confirm your e-mail address first.')
  await joinCustomer({ guestTokenHash, userId, requestId, at: await businessNow() })
  return forgetGuest()
}

/** The same beside signing in, which must not fail because of it: the pages offer it again. */
export async function joinGuestIfPossible(join: Join): Promise<string | null> {
  try {
    return await joinGuest(join)
  } catch (error) {
    log.error({ requestId: join.requestId, error: causesOf(error) }, 'guest.not_joined')
    return null
  }
}
