import { verifyEmailBody } from '@/lib/contracts/auth'
import { verifyEmail } from '@/lib/server/auth/verify-email'
import { openRoute } from '@/lib/server/http/route'
import { seeOther } from '@/lib/server/http/see-other'
import { withCookies } from '@/lib/server/http/signed-in'

/** POST /api/auth/verify-email: by the secret of a link, from any browser. It signs nobody in. */
export const POST = openRoute(
  { body: verifyEmailBody, form: (fields) => fields, formPage: /^\/verify-email\/[\w-]+$/ },
  async ({ body: { token }, request: { headers }, requestId, isForm }) => {
    const { isOwnBrowser, cookies } = await verifyEmail({ token, headers, requestId })
    const next = isOwnBrowser ? '/orders' : `/verify-email/${token}`
    return withCookies(isForm ? seeOther(next) : Response.json({ next }), cookies)
  },
)
