import 'server-only'
import { businessNow } from '../clock'
import { db, transaction, type Transaction } from '../db'
import type { Customer, Prisma } from '../generated/client'
import { endMandates } from '../mandates/store'
import type { StripeCustomerIds } from '../stripe/customer-ids'

export type { Customer }
/** A customer with what is known of them at Stripe. */
export type MappedCustomer = Pick<
  Customer,
  | 'id'
  | 'userId'
  | 'joinedAt'
  | 'stripeCustomerId'
  | 'stripeCustomerAccountId'
  | 'stripeAccountId'
  | 'livemode'
  | 'stripeTry'
>

/** One of our customers; the id comes from a session or a row, so a missing one is a bug. */
export async function getCustomer(id: string): Promise<Customer> {
  return db().customer.findUniqueOrThrow({ where: { id } })
}

/**
 * What a customer with an account is called; null for a guest. Also for one who has joined an account: a create that the guest
 * began is repeated with the same words.
 */
export async function personOf({ userId, joinedAt }: MappedCustomer): Promise<{ name: string; email: string } | null> {
  if (!userId || joinedAt) return null
  return db().user.findUniqueOrThrow({ where: { id: userId }, select: { name: true, email: true } })
}

/** A customer and all others of the same account: its own and the guests who joined it. A guest has no account. */
export function sameAccount(customerId: string): Prisma.CustomerWhereInput {
  return { OR: [{ id: customerId }, { user: { customers: { some: { id: customerId } } } }] }
}

/** The default method of a customer's account: there is one at most. */
export function defaultOf(customerId: string) {
  return { customer: sameAccount(customerId), isDefault: true } satisfies Prisma.PaymentMethodWhereInput
}

/**
 * Locks a customer's row and all others of the same account until the transaction ends: whoever saves, charges, removes or
 * joins takes turns there. In the order of their ids, so that no two wait for each other.
 */
export async function lockCustomer(tx: Transaction, customerId: string): Promise<void> {
  await tx.$queryRaw`select 1 from customers
    where id = ${customerId}::uuid or user_id = (select user_id from customers where id = ${customerId}::uuid)
    order by id for no key update`
}

type Joining = { guestTokenHash: string; userId: string; requestId: string; at: Date }

/**
 * Makes the guest of this cookie a customer of an account, and the cookie worthless; false when there is no such guest (any
 * more). Everything stays with its own Stripe Customer. Two joins of one guest meet on its row, and the later one finds none.
 */
export async function joinCustomer({ guestTokenHash, userId, requestId, at }: Joining): Promise<boolean> {
  return transaction(async (tx) => {
    await tx.$queryRaw`select 1 from customers
      where guest_token_hash = ${guestTokenHash} or user_id = ${userId}::uuid order by id for update`
    const guest = await tx.customer.findFirst({ where: { guestTokenHash, userId: null }, select: { id: true } })
    if (!guest) return false
    // One default per account: the account's own choice stays.
    const hasDefault = (await tx.paymentMethod.count({ where: { customer: { userId }, isDefault: true } })) > 0
    if (hasDefault)
      await tx.paymentMethod.updateMany({
        where: { customerId: guest.id, isDefault: true },
        data: { isDefault: false },
      })
    await tx.customer.update({ where: { id: guest.id }, data: { userId, joinedAt: at, guestTokenHash: null } })
    const entry = { actorId: userId, requestId, at, action: 'customer.join', subject: `customer:${guest.id}` }
    await tx.auditEntry.create({ data: { ...entry, detail: `user:${userId}` } })
    return true
  })
}

/** How much a customer owned at a time: orders that were placed, and methods that are saved. */
export type Contents = { orders: number; methods: number }

export async function contentsOf({ id: customerId, until }: { id: string; until: Date }): Promise<Contents> {
  const where = { customerId, createdAt: { lte: until } }
  const [orders, methods] = await Promise.all([
    db().order.count({ where }),
    db().paymentMethod.count({ where: { ...where, status: 'active' } }),
  ])
  return { orders, methods }
}

/** Guests who joined an account since a time. */
export async function listJoined(userId: string, since: Date): Promise<{ id: string; joinedAt: Date }[]> {
  const rows = await db().customer.findMany({
    where: { userId, joinedAt: { gte: since } },
    select: { id: true, joinedAt: true },
  })
  return rows.flatMap(({ id, joinedAt }) => (joinedAt ? [{ id, joinedAt }] : []))
}

type StripeMapping = StripeCustomerIds & { stripeAccountId: string; livemode: boolean }

const NOT_AT_STRIPE = { stripeCustomerId: null, stripeCustomerAccountId: null }

/**
 * Stores who this is at Stripe, and gives what is stored: the first writer wins. A second one has the same id by the
 * idempotency key, unless the two run under different models.
 */
export async function mapToStripe(id: string, mapping: StripeMapping): Promise<StripeCustomerIds> {
  const where = { id, ...NOT_AT_STRIPE }
  const [written] = await db().customer.updateManyAndReturn({ where, data: mapping })
  return written ?? getCustomer(id)
}

/**
 * Gives a customer at Stripe up who is gone there, unless somebody else did so first. The next one is made under another
 * key, and tries that were under way with the old one are over.
 */
export async function forgetStripeCustomer(id: string, gone: StripeCustomerIds): Promise<void> {
  const { stripeCustomerId, stripeCustomerAccountId } = gone
  const at = await businessNow()
  await transaction(async (tx) => {
    const { count } = await tx.customer.updateMany({
      where: { id, stripeCustomerId, stripeCustomerAccountId },
      data: { ...NOT_AT_STRIPE, stripeAccountId: null, livemode: null, stripeTry: { increment: 1 } },
    })
    if (count === 0) return
    await tx.setup.updateMany({
      where: { customerId: id, stripeSetupIntentId: { not: null }, status: { notIn: ['succeeded', 'canceled'] } },
      data: { status: 'canceled', nextSyncAt: null, version: { increment: 1 } },
    })
    // With the Customer, Stripe has detached everything that was saved for it.
    const ended = { status: 'detached', detachedAt: at, isDefault: false } as const
    const unasked = { ...ended, detachReason: 'customer_deleted' } as const
    await tx.paymentMethod.updateMany({ where: { customerId: id, status: 'active' }, data: unasked })
    await tx.paymentMethod.updateMany({ where: { customerId: id, status: 'removing' }, data: ended })
    await endMandates(tx, { customerId: id }, at)
    // Nobody is told any more when they are charged again.
    const wasTried = { paymentMethod: { customerId: id }, nextTryAt: { not: null } }
    await tx.recovery.updateMany({ where: wasTried, data: { nextTryAt: null } })
    const subject = `customer:${id}:${stripeCustomerAccountId ?? stripeCustomerId}`
    await tx.auditEntry.create({ data: { action: 'customer.forget', subject } })
  })
}

/** Lets the next create at Stripe use another key; a second caller with the same news changes nothing. */
export async function renewCustomerKey(id: string, stripeTry: number): Promise<void> {
  await db().customer.updateMany({ where: { id, stripeTry }, data: { stripeTry: { increment: 1 } } })
}

/** The customer whom Stripe knows by this `cus_…`, or null. Of an account we know another id: that is found by ours. */
export async function findCustomerByStripeId(stripeCustomerId: string, id: string | null): Promise<Customer | null> {
  const found = await db().customer.findUnique({ where: { stripeCustomerId } })
  if (found || !id) return found
  return db().customer.findFirst({ where: { id, stripeCustomerAccountId: { not: null } } })
}
