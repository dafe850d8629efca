import 'server-only'
import type { Viewer } from '../auth/session'
import { findPayment, type FoundPayment } from './store'

/**
 * One payment for the merchant's people; null for everybody else. The row is what we know: the command, webhooks and the
 * sweep keep it right, so reading it asks Stripe nothing.
 */
export async function watchPayment(id: string, { role }: Viewer): Promise<FoundPayment | null> {
  return role === 'merchant' ? findPayment(id) : null
}
