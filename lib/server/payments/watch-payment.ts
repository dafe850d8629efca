import 'server-only'
import { customerOf, type Viewer } from '../auth/session'
import { findPayment, type FoundPayment } from './store'

/**
 * One payment for its own customer and the merchant's people; null for everybody else. The row is what we know: the
 * command, webhooks and the sweep keep it right, so reading it asks Stripe nothing.
 */
export async function watchPayment(id: string, viewer: Viewer): Promise<FoundPayment | null> {
  const payment = await findPayment(id)
  if (!payment || viewer.role === 'merchant') return payment
  return payment.customerId === (await customerOf(viewer)).id ? payment : null
}
