import 'server-only'
import { sameAccount } from '../customers/store'
import { db } from '../db'
import type { Job, JobKind, Prisma } from '../generated/client'
import { AS_LISTED } from '../payment-methods/store'

const METHODS = {
  orderBy: { createdAt: 'desc' },
  include: AS_LISTED,
} satisfies Prisma.Customer$paymentMethodsArgs
const CUSTOMER_METHODS = {
  user: { include: { customers: { orderBy: { joinedAt: 'asc' }, include: { paymentMethods: METHODS } } } },
  paymentMethods: METHODS,
} satisfies Prisma.CustomerInclude
export type CustomerRow = Prisma.CustomerGetPayload<{ include: typeof CUSTOMER_METHODS }>

type Page = { search: string | undefined; after: string | undefined; limit: number }

/** Customers with an account by their newest first, with all its methods. `search` finds a part of a name or an e-mail address. */
export async function listCustomerRows({ search, after, limit }: Page) {
  const contains = containing(search)
  return db().customer.findMany({
    where: { joinedAt: null, user: { role: 'customer', OR: [{ name: contains }, { email: contains }] } },
    orderBy: { id: 'desc' },
    take: limit,
    ...(after && { cursor: { id: after }, skip: 1 }),
    include: CUSTOMER_METHODS,
  })
}

/** Customers whose default method may be charged while they are away, by their names. */
export async function listChargeableRows({ search, limit }: Omit<Page, 'after'>): Promise<CustomerRow[]> {
  const contains = containing(search)
  const mandates = { some: { status: 'active', usage: 'off_session' } } as const
  return db().customer.findMany({
    where: {
      joinedAt: null,
      user: {
        role: 'customer',
        OR: [{ name: contains }, { email: contains }],
        customers: { some: { paymentMethods: { some: { isDefault: true, status: 'active', mandates } } } },
      },
    },
    orderBy: [{ user: { name: 'asc' } }, { id: 'asc' }],
    take: limit,
    include: CUSTOMER_METHODS,
  })
}

/** The latest tries at saving that failed, the newest first. */
export async function listFailedSetups(limit: number) {
  return db().setup.findMany({
    where: { failed: true },
    orderBy: { failedAt: 'desc' },
    take: limit,
    include: { customer: { include: { user: true } }, mandate: true },
  })
}

const WITH_CUSTOMER = {
  customer: { include: { user: true } },
  order: { include: { items: { orderBy: { position: 'asc' } } } },
  paymentMethod: { include: AS_LISTED },
  mandates: true,
  refunds: { orderBy: { createdAt: 'desc' } },
  disputes: true,
  recovery: true,
  invoice: true,
} satisfies Prisma.PaymentInclude
export type ListedPayment = Prisma.PaymentGetPayload<{ include: typeof WITH_CUSTOMER }>

/** Payments by their newest first, of one customer's account or of all. `search` finds a part of a name, an e-mail address, a description or a Stripe id. */
export async function listPaymentRows({ search, after, limit, customerId }: Page & { customerId: string | undefined }) {
  const contains = containing(search)
  const found: Prisma.PaymentWhereInput[] = [
    { customer: { user: { OR: [{ name: contains }, { email: contains }] } } },
    { order: { email: contains } },
    { order: { items: { some: { description: contains } } } },
    { stripePaymentIntentId: search ?? '' },
    { stripeChargeId: search ?? '' },
  ]
  return db().payment.findMany({
    where: { ...(customerId && { customer: sameAccount(customerId) }), ...(search && { OR: found }) },
    orderBy: { id: 'desc' },
    take: limit,
    ...(after && { cursor: { id: after }, skip: 1 }),
    include: WITH_CUSTOMER,
  })
}

/** One payment with everything around it, or null. */
export async function findPaymentRow(id: string): Promise<ListedPayment | null> {
  return db().payment.findUnique({ where: { id }, include: WITH_CUSTOMER })
}

/** One customer with the methods of the whole account, or null. */
export async function findCustomerRow(id: string) {
  return db().customer.findUnique({ where: { id }, include: CUSTOMER_METHODS })
}

/** Payments that are reserved and not charged yet, the one that ends first before the others. */
export async function listHoldRows(limit: number): Promise<ListedPayment[]> {
  return db().payment.findMany({
    where: { status: 'requires_capture' },
    orderBy: { captureBefore: 'asc' },
    take: limit,
    include: WITH_CUSTOMER,
  })
}

/** The command behind each payment that has not been carried out, by the payment's id. */
export async function openCommands(paymentIds: string[]): Promise<Map<string, Job>> {
  const kinds: JobKind[] = ['charge', 'confirm', 'retry', 'capture', 'cancel']
  const where = { kind: { in: kinds }, subjectId: { in: paymentIds }, doneAt: null }
  return new Map((await db().job.findMany({ where })).map((job) => [job.subjectId, job]))
}

/** What we did to a payment and what Stripe told us about it, each the oldest first. */
export async function listPaymentHistory(paymentId: string, stripeIds: string[]) {
  const [ours, stripes] = await Promise.all([
    db().auditEntry.findMany({ where: { subject: `payment:${paymentId}` }, orderBy: [{ at: 'asc' }, { id: 'asc' }] }),
    db().stripeEvent.findMany({ where: { objectId: { in: stripeIds } }, orderBy: { receivedAt: 'asc' } }),
  ])
  return { ours, stripes }
}

/** The message about a failed charge, sent or not; null when nobody could be written to. */
export async function findFailureMail(paymentId: string) {
  return db().notification.findFirst({
    where: { subjectId: paymentId, kind: 'charge_failed' },
    select: { sentAt: true },
  })
}

function containing(search: string | undefined) {
  // Prisma hands the words to LIKE as they are: a % or _ that somebody searches for is to mean itself.
  return { contains: (search ?? '').replaceAll(/[\\%_]/g, '\\$&'), mode: 'insensitive' } as const
}
