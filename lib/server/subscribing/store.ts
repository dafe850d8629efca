import 'server-only'
import { lockCustomer, sameAccount } from '../customers/store'
import { isUniqueViolation } from '../database-errors'
import { db, transaction, type Transaction } from '../db'
import type { BillingInterval, Subscription } from '../generated/client'
import { insertInvoicePayment } from '../invoices/store'
import { insertJob, insertLeasedJob, type LeasedJob } from '../jobs/store'
import { insertPendingMandate, type MandateNotice } from '../mandates/store'
import { newId } from '../new-id'
import { whyNotChargeable } from '../payments/why-not-chargeable'
import { isAtStripe, type StripeCustomerIds } from '../stripe/customer-ids'
import { hadTrial, mayCharge, note } from '../subscriptions/store'

export type NewSubscription = {
  /** Who subscribes: the account's own customer. */
  customerId: string
  plan: {
    id: string
    name: string
    unitAmount: number
    currency: string
    interval: BillingInterval
    trialDays: number | null
  }
  /** What the page said of it, as far as it did. */
  shown: { amount: number | undefined; trialDays: number | null | undefined }
  /** What is charged; null has the customer pay first, which takes `agreement`. */
  paymentMethodId: string | null
  /** How Stripe knows them, where they pay first: a saved method hangs on its own customer. */
  owner: StripeCustomerIds | null
  agreement: {
    notice: MandateNotice
    customerName: string
    customerEmail: string
    page: string | null
    ip: string | null
    userAgent: string | null
  } | null
  account: { stripeAccountId: string; livemode: boolean }
  idempotency: { route: string; key: string; bodyHash: string }
  actorId: string
  requestId: string
  now: Date
  nextSyncAt: Date
}

/** Why nothing is begun. */
export type NotBegun =
  ('exists' | 'no_method' | 'method_removed' | 'no_mandate' | 'other_account' | 'method_needed') | 'plan_changed'
/** `job` is null when it was begun before and its first invoice still waits to be paid. */
export type Begun = { subscriptionId: string; job: LeasedJob | null }

/**
 * Files a subscription and the command to make it, leased to the caller. Decided behind a lock on the account's customers,
 * which removing a method takes as well, and the partial unique index subscriptions_one_live stands behind that. Null when
 * the idempotency key was used before.
 */
export async function insertSubscription(asked: NewSubscription): Promise<Begun | NotBegun | null> {
  try {
    return await transaction((tx) => begin(tx, asked))
  } catch (error) {
    if (isUniqueViolation(error)) return null
    throw error
  }
}

async function begin(tx: Transaction, asked: NewSubscription): Promise<Begun | NotBegun> {
  const { customerId, plan, idempotency, actorId, requestId, now: at } = asked
  await lockCustomer(tx, customerId)
  const where = { customer: sameAccount(customerId), productId: plan.id, endedAt: null }
  const live = await tx.subscription.findFirst({ where })
  const isUnpaid = live && (live.status === null || live.status === 'incomplete')
  if (live) return isUnpaid ? { subscriptionId: live.id, job: null } : 'exists'
  const isTried = (await tx.subscription.count({ where: hadTrial(customerId, plan.id) })) > 0
  const trialDays = isTried ? null : plan.trialDays
  if (!isAsShown(asked, trialDays)) return 'plan_changed'
  if (trialDays && !asked.paymentMethodId) return 'method_needed'
  const found = await payingMethod(tx, asked)
  if (typeof found === 'string') return found
  const id = newId()
  await tx.idempotentRequest.create({ data: { ...idempotency, actorId: customerId, resultId: id } })
  const { unitAmount: amount, currency, interval, id: productId } = plan
  const terms = { amount, currency, interval, productId, trialDays }
  const times = { createdAt: at, nextSyncAt: asked.nextSyncAt }
  const data = { id, ...found, ...terms, ...times, ...asked.account, createKey: `subscribe:${id}:1` }
  const row = await tx.subscription.create({ data })
  if (!found.paymentMethodId) await insertFirstInvoice(tx, row, asked)
  await note(tx, { subscriptionId: id, action: 'subscription.ask', at, actorId, requestId })
  return { subscriptionId: id, job: await insertLeasedJob(tx, { id: newId(), kind: 'subscribe', subjectId: id }) }
}

// A page may be older than the price, or than the free trial that was had meanwhile: nobody pays what they did not read.
function isAsShown({ shown, plan }: NewSubscription, trialDays: number | null): boolean {
  const { amount = plan.unitAmount, trialDays: free = trialDays } = shown
  return amount === plan.unitAmount && free === trialDays
}

type Paying = StripeCustomerIds & { customerId: string; paymentMethodId: string | null }

async function payingMethod(tx: Transaction, asked: NewSubscription): Promise<Paying | NotBegun> {
  const { customerId, paymentMethodId, owner, account } = asked
  if (!paymentMethodId) {
    if (!owner) throw new Error('Whoever pays first is to be known at Stripe.')
    return { customerId, ...namesOf(owner), paymentMethodId: null }
  }
  const where = { id: paymentMethodId, customer: sameAccount(customerId) }
  const method = await tx.paymentMethod.findFirst({ where, include: { mandates: true, customer: true } })
  const isKnown = method !== null && isAtStripe(method.customer)
  const isAllowed = mayCharge(method) && PAYABLE.includes(method?.type ?? '')
  const whyNot = whyNotChargeable({ isKnown, method: method && { ...method, isAllowed }, account })
  if (!method || whyNot) return whyNot === 'no_customer' || !whyNot ? 'no_method' : whyNot
  // It hangs on the customer at Stripe that it was saved by.
  return { customerId: method.customerId, ...namesOf(method.customer), paymentMethodId }
}

// What subscriptions are made to take.
const PAYABLE = ['amazon_pay', 'card']

function namesOf({ stripeCustomerId, stripeCustomerAccountId }: StripeCustomerIds): StripeCustomerIds {
  return { stripeCustomerId, stripeCustomerAccountId }
}

// What is to be paid first is there before Stripe has made its invoice, with what was agreed to.
async function insertFirstInvoice(tx: Transaction, row: Subscription, { plan, agreement, now }: NewSubscription) {
  if (!agreement) throw new Error('Nobody agreed to having what they pay with kept.')
  const { amount, currency, customerId } = row
  const invoice = { id: newId(), subscriptionId: row.id, amountDue: amount, currency, createdAt: now }
  await tx.invoice.create({ data: invoice })
  const paymentId = await insertInvoicePayment(
    tx,
    { ...row, name: plan.name },
    {
      ...{ invoiceId: invoice.id, amount, currency, createdAt: now, now },
      ...{ description: `${plan.name}, first ${plan.interval}`, offSession: false },
      ...{ paymentMethodId: null, stripePaymentIntentId: null },
    },
  )
  await insertPendingMandate(tx, { ...agreement, customerId, paymentId, usage: 'off_session', acceptedAt: now })
}

/** Keeps Stripe's id of a subscription; false when the row has one already, or Stripe was given up on. */
export async function nameSubscription(id: string, stripeSubscriptionId: string): Promise<boolean> {
  const where = { id, stripeSubscriptionId: null, endedAt: null }
  return (await db().subscription.updateMany({ where, data: { stripeSubscriptionId } })).count === 1
}

/** Lets the next create use another key; a second caller with the same news changes nothing. */
export async function renewSubscribeKey({ id, createKey }: Subscription): Promise<void> {
  const number = Number(createKey.split(':').at(-1)) + 1
  await db().subscription.updateMany({ where: { id, createKey }, data: { createKey: `subscribe:${id}:${number}` } })
}

type Words = { errorCode: string | null; errorMessage: string }

/** Writes that Stripe would not make a subscription: it is over, and what was to be paid first can't be paid. */
export async function recordRefused({ id, paymentMethodId }: Subscription, words: Words, at: Date): Promise<void> {
  await transaction(async (tx) => {
    const data = { ...words, endedAt: at, nextSyncAt: null, version: { increment: 1 } }
    const where = { id, stripeSubscriptionId: null, endedAt: null }
    if ((await tx.subscription.updateMany({ where, data })).count === 0) return
    // Stripe's no may have been about the method.
    if (paymentMethodId) await insertJob(tx, { id: newId(), kind: 'sync_method', subjectId: paymentMethodId })
    const unpaid = { invoice: { subscriptionId: id }, stripePaymentIntentId: null, status: null }
    const refused = { status: 'canceled', failure: 'refused', failedAt: at, nextSyncAt: null } as const
    await tx.payment.updateMany({ where: unpaid, data: { ...words, ...refused, version: { increment: 1 } } })
    const pending = { payment: { invoice: { subscriptionId: id } }, status: 'pending' as const }
    await tx.mandate.updateMany({ where: pending, data: { status: 'inactive', endedAt: at } })
    const detail = [words.errorMessage, words.errorCode && `(${words.errorCode})`].filter(Boolean).join(' ')
    await note(tx, { subscriptionId: id, action: 'subscription.failed', at, detail })
  })
}
