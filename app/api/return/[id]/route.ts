import { idParams } from '@/lib/contracts/setups'
import { seeOther } from '@/lib/server/http/see-other'

/**
 * GET /api/return/{id}: where Amazon sends the customer back to. Answers at once, without database or Stripe, so that the
 * query Stripe appends (a client secret among it) never reaches a page, the history or a Referer.
 */
export async function GET(_request: Request, context: { params: Promise<unknown> }): Promise<Response> {
  const params = idParams.safeParse(await context.params)
  return seeOther(params.success ? `/return/${params.data.id}` : '/return/unknown')
}
