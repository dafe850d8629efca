import type { WorldState } from '../../sandbox/control-types'
import { expireLeases, workOff } from './charging'
import { control } from './saving'
import { handleAll } from './webhooks'
import { db } from '@/lib/server/db'
import { carryOut } from '@/lib/server/jobs/carry-out'
import type { LeasedJob } from '@/lib/server/jobs/store'
import { newId } from '@/lib/server/new-id'
import { removeMethod } from '@/lib/server/payment-methods/remove-method'
import { beginRemoval, findMethod } from '@/lib/server/payment-methods/store'
import { isAtStripe } from '@/lib/server/stripe/customer-ids'
import { handlerOf } from '@/lib/server/webhooks/handlers'

type Removable = { id: string; userId: string; name: string; email: string; paymentMethod: { id: string } }

/** Removes a customer's method as the route does. */
export async function remove({ paymentMethod, ...customer }: Removable) {
  return removeMethod(paymentMethod.id, customer, newId())
}

/** Takes a method out of use, as a customer does whose request dies before anything was carried out. */
export async function askToRemove({ userId, paymentMethod }: Removable) {
  const method = await findMethod({ id: paymentMethod.id })
  if (!method) throw new Error('There is no such method.')
  return beginRemoval({ method, reason: 'customer', at: new Date(), actor: { actorId: userId, requestId: newId() } })
}

/** What the worker does with an event about this object, without the inbox. */
export async function hear(type: string, objectId: string, reference: string | null = null): Promise<void> {
  const handler = handlerOf(type)
  if (!handler) throw new Error(`Nobody listens to ${type}.`)
  await handler({ objectId, reference })
}

/** Everything that still waits is done: events, commands, and what they lead to. */
export async function settle(): Promise<void> {
  await expireLeases()
  await handleAll()
  await workOff()
}

/** What the worker does with the commands about one row, as soon as their time has come. */
export async function carryOutFor(subjectId: string): Promise<void> {
  const jobs = await db().$queryRaw<LeasedJob[]>`
    update jobs set due_at = now() + interval '30 seconds', fence = fence + 1, attempts = attempts + 1
    where subject_id = ${subjectId}::uuid and due_at is not null
    returning id, kind, subject_id as "subjectId", attempts, fence`
  for (const job of jobs) await carryOut(job)
}

/** How a method ended, in all rows that it touches and at Stripe, without what differs from one to the next. */
export async function endOf(paymentMethodId: string) {
  const [end] = await endsOf([paymentMethodId])
  return end
}

/** The same for several. */
export async function endsOf(paymentMethodIds: string[]) {
  const { objects } = await control.state()
  return Promise.all(paymentMethodIds.map((id) => endAmong(id, objects)))
}

async function endAmong(id: string, objects: WorldState['objects']) {
  const include = { mandates: true, customer: true }
  const method = await db().paymentMethod.findUniqueOrThrow({ where: { id }, include })
  const { status, detachReason: reason, isDefault, detachedAt, stripePaymentMethodId } = method
  const theirs = objects.payment_methods.find((one) => one.id === stripePaymentMethodId)
  const theirMandates = objects.mandates.filter((one) => one.payment_method === stripePaymentMethodId)
  return {
    method: { status, reason, isDefault, hasEnded: detachedAt !== null },
    mandates: method.mandates.map((one) => ({
      status: one.status,
      hasEnded: one.endedAt !== null,
      hasStripeId: one.stripeMandateId !== null,
    })),
    hasStripeCustomer: isAtStripe(method.customer),
    openJobs: await db().job.count({ where: { subjectId: id, doneAt: null } }),
    atStripe: { isAttached: theirs?.customer != null, mandates: theirMandates.map((one) => one.status) },
  }
}

/** How everything ends that was removed for this reason. */
export function removed(reason: 'customer' | 'revoked' | 'detached' | 'customer_deleted') {
  return {
    method: { status: 'detached', reason, isDefault: false, hasEnded: true },
    mandates: [{ status: 'inactive', hasEnded: true, hasStripeId: true }],
    hasStripeCustomer: reason !== 'customer_deleted',
    openJobs: 0,
    atStripe: { isAttached: false, mandates: ['inactive'] },
  }
}

/** Every order in which things can happen. */
export function orders<T>(things: readonly T[]): T[][] {
  if (things.length === 0) return [[]]
  return things.flatMap((first, at) => orders(things.toSpliced(at, 1)).map((rest) => [first, ...rest]))
}

/** Status and code of a problem, or the status alone. */
export async function answerOf(response: Response): Promise<[number, string?]> {
  if (response.ok) return [response.status]
  return [response.status, ((await response.json()) as { code: string }).code]
}
