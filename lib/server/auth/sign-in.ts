import 'server-only'
import { APIError } from 'better-auth/api'
import type { SignInBody } from '@/lib/contracts/auth'
import { AppError } from '@/lib/domain/errors'
import { countTry, forgetTries } from '../http/rate-limit'
import { auth } from './auth'

/** Signs a person in and gives the cookies to set. The answer is the same for an unknown e-mail and a wrong password. */
export async function signIn({ email, password }: SignInBody, headers: Headers): Promise<Headers> {
  await countTry('sign-in', email)
  try {
    const answer = await auth().api.signInEmail({ body: { email, password }, headers, returnHeaders: true })
    await forgetTries('sign-in', email)
    return answer.headers
  } catch (error) {
    if (!(error instanceof APIError) || error.statusCode >= 500) throw error
    throw new AppError('wrong_credentials', 'That e-mail and password don’t match an account.', { cause: error })
  }
}
