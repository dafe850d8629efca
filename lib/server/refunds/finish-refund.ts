import 'server-only'
import { nextRead, syncRefund } from './sync-refund'
import { claimDueRefund, findRefund } from './store'

/** One turn of the sweep for one refund: read it from Stripe, even if the answer and every webhook were lost. */
export async function finishRefund(id: string, now: Date): Promise<void> {
  const refund = await findRefund({ id })
  if (!refund) return
  const { createdAt, status, syncCount: timesRead } = refund
  const next = nextRead(createdAt, { status, timesRead, now })
  if (await claimDueRefund(id, { now, next })) await syncRefund(id)
}
