import { signInBody } from '@/lib/contracts/auth'
import { signIn } from '@/lib/server/auth/sign-in'
import { openRoute } from '@/lib/server/http/route'
import { signedIn } from '@/lib/server/http/signed-in'

/** POST /api/auth/sign-in: e-mail and password, from a form or as JSON. */
export const POST = openRoute(
  { body: signInBody, form: (fields) => fields, formPage: '/sign-in' },
  async ({ body, request: { headers }, requestId, isForm }) =>
    signedIn(await signIn(body, { headers, requestId }), { next: body.next, isForm }),
)
