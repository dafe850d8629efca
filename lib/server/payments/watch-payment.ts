import 'server-only'
import type { Buyer } from '../auth/buyer'
import type { Viewer } from '../auth/session'
import { findPayment, type FoundPayment } from './store'

/**
 * One payment for its own customer and the merchant's people; null for everybody else. The row is what we know: the
 * command, webhooks and the sweep keep it right, so reading it asks Stripe nothing.
 */
export async function watchPayment(id: string, who: Viewer | Buyer): Promise<FoundPayment | null> {
  const payment = await findPayment(id)
  if (!payment || !('customerIds' in who)) return payment && 'role' in who && who.role === 'merchant' ? payment : null
  return who.customerIds.includes(payment.customerId) ? payment : null
}
