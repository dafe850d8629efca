import { readText } from '@/lib/server/http/body'
import { publicRoute } from '@/lib/server/http/route'
import { verifiedEvent } from '@/lib/server/stripe/webhooks'
import { receiveEvent } from '@/lib/server/webhooks/receive-event'

const LIMIT = 256 * 1024

/** POST /api/webhooks/stripe: verify the raw body, file the event, answer. The worker does the rest. */
export const POST = publicRoute(async (request) => {
  const rawBody = await readText(request, LIMIT)
  await receiveEvent(verifiedEvent(rawBody, request.headers.get('stripe-signature')))
  return Response.json({ received: true })
})
