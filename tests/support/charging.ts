import { stripeCustomerIdOf } from './at-stripe'
import { approved, newCustomer, rowOf } from './saving'
import type { SignedInCustomer, Viewer } from '@/lib/server/auth/session'
import { db } from '@/lib/server/db'
import { carryOut } from '@/lib/server/jobs/carry-out'
import { workJobs } from '@/lib/server/jobs/work-jobs'
import { syncSetup } from '@/lib/server/payment-methods/sync-setup'
import { askCharge, type AskCharge } from '@/lib/server/payments/ask-charge'

type Usage = 'on_session' | 'off_session'

/** One of the merchant's people. */
export async function newMerchant(): Promise<Viewer> {
  const email = `${crypto.randomUUID()}@rides.example`
  const user = await db().user.create({ data: { name: 'Mia', email, role: 'merchant', updatedAt: new Date() } })
  return { userId: user.id, name: user.name, email, role: 'merchant' }
}

/** A customer who has saved Amazon Pay, and may be charged while away unless `usage` says otherwise. */
export async function customerWithMethod(usage: Usage = 'off_session') {
  return anotherMethod(await newCustomer(), usage)
}

/** The same customer with a method saved just now; their first one stays the default. */
export async function anotherMethod(customer: SignedInCustomer, usage: Usage = 'off_session') {
  const { setupId } = await approved(customer, { usage })
  await syncSetup(setupId)
  const { mandate, customer: row } = await rowOf(setupId)
  const paymentMethod = await db().paymentMethod.findUniqueOrThrow({ where: { id: mandate?.paymentMethodId ?? '' } })
  // Every new method is read once more by the worker; that is over before the test begins.
  await carryOut(await jobOf(paymentMethod.id))
  return { ...customer, paymentMethod, mandate, stripeCustomerId: await stripeCustomerIdOf(row), row }
}

/** What the merchant asks for: $12.00, unless `changes` say otherwise. */
export function chargeOf(merchant: Viewer, customerId: string, changes: Partial<AskCharge> = {}): AskCharge {
  return {
    merchant,
    customerId,
    amount: 1200,
    currency: 'usd',
    description: 'Ride to the moon',
    idempotencyKey: crypto.randomUUID(),
    requestId: crypto.randomUUID(),
    ...changes,
  }
}

/** Asks for a charge and carries it out, as the request would. Gives the payment's id. */
export async function charge(merchant: Viewer, customerId: string, changes: Partial<AskCharge> = {}): Promise<string> {
  const { paymentId, job } = await askCharge(chargeOf(merchant, customerId, changes))
  if (job) await carryOut(job)
  return paymentId
}

/** A payment with all that hangs on it. */
export async function paymentOf(id: string) {
  const include = {
    paymentMethod: { include: { mandates: true } },
    order: { include: { items: true } },
    ledger: { include: { entries: true } },
  }
  return db().payment.findUniqueOrThrow({ where: { id }, include })
}

/** The command about a payment or a payment method that was filed last. */
export async function jobOf(subjectId: string) {
  return db().job.findFirstOrThrow({ where: { subjectId }, orderBy: { id: 'desc' } })
}

/** Makes every lease and every wait of the outbox run out now. */
export async function expireLeases(): Promise<void> {
  await db().$executeRaw`update jobs set due_at = now() - interval '1 second' where due_at is not null`
}

/**
 * Carries commands out as a worker does, waits included, until none is left; further tries of declined charges without
 * their budget. Gives up after `turns`.
 */
export async function workOff(turns = 60): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await expireLeases()
    const tries = await db().job.findMany({ where: { kind: 'retry', dueAt: { not: null } } })
    await Promise.all(tries.map(carryOut))
    if ((await workJobs(4)) + tries.length === 0) return
  }
}
