import 'server-only'
import { answerTo } from '@/lib/domain/subscription-status'
import { lockCustomer, sameAccount } from '../customers/store'
import { transaction, db } from '../db'
import type { Subscription, SubscriptionCommand } from '../generated/client'
import { insertLeasedJob, type LeasedJob } from '../jobs/store'
import { newId } from '../new-id'
import { mayCharge, note } from '../subscriptions/store'

export type NewChange = {
  subscriptionId: string
  customerId: string
  what: SubscriptionCommand
  /** What it is to be paid with; null unless that is what is asked. */
  paymentMethodId: string | null
  actorId: string
  requestId: string
  now: Date
  nextSyncAt: Date
}

export type NotChanged = 'unknown' | 'no_method' | 'unusable' | 'no_mandate' | 'changing' | 'not_changeable'
/** `job` is null when it is so already, or somebody is at it. */
export type Changed = { asked: SubscriptionCommand | null; job: LeasedJob | null }

/**
 * Files what a customer wants of one of their subscriptions, leased to the caller. One thing at a time; the lock on the
 * account's customers is the one that removing a method takes.
 */
export async function insertChange(change: NewChange): Promise<Changed | NotChanged> {
  const { subscriptionId: id, customerId, paymentMethodId, actorId, requestId, now: at } = change
  return transaction(async (tx) => {
    await lockCustomer(tx, customerId)
    await tx.$queryRaw`select 1 from subscriptions where id = ${id}::uuid for no key update`
    const row = await tx.subscription.findFirst({ where: { id, customer: sameAccount(customerId) } })
    if (!row) return 'unknown'
    const what = answerTo(change.what, row)
    if (what === 'done' && !row.asked) return { asked: null, job: null }
    if (row.asked) return isSame(row, change) ? { asked: row.asked, job: null } : 'changing'
    if (what === 'no' || what === 'done') return row.status === null && !row.endedAt ? 'changing' : 'not_changeable'
    if (what === 'method') {
      if (row.paymentMethodId === paymentMethodId) return { asked: null, job: null }
      const where = { id: paymentMethodId ?? '', customer: sameAccount(customerId) }
      const method = await tx.paymentMethod.findFirst({ where, include: { mandates: true } })
      if (!method) return 'no_method'
      // One that was saved by another customer of the account hangs on another customer at Stripe.
      if (method.customerId !== row.customerId || method.status !== 'active') return 'unusable'
      if (!mayCharge(method)) return 'no_mandate'
    }
    const asked = { asked: what, askedMethodId: what === 'method' ? paymentMethodId : null }
    const counts = { askedTry: { increment: 1 }, version: { increment: 1 }, syncCount: 0 }
    await tx.subscription.update({ where: { id }, data: { ...asked, ...counts, nextSyncAt: change.nextSyncAt } })
    await note(tx, { subscriptionId: id, action: `subscription.${what}_ask`, at, actorId, requestId })
    const command = { id: newId(), kind: 'change_subscription', subjectId: id } as const
    return { asked: what, job: await insertLeasedJob(tx, command) }
  })
}

function isSame({ asked, askedMethodId }: Subscription, { what, paymentMethodId }: NewChange): boolean {
  return asked === what && askedMethodId === paymentMethodId
}

/** Takes a change off its subscription that is carried out, or, with a `refusal`, that Stripe would not make. */
export async function endChange({ id, asked, askedTry }: Subscription, at: Date, refusal?: string): Promise<void> {
  await transaction(async (tx) => {
    const data = { asked: null, askedMethodId: null, version: { increment: 1 } }
    const { count } = await tx.subscription.updateMany({ where: { id, askedTry, asked }, data })
    const ended = `subscription.${asked}_${refusal === undefined ? 'done' : 'refused'}`
    if (count === 1) await note(tx, { subscriptionId: id, action: ended, at, detail: refusal ?? null })
  })
}

/** Lets a change be sent under another key; a second caller with the same news changes nothing. */
export async function renewChange({ id, askedTry }: Subscription): Promise<void> {
  const where = { id, askedTry, asked: { not: null } }
  await db().subscription.updateMany({ where, data: { askedTry: { increment: 1 } } })
}
