import 'server-only'
import { holdBudget } from '../bulk/store'
import { runConfirm } from '../checkout/run-confirm'
import { runCommand } from '../holds/run-command'
import { sendNotification } from '../notifications/send-notification'
import { fulfilOrder } from '../orders/fulfil-order'
import { env } from '../env'
import { runDetach } from '../payment-methods/run-detach'
import { syncMethod } from '../payment-methods/sync-method'
import { causesOf, log } from '../logger'
import { runAdoptMethod } from '../payments/adopt-method'
import { runCharge } from '../payments/run-charge'
import { runRetry } from '../recovery/run-retry'
import { runRefund } from '../refunds/run-refund'
import { classOf } from '../stripe/errors'
import { runSubscribe } from '../subscribing/run-subscribe'
import { runChange } from '../subscription-changes/run-change'
import { DONE, type Ending, type Lease, LeaseLost, NeedsPerson } from './lease'
import { LONGEST_BULK_SECONDS, retrySeconds } from './retry'
import { type LeasedJob, markDone, markFailed, putOff, renewLease } from './store'

// How long no further bulk charge begins once Stripe has said that it was too much.
const SLOW_DOWN_SECONDS = 2

/**
 * Carries one leased command out and files how it ended. Never throws for what the command met: it comes back later, or is
 * set aside for a person. Safe to be killed anywhere, because the lease runs out and every command can be repeated.
 */
export async function carryOut(job: LeasedJob): Promise<void> {
  const { id: jobId, kind, subjectId, attempts } = job
  const fields = { jobId, kind, subjectId, attempts }
  try {
    const ending = await run(job)
    if (!ending.done) return await putOff(job, ending.waitSeconds)
    await markDone(job)
    log.info(fields, 'job.done')
  } catch (error) {
    if (error instanceof LeaseLost) return log.warn(fields, 'job.lease_lost')
    const waits = { attempts, giveUpAfter: 20, ...(job.isBulk && { longest: LONGEST_BULK_SECONDS }) }
    const retryInSeconds = error instanceof NeedsPerson ? null : retrySeconds(waits, error)
    const failure = { ...fields, error: causesOf(error) }
    log[retryInSeconds === null ? 'error' : 'warn'](failure, retryInSeconds === null ? 'job.given_up' : 'job.failed')
    if (job.isBulk && classOf(error) === 'retry_later') await holdBudget(env().STRIPE_RATE_LIMIT, SLOW_DOWN_SECONDS)
    await markFailed(job, causesOf(error), retryInSeconds)
  }
}

function run(job: LeasedJob): Promise<Ending> {
  const lease: Lease = {
    renew: async () => {
      if (!(await renewLease(job))) throw new LeaseLost(job.id)
    },
  }
  switch (job.kind) {
    case 'charge':
      return runCharge(job.subjectId, lease)
    case 'retry':
      return runRetry(job.subjectId, lease)
    case 'detach':
      return runDetach(job.subjectId, lease)
    case 'sync_method':
      return syncMethod(job.subjectId).then(() => DONE)
    case 'confirm':
      return runConfirm(job.subjectId, lease)
    case 'capture':
    case 'cancel':
      return runCommand(job.subjectId, job.kind, lease)
    case 'refund':
      return runRefund(job.subjectId, lease)
    case 'adopt_method':
      return runAdoptMethod(job.subjectId)
    case 'notify':
      return sendNotification(job.subjectId)
    case 'subscribe':
      return runSubscribe(job.subjectId, lease)
    case 'change_subscription':
      return runChange(job.subjectId, lease)
    case 'fulfil':
      return fulfilOrder(job.subjectId)
  }
}
