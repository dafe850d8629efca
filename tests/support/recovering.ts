import { chargedWith } from './charge-outcomes'
import { paymentOf, workOff } from './charging'
import { moveClock } from './business-clock'
import { control } from './saving'
import { send } from './requests'
import { POST as recoveries } from '@/app/api/recoveries/route'
import { db } from '@/lib/server/db'
import { sweep } from '@/lib/server/jobs/sweep'
import { listNotifications } from '@/lib/server/notifications/list-notifications'
import { findRecovery } from '@/lib/server/recovery/store'

export const HOUR = 3600
export const DAY = 24 * HOUR

/** A charge of $12.00 that was declined, with its message sent. */
export async function declinedCharge() {
  const shop = await chargedWith('decline')
  await workOff()
  return { ...shop, ...(await paymentOf(shop.id)) }
}

/** What the customer was sent about one payment, the oldest first: title and text as they read it. */
export async function mailsTo(paymentId: string) {
  const own = await db().notification.findMany({ where: { subjectId: paymentId }, orderBy: { id: 'asc' } })
  const sent = new Map((await listNotifications()).map((mail) => [mail.id, mail]))
  return own.flatMap(({ id }) => sent.get(id) ?? [])
}

/** The secret in the link of the mail that was sent last about a payment. */
export async function secretOf(paymentId: string): Promise<string> {
  const text = (await mailsTo(paymentId)).at(-1)?.text ?? ''
  const [, secret] = /\/recover\/([\w-]+)$/m.exec(text) ?? []
  if (!secret) throw new Error(`No link was sent about ${paymentId}: ${text}`)
  return secret
}

/** How often something happened to a payment. */
export async function countOf(paymentId: string, action: string): Promise<number> {
  return db().auditEntry.count({ where: { subject: `payment:${paymentId}`, action } })
}

/** Hours from now to the next try; null when there is none. */
export async function hoursToTry(paymentId: string): Promise<number | null> {
  const recovery = await findRecovery(paymentId)
  const { offsetSeconds = 0 } = (await db().clock.findUnique({ where: { id: 1 } })) ?? {}
  if (!recovery?.nextTryAt) return null
  return Math.round((recovery.nextTryAt.getTime() - Date.now() - offsetSeconds * 1000) / 3_600_000)
}

/** Lets time pass, has the sweep look and the worker work. */
export async function pass(seconds: number, outcome?: 'succeed' | 'decline' | 'processing' | 'late_failure') {
  await moveClock(seconds)
  if (outcome) await control.outcomes({ nextOffSession: outcome })
  await sweep()
  await workOff()
}

export type Declined = Awaited<ReturnType<typeof declinedCharge>>

/** Presses the button behind a mail's link; gives where it leads, and the order as that browser holds it now. */
export async function openLink(token: string, cookie?: string) {
  const answer = await send(recoveries, { form: { token }, cookie, path: '/api/recoveries' })
  const own = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { answer, place: answer.headers.get('location'), cookie: [cookie, own].filter(Boolean).join('; ') }
}

/** The order of a failed charge in a browser that has this cookie. */
export const placedBy = ({ orderId, customerId }: Pick<Declined, 'orderId' | 'customerId'>, cookie: string) => ({
  ...{ id: orderId, customerId, cookie },
  buyer: { customerIds: [customerId] as [string], customer: null },
})
/** Somebody who has nothing but the link. */
export const byLink = ({ orderId }: Pick<Declined, 'orderId'>) => ({
  customerIds: [],
  customer: null,
  openedOrderIds: [orderId],
})
