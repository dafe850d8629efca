import 'server-only'
import { businessNow } from '../clock'
import { db, transaction } from '../db'
import type { Customer } from '../generated/client'
import { endMandates } from '../mandates/store'

export type { Customer }
/** A customer with what is known of them at Stripe. */
export type MappedCustomer = Pick<
  Customer,
  'id' | 'userId' | 'stripeCustomerId' | 'stripeAccountId' | 'livemode' | 'stripeTry'
>

/** One of our customers; the id comes from a session or a row, so a missing one is a bug. */
export async function getCustomer(id: string): Promise<Customer> {
  return db().customer.findUniqueOrThrow({ where: { id } })
}

/** What a customer with an account is called; null for a guest. */
export async function personOf({ userId }: MappedCustomer): Promise<{ name: string; email: string } | null> {
  return userId ? db().user.findUniqueOrThrow({ where: { id: userId }, select: { name: true, email: true } }) : null
}

type StripeMapping = { stripeCustomerId: string; stripeAccountId: string; livemode: boolean }

/** Stores which Stripe Customer this is. The first writer wins, and a second one wrote the same id (idempotency key). */
export async function mapToStripe(id: string, mapping: StripeMapping): Promise<void> {
  await db().customer.updateMany({ where: { id, stripeCustomerId: null }, data: mapping })
}

/**
 * Gives a Stripe Customer up that is gone at Stripe, unless somebody else did so first. The next one is made under another
 * key, and tries that were under way with the old one are over.
 */
export async function forgetStripeCustomer(id: string, stripeCustomerId: string): Promise<void> {
  const at = await businessNow()
  await transaction(async (tx) => {
    const { count } = await tx.customer.updateMany({
      where: { id, stripeCustomerId },
      data: { stripeCustomerId: null, stripeAccountId: null, livemode: null, stripeTry: { increment: 1 } },
    })
    if (count === 0) return
    await tx.setup.updateMany({
      where: { customerId: id, stripeSetupIntentId: { not: null }, status: { notIn: ['succeeded', 'canceled'] } },
      data: { status: 'canceled', nextSyncAt: null, version: { increment: 1 } },
    })
    // With the Customer, Stripe has detached everything that was saved for it.
    const gone = { status: 'detached', detachedAt: at, isDefault: false } as const
    const unasked = { ...gone, detachReason: 'customer_deleted' } as const
    await tx.paymentMethod.updateMany({ where: { customerId: id, status: 'active' }, data: unasked })
    await tx.paymentMethod.updateMany({ where: { customerId: id, status: 'removing' }, data: gone })
    await endMandates(tx, { customerId: id }, at)
    await tx.auditEntry.create({ data: { action: 'customer.forget', subject: `customer:${id}:${stripeCustomerId}` } })
  })
}

/** Lets the next create of a Stripe Customer use another key; a second caller with the same news changes nothing. */
export async function renewCustomerKey(id: string, stripeTry: number): Promise<void> {
  await db().customer.updateMany({ where: { id, stripeTry }, data: { stripeTry: { increment: 1 } } })
}

/** The customer whom Stripe knows by this id, or null. */
export async function findCustomerByStripeId(stripeCustomerId: string): Promise<Customer | null> {
  return db().customer.findUnique({ where: { stripeCustomerId } })
}
