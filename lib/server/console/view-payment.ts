import 'server-only'
import type { ConsolePaymentDetailDto } from '@/lib/contracts/console'
import { requireMerchant, type Viewer } from '../auth/session'
import { businessNow } from '../clock'
import { listDisputesOf } from '../disputes/store'
import { toConsolePaymentDetailDto } from './dto'
import { findFailureMail, findPaymentRow, listPaymentHistory, openCommands } from './store'

/** One payment with its timeline, for the merchant's people only; null when there is none such. */
export async function viewPayment(id: string, viewer: Viewer): Promise<ConsolePaymentDetailDto | null> {
  requireMerchant(viewer)
  const payment = await findPaymentRow(id)
  if (!payment) return null
  const stripeIds = [
    payment.stripePaymentIntentId,
    ...payment.refunds.map(({ stripeRefundId }) => stripeRefundId),
    ...payment.disputes.map(({ stripeDisputeId }) => stripeDisputeId),
  ].filter((one) => one !== null)
  const [jobs, history, disputes, mail, now] = await Promise.all([
    openCommands([id]),
    listPaymentHistory(id, stripeIds),
    listDisputesOf(id),
    payment.recovery && findFailureMail(id),
    businessNow(),
  ])
  return toConsolePaymentDetailDto(payment, { job: jobs.get(id), history, disputes, mail, now })
}
