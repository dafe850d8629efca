import 'server-only'
import { addSeconds, businessNow } from '../clock'
import { isNews } from '../invoices/store'
import { log } from '../logger'
import { isTheirs } from '../stripe/customer-ids'
import { isMissing } from '../stripe/errors'
import { requireSameAccount } from '../stripe/same-account'
import type { InvoiceSnapshot, SubscriptionSnapshot } from '../stripe/subscription-snapshot'
import { listInvoices, retrieveSubscription } from '../stripe/subscriptions'
import { settlePayments } from './settle-payments'
import {
  askToEndStray,
  findMethodOf,
  findSubscription,
  findSubscriptionByStripeId,
  findSubscriptionOfPayment,
  type FoundSubscription,
  planNextRead,
  recordSubscription,
  type SubscriptionChange,
} from './store'

/**
 * Copies a subscription's present state from Stripe, with its invoices and the payments of those. The request that asked for
 * it, webhooks, the sweep and the commands all call it, in any order and at once: it is safe to repeat. Gives the row as it
 * is afterwards; null when there is no such subscription.
 */
export async function syncSubscription(subscriptionId: string): Promise<FoundSubscription | null> {
  const subscription = await findSubscription(subscriptionId)
  return subscription && syncFound(subscription)
}

/** The same for an event, which knows Stripe's id and perhaps ours from the metadata. Not one of ours: nothing to do. */
export async function syncSubscriptionByStripeId(stripeSubscriptionId: string, id: string | null): Promise<void> {
  const subscription = await findSubscriptionByStripeId(stripeSubscriptionId, id)
  if (!subscription) return log.info({ stripeSubscriptionId }, 'subscription.unknown')
  await syncFound(subscription, stripeSubscriptionId)
}

/** The same for news of a payment: false when its intent pays no invoice. When Stripe tries again is told by the invoice. */
export async function syncSubscriptionOfIntent(stripePaymentIntentId: string): Promise<boolean> {
  const subscriptionId = await findSubscriptionOfPayment({ stripePaymentIntentId })
  return subscriptionId !== null && (await syncSubscription(subscriptionId)) !== null
}

/** The same for a payment of ours; it changes nothing for one that pays no invoice. */
export async function syncSubscriptionOf(paymentId: string): Promise<void> {
  const subscriptionId = await findSubscriptionOfPayment({ id: paymentId })
  if (subscriptionId !== null) await syncSubscription(subscriptionId)
}

async function syncFound(first: FoundSubscription, adopted?: string): Promise<FoundSubscription> {
  await requireSameAccount(first)
  const { id } = first
  for (let row: FoundSubscription | null = first, tries = 0; row; row = await findSubscription(id), tries++) {
    const stripeSubscriptionId = row.stripeSubscriptionId ?? adopted
    if (!stripeSubscriptionId) return row
    if (isGivenUp(row)) {
      await askToEndStray(row)
      return row
    }
    const seen = await readUnlessGone(row, stripeSubscriptionId)
    if (!isOurs(row, seen.subscription)) {
      log.warn({ subscriptionId: id, stripeSubscriptionId }, 'subscription.foreign')
      return row
    }
    if (await write(row, seen)) return afterwards(id, seen)
    if (tries > 20) throw new Error(`Subscription ${id} keeps changing.`)
  }
  throw new Error(`Subscription ${id} disappeared.`)
}

// A call that was given up here may have been on its way still. What it made is charged, and nobody would see it.
function isGivenUp({ status, endedAt }: FoundSubscription): boolean {
  return status === null && endedAt !== null
}

type Seen = { subscription: SubscriptionSnapshot | null; invoices: InvoiceSnapshot[] }

async function afterwards(id: string, { invoices }: Seen): Promise<FoundSubscription> {
  await settlePayments(id, invoices)
  await planNextRead({ id }, await businessNow())
  const after = await findSubscription(id)
  if (!after) throw new Error(`Subscription ${id} disappeared.`)
  return after
}

// Anybody who may write to the Stripe account can put our id into some other subscription.
function isOurs(row: FoundSubscription, seen: SubscriptionSnapshot | null): boolean {
  if (!seen) return row.stripeSubscriptionId !== null
  if (row.stripeSubscriptionId !== null) return row.stripeSubscriptionId === seen.stripeSubscriptionId
  return row.id === seen.subscriptionId && isTheirs(seen, row)
}

// True when there was nothing to write, or it was written; false when the row has moved on meanwhile.
async function write(row: FoundSubscription, { subscription, invoices }: Seen): Promise<boolean> {
  const now = await businessNow()
  const change = subscription ? await changeFrom(row, subscription) : goneFrom(row, now)
  const hasNews = isChange(row, change) || invoices.some((seen) => isUnknown(row, seen))
  return !hasNews || recordSubscription(row, change, { invoices, now, keepsWhatPays: !!subscription?.keepsWhatPays })
}

async function changeFrom(row: FoundSubscription, seen: SubscriptionSnapshot): Promise<SubscriptionChange> {
  const { stripeSubscriptionId, status, trialEndsAt, currentPeriodEnd, cancelAtPeriodEnd, canceledAt, endedAt } = seen
  const hasEnded = status === 'canceled' || status === 'incomplete_expired'
  return {
    ...{ stripeSubscriptionId, status, trialEndsAt, currentPeriodEnd, cancelAtPeriodEnd, canceledAt },
    endedAt: hasEnded ? (endedAt ?? canceledAt ?? row.endedAt ?? (await businessNow())) : null,
    paymentMethodId: await findMethodOf(row, seen.stripePaymentMethodId),
  }
}

// Test data can be deleted at Stripe.
function goneFrom(row: FoundSubscription, now: Date): SubscriptionChange {
  log.warn({ subscriptionId: row.id }, 'subscription.gone')
  return { ...row, status: 'canceled', endedAt: row.endedAt ?? now }
}

const COLUMNS = [
  ...(['stripeSubscriptionId', 'status', 'paymentMethodId', 'trialEndsAt', 'currentPeriodEnd'] as const),
  ...(['cancelAtPeriodEnd', 'canceledAt', 'endedAt'] as const),
]

function isChange(row: FoundSubscription, change: SubscriptionChange): boolean {
  const names = row.endedAt ? COLUMNS.filter((name) => name !== 'status' && name !== 'endedAt') : COLUMNS
  return names.some((name) => row[name]?.valueOf() !== change[name]?.valueOf())
}

function isUnknown(row: FoundSubscription, seen: InvoiceSnapshot): boolean {
  const known = row.invoices.find(({ stripeInvoiceId }) => stripeInvoiceId === seen.stripeInvoiceId)
  if (!known || isNews(known, seen)) return true
  if (known.payment?.stripePaymentIntentId || known.payment?.status === 'canceled') return false
  return known.payment ? seen.status !== 'draft' : seen.payment !== null && seen.status !== 'void'
}

async function readUnlessGone(row: FoundSubscription, stripeSubscriptionId: string): Promise<Seen> {
  try {
    const subscription = await retrieveSubscription(stripeSubscriptionId)
    return { subscription, invoices: await listInvoices(stripeSubscriptionId, since(row)) }
  } catch (error) {
    if (!isMissing(error)) throw error
    return { subscription: null, invoices: [] }
  }
}

const DAY_SECONDS = 86_400

// Whatever has ended stays as it is: only what came after it, and what is still open, is read again.
function since({ invoices }: FoundSubscription): Date | null {
  const open = invoices.filter(
    ({ status, stripeInvoiceId }) => stripeInvoiceId && status !== 'paid' && status !== 'void',
  )
  const oldest = open.at(-1) ?? invoices.find(({ stripeInvoiceId }) => stripeInvoiceId !== null)
  return oldest ? addSeconds(oldest.createdAt, -DAY_SECONDS) : null
}
