import { sendVerification } from '@/lib/server/auth/send-verification'
import { viewerRoute } from '@/lib/server/http/route'
import { seeOther } from '@/lib/server/http/see-other'

/** POST /api/auth/send-verification: sends whoever is signed in another link that verifies their address. */
export const POST = viewerRoute({ formPage: '/orders' }, async ({ viewer, isForm }) => {
  await sendVerification(viewer.userId)
  return isForm ? seeOther('/orders') : new Response(null, { status: 204 })
})
