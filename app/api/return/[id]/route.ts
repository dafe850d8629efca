import type { NextRequest } from 'next/server'
import { idParams } from '@/lib/contracts/setups'
import { sessionQuery } from '@/lib/contracts/search'
import { seeOther } from '@/lib/server/http/see-other'

/**
 * GET /api/return/{id}: where Amazon sends the customer back to. Answers at once, without database or Stripe, so that the
 * query Stripe appends (a client secret among it) never reaches a page, the history or a Referer. The one thing it hands on is
 * the id of the hosted page somebody comes from, which opens nothing and is compared with ours.
 */
export async function GET(request: NextRequest, context: { params: Promise<unknown> }): Promise<Response> {
  const params = idParams.safeParse(await context.params)
  if (!params.success) return seeOther('/return/unknown')
  const { session_id } = sessionQuery.parse(Object.fromEntries(request.nextUrl.searchParams))
  return seeOther(`/return/${params.data.id}${session_id ? `?session_id=${session_id}` : ''}`)
}
