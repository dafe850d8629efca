import 'server-only'
import type { ConsolePaymentDetailDto } from '@/lib/contracts/console'
import { requireMerchant, type Viewer } from '../auth/session'
import { toConsolePaymentDetailDto } from './dto'
import { findPaymentRow, listPaymentHistory, openChargeJobs } from './store'

/** One payment with its timeline, for the merchant's people only; null when there is none such. */
export async function viewPayment(id: string, viewer: Viewer): Promise<ConsolePaymentDetailDto | null> {
  requireMerchant(viewer)
  const payment = await findPaymentRow(id)
  if (!payment) return null
  const [jobs, history] = await Promise.all([
    openChargeJobs([id]),
    listPaymentHistory(id, payment.stripePaymentIntentId),
  ])
  return toConsolePaymentDetailDto(payment, jobs.get(id), history)
}
