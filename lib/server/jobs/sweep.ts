import 'server-only'
import { REMIND_SECONDS } from '@/lib/domain/payment-status'
import { hasRoom } from '../bulk/work-bulk'
import { addSeconds, businessNow } from '../clock'
import { finishDispute } from '../disputes/sync-dispute'
import { dueDisputes } from '../disputes/store'
import { remindOfHold, unremindedHolds } from '../holds/store'
import { causesOf, log } from '../logger'
import { finishSetup } from '../payment-methods/finish-setup'
import { dueSetups } from '../setups/store'
import { finishPayment } from '../payments/finish-payment'
import { duePayments } from '../payments/store'
import { dueTries, fileDueTry } from '../recovery/store'
import { finishSubscription } from '../subscriptions/finish-subscription'
import { dueSubscriptions } from '../subscriptions/store'
import { finishRefund } from '../refunds/finish-refund'
import { dueRefunds } from '../refunds/store'

const AT_ONCE = 10

/**
 * Looks after everything that has been waiting too long, and answers how many it looked at. Two sweeps at once share the
 * work: each is claimed before it is read. `mayGoOn` is asked before each.
 */
export async function sweep(mayGoOn: () => boolean = () => true): Promise<number> {
  const now = await businessNow()
  const [setups, payments, refunds, disputes, holds, tries, subscriptions] = await Promise.all([
    dueSetups(now, AT_ONCE),
    duePayments(now, AT_ONCE),
    dueRefunds(now, AT_ONCE),
    dueDisputes(now, AT_ONCE),
    unremindedHolds(addSeconds(now, REMIND_SECONDS), AT_ONCE),
    triesToFile(now),
    dueSubscriptions(now, AT_ONCE),
  ])
  const turns = [
    ...setups.map((id) => [{ setupId: id }, () => finishSetup(id, now)] as const),
    ...payments.map((id) => [{ paymentId: id }, () => finishPayment(id, now)] as const),
    ...refunds.map((id) => [{ refundId: id }, () => finishRefund(id, now)] as const),
    ...disputes.map((id) => [{ stripeDisputeId: id }, () => finishDispute(id, now)] as const),
    ...holds.map((id) => [{ paymentId: id }, () => remindOfHold(id, now)] as const),
    ...tries.map((id) => [{ paymentId: id }, () => fileDueTry(id, now)] as const),
    ...subscriptions.map((id) => [{ subscriptionId: id }, () => finishSubscription(id, now)] as const),
  ]
  for (const [fields, turn] of turns) if (mayGoOn()) await caught(fields, turn())
  return turns.length
}

// As many as bulk work has room for: their time has come, and a minute more or less is nothing.
async function triesToFile(now: Date): Promise<string[]> {
  return (await hasRoom()) ? dueTries(now, AT_ONCE) : []
}

// One that can't be read must not keep the others waiting.
async function caught(fields: object, turn: Promise<void>): Promise<void> {
  await turn.catch((error: unknown) => log.warn({ ...fields, error: causesOf(error) }, 'sweep.failed'))
}
