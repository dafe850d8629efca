import type Stripe from 'stripe'
import type { WorldState } from '../../sandbox/control-types'
import { type OrderState, orderState } from '@/lib/domain/payment-status'
import { db } from '@/lib/server/db'
import { customerIdsOf, isTheirs } from '@/lib/server/stripe/customer-ids'

/** What Stripe has to show at the end. */
export type AtStripe = Pick<
  WorldState['objects'],
  'payment_intents' | 'charges' | 'refunds' | 'balance_transactions' | 'payment_methods'
>

type Ended = NonNullable<Awaited<ReturnType<typeof read>>> & { atStripe: AtStripe }
type Payment = Ended['payments'][number]
type Rule = (ended: Ended) => boolean

/** How an order stands, and the rules that this breaks; none when all is well. */
export async function endOf(orderId: string, atStripe: AtStripe): Promise<{ state: OrderState; broken: string[] }> {
  const ended = { ...(await read(orderId)), atStripe }
  const broken = Object.entries(RULES).flatMap(([rule, holds]) => (holds(ended) ? [] : [rule]))
  return { state: orderState(ended.payments), broken }
}

async function read(id: string) {
  const order = await db().order.findUniqueOrThrow({
    where: { id },
    include: {
      fulfilment: true,
      customer: { include: { paymentMethods: true } },
      payments: { include: { refunds: true, mandates: true, ledger: { include: { entries: true } } } },
    },
  })
  const subjects = order.payments.flatMap((payment) => [payment.id, ...payment.refunds.map((refund) => refund.id)])
  const mails = await db().notification.findMany({ where: { subjectId: { in: subjects } } })
  const all = [...subjects, id, ...mails.map((mail) => mail.id), ...order.customer.paymentMethods.map((one) => one.id)]
  const jobs = await db().job.findMany({ where: { subjectId: { in: all } } })
  const named = order.payments.flatMap((payment) => payment.stripePaymentIntentId ?? [])
  const events = await db().stripeEvent.findMany({ where: { objectId: { in: named } } })
  const lines = await db().auditEntry.findMany({
    where: { subject: { in: order.payments.map((one) => `payment:${one.id}`) } },
  })
  return { ...order, mails, jobs, events, lines }
}

const RULES: Record<string, Rule> = {
  'Stripe has charged the order once at most': (ended) =>
    chargesOf(ended).filter(({ status, captured }) => status === 'succeeded' && captured).length <= 1,
  'each payment says what its intent says': ({ payments, atStripe }) =>
    payments.every((payment) => {
      const intent = atStripe.payment_intents.find(({ id }) => id === payment.stripePaymentIntentId)
      if (!intent) return payment.status === null || (payment.status === 'canceled' && payment.failure !== null)
      const received = intent.status === 'succeeded' ? intent.amount_received : null
      return payment.status === intent.status && payment.amountReceived === received && tellsOfFailure(payment, intent)
    }),
  'no intent is nobody’s': ({ id, payments, atStripe }) =>
    atStripe.payment_intents
      .filter(({ metadata }) => metadata['order_id'] === id)
      .every((intent) => payments.some(({ stripePaymentIntentId }) => stripePaymentIntentId === intent.id)),
  'the order has one live payment at most': ({ payments }) =>
    payments.filter(({ status }) => status !== 'canceled').length <= 1,
  'what was given back is what Stripe gave back': (ended) =>
    ended.payments.every((payment) => {
      const theirs = refundsOf(payment, ended)
      const ours = payment.refunds.filter(({ stripeRefundId }) => stripeRefundId !== null)
      const sum = theirs.reduce((total, { status, amount }) => total + (status === 'succeeded' ? amount : 0), 0)
      return payment.amountRefunded === sum && words(ours.map(wordsOfOurs)) === words(theirs.map(wordsOfTheirs))
    }),
  'the ledger has what Stripe’s balance has': (ended) =>
    ended.payments.every((payment) => inLedger(payment) === inBalance(payment, ended)),
  'one receipt was mailed for each payment that was paid, one mail for each refund': ({ payments, mails }) => {
    const count = (kind: string) => mails.filter((mail) => mail.kind === kind).length
    const paid = payments.filter(({ status }) => status === 'succeeded').length
    const given = payments.flatMap(({ refunds }) => refunds).filter(({ status }) => status === 'succeeded').length
    return count('receipt') === paid && count('refund_made') === given && count('refund_failed') === 0
  },
  'every mail has one command, and went out unless it was out of date': ({ mails, jobs }) =>
    mails.every(({ id, kind, sentAt }) => {
      const isSent = sentAt !== null || kind === 'hold_placed'
      return isSent && jobs.filter(({ subjectId }) => subjectId === id).length === 1
    }),
  'the order was sent to be fulfilled once, and is if it is paid': ({ payments, jobs, fulfilment }) => {
    const paid = payments.filter(({ status }) => status === 'succeeded').length
    const asked = jobs.filter(({ kind }) => kind === 'fulfil').length
    return asked === paid && (orderState(payments) !== 'paid' || fulfilment !== null)
  },
  'nothing waits, and nothing was given up': ({ jobs, events }) =>
    jobs.every(({ doneAt, dueAt }) => doneAt !== null && dueAt === null) &&
    events.every(({ handledAt }) => handledAt !== null),
  'a payment that went through leaves no agreement open': ({ payments }) =>
    payments.every(
      ({ status, mandates }) => status !== 'succeeded' || !mandates.some((one) => one.status === 'pending'),
    ),
  'a method is saved here if and only if Stripe has it and an agreement is in force': ({
    customer,
    payments,
    atStripe,
  }) => {
    const theirs = atStripe.payment_methods.filter((method) => isTheirs(customerIdsOf(method), customer))
    const ours = customer.paymentMethods.filter(({ status }) => status === 'active')
    const mandates = payments.flatMap((payment) => payment.mandates)
    const agreed = mandates
      .filter(({ status }) => status === 'active')
      .map((mandate) => String(mandate.paymentMethodId))
    // Unticked in one tab while the other one is at Amazon: Stripe saves it, and we may not charge it.
    const wasTakenBack = mandates.some(({ activatedAt, endedAt }) => activatedAt === null && endedAt !== null)
    const known = theirs.filter(({ id }) => ours.some((method) => method.stripePaymentMethodId === id))
    return (
      words(agreed) === words(ours.map(({ id }) => id)) &&
      known.length === ours.length &&
      (wasTakenBack || known.length === theirs.length)
    )
  },
  'the timeline says of each end once that it was reached': ({ payments, lines }) =>
    payments.every(({ id, status }) => {
      const own = lines.filter(({ subject, action }) => subject === `payment:${id}` && action === 'payment.paid')
      return own.length === (status === 'succeeded' ? 1 : 0)
    }),
}

function tellsOfFailure({ failure, offSession }: Payment, { status, last_payment_error: error }: Stripe.PaymentIntent) {
  return offSession || status !== 'requires_payment_method' || error === null || failure !== null
}

function intentsOf({ payments, atStripe }: Ended): Stripe.PaymentIntent[] {
  return atStripe.payment_intents.filter(({ id }) => payments.some((one) => one.stripePaymentIntentId === id))
}

function chargesOf(ended: Ended): Stripe.Charge[] {
  const ids = new Set(intentsOf(ended).map(({ id }) => id))
  return ended.atStripe.charges.filter(({ payment_intent: of }) => ids.has(String(of)))
}

function refundsOf({ stripePaymentIntentId }: Payment, { atStripe }: Ended): Stripe.Refund[] {
  return atStripe.refunds.filter(({ payment_intent: of }) => of === stripePaymentIntentId)
}

function wordsOfOurs({ stripeRefundId, amount, status }: Payment['refunds'][number]): string {
  return `${stripeRefundId} ${amount} ${status}`
}

function wordsOfTheirs({ id, amount, status }: Stripe.Refund): string {
  return `${id} ${amount} ${status}`
}

function words(all: string[]): string {
  return all.toSorted().join(', ')
}

function inLedger({ ledger }: Payment): number {
  const entries = ledger.flatMap((movement) => movement.entries)
  return entries.reduce((sum, { account, amount }) => sum + (account === 'stripe_clearing' ? amount : 0), 0)
}

function inBalance(payment: Payment, ended: Ended): number {
  const { stripePaymentIntentId: intent } = payment
  const charges = ended.atStripe.charges.filter(({ payment_intent: of }) => of === intent)
  const sources = new Set([...charges, ...refundsOf(payment, ended)].map(({ id }) => id))
  const booked = ended.atStripe.balance_transactions.filter(({ source }) => sources.has(String(source)))
  return booked.reduce((sum, { net }) => sum + net, 0)
}
