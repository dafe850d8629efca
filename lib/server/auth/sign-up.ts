import 'server-only'
import { APIError } from 'better-auth/api'
import type { SignUpBody } from '@/lib/contracts/auth'
import { AppError } from '@/lib/domain/errors'
import { clientAddress } from '../http/client-address'
import { countTry } from '../http/rate-limit'
import type { SignedIn } from '../http/signed-in'
import { auth } from './auth'
import { sendVerification } from './send-verification'
import { customerIdOf, isTaken } from './store'

/**
 * Makes an account with its customer, signs it in and gives the cookies to set. Always a customer, never the merchant. A mail
 * asks whether the address is theirs; nothing waits for the answer but what a guest left in the browser.
 */
export async function signUp({ name, email, password }: SignUpBody, headers: Headers): Promise<SignedIn> {
  const address = clientAddress(headers)
  if (address) await countTry('sign-up', address)
  try {
    const answer = await auth().api.signUpEmail({ body: { name, email, password }, headers, returnHeaders: true })
    const userId = answer.response.user.id
    await customerIdOf(userId)
    await sendVerification(userId)
    return { cookies: answer.headers, role: 'customer' }
  } catch (error) {
    // The library answers any failure of the database alike, so the address is looked up.
    if (!(error instanceof APIError) || error.statusCode !== 422 || !(await isTaken(email))) throw error
    throw new AppError('email_taken', 'An account with this e-mail exists already.', { cause: error })
  }
}
