import { joinGuest } from '@/lib/server/auth/join-guest'
import { route } from '@/lib/server/http/route'
import { seeOther } from '@/lib/server/http/see-other'
import { withCookies } from '@/lib/server/http/signed-in'

/** POST /api/auth/join-guest: adds what this browser holds as a guest to the account it is signed in to. */
export const POST = route({ formPage: '/orders' }, async ({ customer, request: { headers }, requestId, isForm }) => {
  const cookies = new Headers()
  const forget = await joinGuest({ userId: customer.userId, headers, requestId })
  if (forget) cookies.append('set-cookie', forget)
  return withCookies(isForm ? seeOther('/orders') : new Response(null, { status: 204 }), cookies)
})
