import 'server-only'
import { APIError } from 'better-auth/api'
import type { SignInBody } from '@/lib/contracts/auth'
import { AppError } from '@/lib/domain/errors'
import { clientAddress } from '../http/client-address'
import { countTry, forgetTries } from '../http/rate-limit'
import type { SignedIn } from '../http/signed-in'
import { auth } from './auth'
import { joinGuestIfPossible } from './join-guest'
import { standingOf } from './store'

type From = { headers: Headers; requestId: string }

/**
 * Signs a person in and gives the cookies to set; what the browser holds as a guest joins a verified account. The refusal is
 * the same for an unknown e-mail and a wrong password.
 */
export async function signIn({ email, password }: SignInBody, { headers, requestId }: From): Promise<SignedIn> {
  // A stranger at another address cannot lock somebody out, where a trusted proxy tells addresses apart.
  const who = `${email} ${clientAddress(headers) ?? ''}`
  await countTry('sign-in', who)
  try {
    const answer = await auth().api.signInEmail({ body: { email, password }, headers, returnHeaders: true })
    await forgetTries('sign-in', who)
    const userId = answer.response.user.id
    const { role, emailVerified } = await standingOf(userId)
    const cookies = new Headers(answer.headers)
    const forget = emailVerified && (await joinGuestIfPossible({ userId, headers, requestId }))
    if (forget) cookies.append('set-cookie', forget)
    return { cookies, role }
  } catch (error) {
    if (!(error instanceof APIError) || error.statusCode >= 500) throw error
    throw new AppError('wrong_credentials', 'That e-mail and password don’t match an account.', { cause: error })
  }
}
