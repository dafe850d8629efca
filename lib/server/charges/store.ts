import 'server-only'
import { defaultOf, lockCustomer, sameAccount } from '../customers/store'
import { isUniqueViolation } from '../database-errors'
import { transaction, type Transaction } from '../db'
import { insertLeasedJob, type LeasedJob } from '../jobs/store'
import { newId } from '../new-id'
import { audit } from '../payments/store'
import { type NotChargeable, whyNotChargeable } from '../payments/why-not-chargeable'
import { isAtStripe, type StripeCustomerIds } from '../stripe/customer-ids'

export type NewCharge = {
  customerId: string
  paymentMethodId: string | undefined
  amount: number
  currency: string
  description: string
  statementDescriptor: string | null
  account: { stripeAccountId: string; livemode: boolean }
  idempotency: { route: string; key: string; bodyHash: string }
  actorId: string
  requestId: string
  now: Date
  nextSyncAt: Date
  /** Whether it is one of many that nobody waits for. */
  isBulk?: boolean
}

/**
 * Files an order with one line, its payment and the command to charge it, leased to the caller, in one transaction. What
 * may be charged is decided behind a lock on the account's customers, which removing a method takes as well.
 * Null when the idempotency key was used before: two at once collide on it. A string says why nothing may be charged.
 */
export async function insertCharge(charge: NewCharge): Promise<FiledCharge | NotChargeable | null> {
  try {
    return await transaction((tx) => fileCharge(tx, charge))
  } catch (error) {
    if (isUniqueViolation(error)) return null
    throw error
  }
}

export type FiledCharge = { paymentId: string; job: LeasedJob }

/** The same in a transaction of the caller's, which a key that was used before makes fail. */
export async function fileCharge(tx: Transaction, charge: NewCharge): Promise<FiledCharge | NotChargeable> {
  const [paymentId, orderId] = [newId(), newId()]
  const { actorId, requestId, idempotency, amount, currency, now: createdAt, description, isBulk } = charge
  await lockCustomer(tx, charge.customerId)
  const found = await chargeableMethod(tx, charge)
  if (typeof found === 'string') return found
  const { customerId, stripeCustomerId, stripeCustomerAccountId, paymentMethodId, type } = found
  await tx.idempotentRequest.create({ data: { ...idempotency, actorId, resultId: paymentId } })
  const items = { create: { position: 1, description, unitAmount: amount } }
  await tx.order.create({ data: { id: orderId, customerId, amount, currency, createdAt, items } })
  await tx.payment.create({
    data: {
      id: paymentId,
      orderId,
      customerId,
      paymentMethodId,
      stripeCustomerId,
      stripeCustomerAccountId,
      amount,
      currency,
      // Stripe refuses it where a card is charged.
      statementDescriptor: type === 'amazon_pay' ? charge.statementDescriptor : null,
      createKey: `create:${paymentId}:1`,
      confirmKey: `confirm:${paymentId}:1`,
      offSession: true,
      nextSyncAt: charge.nextSyncAt,
      createdAt,
      ...charge.account,
    },
  })
  await audit(tx, { paymentId, action: 'payment.ask', at: createdAt, actorId, requestId })
  const command = { id: newId(), kind: 'charge', subjectId: paymentId, isBulk: isBulk ?? false } as const
  return { paymentId, job: await insertLeasedJob(tx, command) }
}

type Chargeable = StripeCustomerIds & { customerId: string; paymentMethodId: string; type: string }

async function chargeableMethod(
  tx: Transaction,
  { customerId, paymentMethodId: wanted, account }: NewCharge,
): Promise<Chargeable | NotChargeable> {
  if ((await tx.customer.count({ where: { id: customerId } })) === 0) return 'no_customer'
  const where = wanted ? { id: wanted, customer: sameAccount(customerId) } : defaultOf(customerId)
  const method = await tx.paymentMethod.findFirst({ where, include: { mandates: true, customer: true } })
  // A method is charged for the customer it was saved by: it hangs on that one's customer at Stripe.
  const isKnown = method !== null && isAtStripe(method.customer)
  const isAllowed =
    method?.mandates.some(({ status, usage }) => status === 'active' && usage === 'off_session') ?? false
  const whyNot = whyNotChargeable({ isKnown, method: method && { ...method, isAllowed }, account })
  // The first is what a charge needs; whyNotChargeable says so of it.
  if (!method || whyNot) return whyNot ?? 'no_method'
  const { stripeCustomerId, stripeCustomerAccountId } = method.customer
  const named = { stripeCustomerId, stripeCustomerAccountId }
  return { customerId: method.customerId, ...named, paymentMethodId: method.id, type: method.type }
}
