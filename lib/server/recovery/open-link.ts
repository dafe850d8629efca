import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { currentPayer, type Payer } from '../auth/payer'
import { newRecoveryCookie } from '../auth/recovery-cookie'
import { openPayment } from '../checkout/open-payment'
import { startPayment } from '../checkout/start-payment'
import { countTry } from '../http/rate-limit'
import { followLink } from './follow-link'

type OpenLink = { token: string; page: string | null; ip: string | null; userAgent: string | null; requestId: string }

/** `problem`: why the checkout page could not be made ready; it shows how things stand all the same. */
export type OpenedLink = { orderId: string; cookie: string; problem: AppError | null }

/**
 * Lets this browser pay what a mail's link is about, and makes the payment ready for it: the same intent, now the customer's
 * own. Throws `not_found` for a link that can't be used, `too_many_requests` for one that is used all the time.
 */
export async function openLink({ token, ...asked }: OpenLink): Promise<OpenedLink> {
  const recovery = await followLink(token)
  if (!recovery) throw new AppError('not_found', 'This link can’t be used any more.')
  const { paymentId, payment } = recovery
  const { orderId } = payment
  await countTry('recovery', paymentId)
  const cookie = await newRecoveryCookie(paymentId)
  const known = await currentPayer()
  const buyer: Payer = { customerIds: [], customer: null, ...known, openedOrderIds: [orderId] }
  try {
    const started = await startPayment({ ...asked, orderId, buyer })
    await openPayment(started.paymentId, started.made)
    return { orderId, cookie, problem: null }
  } catch (error) {
    // Paid meanwhile, at Amazon, or Stripe is away: the page says which.
    if (error instanceof AppError) return { orderId, cookie, problem: error }
    throw error
  }
}
