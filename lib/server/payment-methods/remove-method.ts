import 'server-only'
import type { RemovedDto } from '@/lib/contracts/payment-methods'
import { AppError } from '@/lib/domain/errors'
import type { SignedInCustomer } from '../auth/session'
import { businessNow } from '../clock'
import { runNow } from '../jobs/run-now'
import { requireSameAccount } from '../stripe/same-account'
import { beginRemoval, findMethod } from './store'

/**
 * Ends one of the customer's own methods. Nothing more is charged with it from this moment; `removing` means that Stripe has
 * not confirmed it yet, or that a charge under way finishes first. Asking again changes nothing. Throws `not_found` for
 * anybody else's.
 */
export async function removeMethod(
  paymentMethodId: string,
  customer: SignedInCustomer,
  requestId: string,
): Promise<RemovedDto> {
  const method = await findMethod({ id: paymentMethodId })
  if (!method || method.customer.userId !== customer.userId) throw notFound()
  if (method.status !== 'detached') await requireSameAccount(method).catch(unlessAway)
  const actor = { actorId: customer.userId, requestId }
  const job = await beginRemoval({ method, reason: 'customer', at: await businessNow(), actor })
  if (job) await runNow(job)
  const after = await findMethod({ id: paymentMethodId })
  if (!after) throw notFound()
  return { id: after.id, status: after.status === 'detached' ? 'detached' : 'removing' }
}

// The wish is filed even while Stripe can't say whose keys we have; the command checks it again before it detaches.
function unlessAway(error: unknown): void {
  if (error instanceof AppError && error.code === 'payment_provider_unavailable') return
  throw error
}

function notFound(): AppError {
  return new AppError('not_found', 'There is no such payment method.')
}
