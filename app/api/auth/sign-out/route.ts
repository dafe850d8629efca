import { signOut } from '@/lib/server/auth/sign-out'
import { openRoute } from '@/lib/server/http/route'
import { withCookies } from '@/lib/server/http/signed-in'
import { seeOther } from '@/lib/server/http/see-other'

/** POST /api/auth/sign-out: ends the session on the server. */
export const POST = openRoute({ formPage: '/' }, async ({ request, isForm }) => {
  const cookies = await signOut(request.headers)
  return withCookies(isForm ? seeOther('/') : new Response(null, { status: 204 }), cookies)
})
