import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { businessNow } from '../clock'
import { joinGuest } from './join-guest'
import { currentViewer } from './session'
import { findVerification, recordVerified } from './store'
import { tokenHash } from './token-hash'

type Verify = { token: string; headers: Headers; requestId: string }
/** Whether this browser is signed in to the account, and the cookies it gets. Nobody is signed in by a link. */
export type Verified = { isOwnBrowser: boolean; cookies: Headers }

/**
 * Verifies an address by the link that was sent to it. In the browser that is signed in to the account it also joins what the
 * browser holds as a guest; any other browser gains nothing by it, whoever made the account. A link that has done its work is
 * no error, as a form may be sent twice. Throws `not_found` for a link we never sent, `link_ended` for one that can't verify.
 */
export async function verifyEmail({ token, headers, requestId }: Verify): Promise<Verified> {
  const found = await findVerification(tokenHash(token))
  if (!found) throw new AppError('not_found', 'There is no such link.')
  const isDone = await recordVerified(found, { at: await businessNow(), requestId })
  if (!isDone && !(await isVerifiedBy(token)))
    throw new AppError('link_ended', 'This link has expired or has been used.')
  const viewer = await currentViewer()
  const isOwnBrowser = viewer?.userId === found.userId
  const cookies = new Headers()
  const forget = isOwnBrowser ? await joinGuest({ userId: found.userId, headers, requestId }) : null
  if (forget) cookies.append('set-cookie', forget)
  return { isOwnBrowser, cookies }
}

// Read again: the form may have been sent twice at once.
async function isVerifiedBy(token: string): Promise<boolean> {
  const found = await findVerification(tokenHash(token))
  return found !== null && found.user.emailVerified && found.user.email === found.email
}
