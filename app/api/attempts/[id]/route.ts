import { type AttemptDto, idParams } from '@/lib/contracts/setups'
import { AppError } from '@/lib/domain/errors'
import { currentPayer } from '@/lib/server/auth/payer'
import { requireViewer } from '@/lib/server/auth/session'
import { watchReturn } from '@/lib/server/checkout/watch-return'
import { openRoute } from '@/lib/server/http/route'
import { toAttemptDto } from '@/lib/server/payment-methods/dto'
import { watchSetup } from '@/lib/server/payment-methods/watch-setup'
import { toPaymentAttemptDto } from '@/lib/server/payments/dto'
import { watchPayment } from '@/lib/server/payments/watch-payment'

/** GET /api/attempts/{id}: where one try at saving or at being paid stands, for the page that waits for it. */
export const GET = openRoute({ params: idParams }, async ({ params }) => {
  const buyer = await currentPayer()
  const own = buyer && (await watchReturn(params.id, buyer))
  if (own) return Response.json({ id: own.id, kind: 'payment', state: own.state } satisfies AttemptDto)
  const payment = buyer?.customerIds.length ? null : await watchPayment(params.id, await requireViewer())
  if (payment) return Response.json(toPaymentAttemptDto(payment))
  const watched = buyer?.customer && (await watchSetup(params.id, buyer.customer.id))
  if (!watched) throw new AppError('not_found', 'There is no such attempt.')
  return Response.json(toAttemptDto(watched.setup))
})
