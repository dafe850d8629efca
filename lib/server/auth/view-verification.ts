import 'server-only'
import type { VerificationDto } from '@/lib/contracts/auth'
import { businessNow } from '../clock'
import { type FoundVerification, findVerification } from './store'
import { tokenHash } from './token-hash'

/** What a link in a verification mail is good for now. Looking changes nothing: programs that read mail open links too. */
export async function viewVerification(token: string): Promise<VerificationDto> {
  const found = await findVerification(tokenHash(token))
  if (!found) return { state: 'unknown' }
  return { state: stateOf(found, await businessNow()), email: found.email, name: found.user.name }
}

function stateOf({ email, expiresAt, usedAt, user }: FoundVerification, now: Date): 'open' | 'verified' | 'ended' {
  // Another link, or this one, has done it.
  if (user.emailVerified && user.email === email) return 'verified'
  return usedAt === null && user.email === email && now < expiresAt ? 'open' : 'ended'
}
