import type Stripe from 'stripe'
import { paymentOf } from './charging'
import { control, stripe } from './saving'
import { deliver, handleAll } from './webhooks'
import { orderState, paymentState } from '@/lib/domain/payment-status'
import { db } from '@/lib/server/db'

/** How a charge ended, in all rows that it touches, without what differs from charge to charge. */
export async function endOf(paymentId: string) {
  const payment = await paymentOf(paymentId)
  const moments = await db().auditEntry.findMany({ where: { subject: `payment:${paymentId}` }, orderBy: { id: 'asc' } })
  const entries = payment.ledger.flatMap(({ entries }) => entries)
  return {
    state: paymentState(payment),
    order: orderState([payment]),
    hasIntent: payment.stripePaymentIntentId !== null,
    isSwept: payment.nextSyncAt !== null,
    fee: payment.fee,
    ledger: entries.map(({ account, amount }) => `${account} ${amount}`).toSorted(),
    openJobs: await db().job.count({ where: { subjectId: paymentId, doneAt: null } }),
    moments: moments.map(({ action }) => action),
  }
}

/** How every charge of $12.00 ends that nothing stands in the way of. */
export const PAID = {
  state: 'paid',
  order: 'paid',
  hasIntent: true,
  isSwept: false,
  fee: 65,
  ledger: ['fees 65', 'revenue -1200', 'stripe_clearing 1135'],
  openJobs: 0,
  moments: ['payment.ask', 'payment.create', 'payment.paid'],
}

/** What Stripe has of one payment. Intents that were never confirmed move no money. */
export async function atStripe(paymentId: string) {
  const { payment_intents, charges } = (await control.state()).objects
  const own = payment_intents.filter(({ metadata }) => metadata.payment_id === paymentId)
  const ids = new Set(own.map(({ id }) => id))
  return {
    intents: own.map(({ status }) => status).toSorted(),
    charges: charges.filter(({ payment_intent }) => ids.has(String(payment_intent))).map(({ status }) => status),
  }
}

export const PAID_AT_STRIPE = { intents: ['succeeded'], charges: ['succeeded'] }

/** The one intent that Stripe has of a payment, whether the answer that named it arrived or not. */
export async function intentOf(paymentId: string): Promise<Stripe.PaymentIntent> {
  const { payment_intents } = (await control.state()).objects
  const own = payment_intents.filter(({ metadata }) => metadata.payment_id === paymentId)
  if (own.length !== 1 || !own[0]) throw new Error(`Stripe has ${own.length} intents of payment ${paymentId}.`)
  return own[0]
}

/** What Stripe has told about a payment intent and its charges so far, the oldest first. */
export async function eventsAbout(stripePaymentIntentId: string): Promise<Stripe.Event[]> {
  const { data } = await stripe.events.list({ limit: 100 })
  const isAbout = ({ data: { object } }: Stripe.Event) =>
    ('id' in object && object.id === stripePaymentIntentId) ||
    ('payment_intent' in object && object.payment_intent === stripePaymentIntentId)
  return data.filter(isAbout).reverse()
}

/** Delivers events in this order, and has the worker handle each before the next one comes. */
export async function tell(events: readonly Stripe.Event[]): Promise<void> {
  for (const event of events) {
    await deliver(event)
    await handleAll()
  }
}

/** The same event as if it came for the first time: Stripe sometimes makes a second one of one change. */
export function twin(event: Stripe.Event): Stripe.Event {
  return { ...event, id: `evt_${crypto.randomUUID().replaceAll('-', '')}` }
}
