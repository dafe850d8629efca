import 'server-only'
import { db } from '../db'
import type { Customer } from '../generated/client'

export type { Customer }

/** One of our customers; the id comes from a session or a row, so a missing one is a bug. */
export async function getCustomer(id: string) {
  return db().customer.findUniqueOrThrow({ where: { id }, include: { user: true } })
}

type StripeMapping = { stripeCustomerId: string; stripeAccountId: string; livemode: boolean }

/** Stores which Stripe Customer this is. The first writer wins, and a second one wrote the same id (idempotency key). */
export async function mapToStripe(id: string, mapping: StripeMapping): Promise<void> {
  await db().customer.updateMany({ where: { id, stripeCustomerId: null }, data: mapping })
}
