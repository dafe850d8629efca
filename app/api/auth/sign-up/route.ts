import { signUpBody } from '@/lib/contracts/auth'
import { signUp } from '@/lib/server/auth/sign-up'
import { openRoute } from '@/lib/server/http/route'
import { signedIn } from '@/lib/server/http/signed-in'

/** POST /api/auth/sign-up: makes a customer's account and signs it in. */
export const POST = openRoute(
  { body: signUpBody, form: (fields) => fields, formPage: '/sign-in' },
  async ({ body, request, isForm }) => signedIn(await signUp(body, request.headers), { next: body.next, isForm }),
)
