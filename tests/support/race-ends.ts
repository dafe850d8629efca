import type Stripe from 'stripe'
import type { WorldState } from '../../sandbox/control-types'
import { control } from './saving'
import { paymentState } from '@/lib/domain/payment-status'
import { db } from '@/lib/server/db'
import { isAtStripe } from '@/lib/server/stripe/customer-ids'

/** charge: the merchant. remove: the customer. The other two happen at Stripe, without us. */
export const CONTENDERS = ['charge', 'remove', 'Dashboard detach', 'customer deleted'] as const
export type Contender = (typeof CONTENDERS)[number]

export type Race = {
  pair: readonly [Contender, Contender]
  customerId: string
  paymentMethodId: string
  stripeCustomerId: string
  /** What each of the two was told: a payment's id, where a removal stands, why not, or what was thrown. */
  answers: { by: Contender; said: string }[]
}

/** Everything that a race left behind, in our rows and at Stripe, once nothing can happen by itself any more. */
export type End = Awaited<ReturnType<typeof endsOf>>[number]

/** Reads how races ended. */
export async function endsOf(races: Race[]) {
  const { objects } = await control.state()
  return Promise.all(races.map((race) => endAmong(race, objects)))
}

async function endAmong(race: Race, objects: WorldState['objects']) {
  const { customerId, paymentMethodId, stripeCustomerId } = race
  const ledger = { ledger: { include: { entries: true } } }
  const [method, payments] = await Promise.all([
    db().paymentMethod.findUniqueOrThrow({
      where: { id: paymentMethodId },
      include: { mandates: true, customer: true },
    }),
    db().payment.findMany({ where: { customerId }, include: ledger }),
  ])
  const subjects = [paymentMethodId, ...payments.map(({ id }) => id)]
  const theirs = objects.payment_methods.find(({ id }) => id === method.stripePaymentMethodId)
  const intents = objects.payment_intents.filter(({ customer }) => customer === stripeCustomerId)
  return {
    ...race,
    method,
    payments,
    openJobs: await db().job.findMany({ where: { subjectId: { in: subjects }, doneAt: null } }),
    atStripe: {
      isAttached: theirs?.customer === stripeCustomerId,
      isDeleted: !objects.customers.some(({ id }) => id === stripeCustomerId),
      mandates: objects.mandates.filter(({ payment_method: of }) => of === method.stripePaymentMethodId),
      intents,
      moved: objects.charges.filter(
        ({ payment_intent: of, status }) => status === 'succeeded' && intents.some(({ id }) => id === of),
      ),
      booked: objects.balance_transactions,
    },
  }
}

type Rule = (end: End) => boolean
type Payment = End['payments'][number]

const took = ({ pair }: End, ...contenders: Contender[]) => contenders.some((one) => pair.includes(one))
const intentsOf = (payment: Payment, { atStripe }: End) =>
  atStripe.intents.filter(({ metadata }) => metadata['payment_id'] === payment.id)
const chargesOf = (payment: Payment, { atStripe }: End) =>
  atStripe.moved.filter(({ payment_intent: of }) => of === payment.stripePaymentIntentId)
const isPaid = ({ status }: Payment) => status === 'succeeded'

/** What holds after every race, whoever was faster. */
const RULES: Record<string, Rule> = {
  'everybody was told something that we promise': ({ answers }) =>
    answers.every(({ by, said }) => PROMISED[by].test(said)),
  'a payment exists exactly for the charges that were accepted': ({ answers, payments }) => {
    const accepted = answers.flatMap(({ by, said }) => (by === 'charge' && UUID.test(said) ? [said] : []))
    return (
      [...new Set(accepted)].toSorted().join() ===
      payments
        .map(({ id }) => id)
        .toSorted()
        .join()
    )
  },
  'an order has one payment, and that has one intent at most': (end) =>
    new Set(end.payments.map(({ orderId }) => orderId)).size === end.payments.length &&
    end.payments.every((payment) => intentsOf(payment, end).length <= 1),
  'no intent and no charge is nobody’s': (end) =>
    end.atStripe.intents.every(({ id }) => end.payments.some((payment) => payment.stripePaymentIntentId === id)),
  'what is paid here was charged there, once and in full, and nothing else was': (end) =>
    end.payments.every((payment) => {
      const [charge, ...more] = chargesOf(payment, end)
      if (!isPaid(payment)) return charge === undefined && payment.stripeChargeId === null
      return more.length === 0 && charge?.id === payment.stripeChargeId && charge.amount_captured === payment.amount
    }),
  'what was charged is in the ledger as in Stripe’s balance': (end) =>
    end.payments.every((payment) => inLedger(payment) === inBalance(chargesOf(payment, end), end.atStripe.booked)),
  'every payment has ended, and one that failed says why': ({ payments }) =>
    payments.every((payment) => {
      if (payment.nextSyncAt !== null) return false
      const state = paymentState(payment)
      return state === 'paid' || ((state === 'declined' || state === 'refused') && Boolean(payment.errorMessage))
    }),
  'a charge that was accepted goes through, unless Stripe had ended the method': (end) =>
    took(end, 'Dashboard detach', 'customer deleted') || end.payments.every(isPaid),
  'whoever ends the method ends it': (end) =>
    end.atStripe.isAttached !== took(end, 'remove', 'Dashboard detach', 'customer deleted'),
  'the method is gone here exactly if it is gone there': ({ method, atStripe }) =>
    method.status === (atStripe.isAttached ? 'active' : 'detached'),
  'what is gone says when and why, and what is not says neither': (end) => {
    const { detachReason, detachedAt, status } = end.method
    if (status === 'active') return detachReason === null && detachedAt === null
    return detachedAt !== null && detachReason !== null && took(end, ...ENDED_BY[detachReason])
  },
  'the only method is the default as long as it can be charged': ({ method }) =>
    method.isDefault === (method.status === 'active'),
  'the permission is in force as long as the method, here and there': ({ method, atStripe }) =>
    method.mandates.length === 1 &&
    atStripe.mandates.length === 1 &&
    [...method.mandates, ...atStripe.mandates].every(
      ({ status }) => status === (atStripe.isAttached ? 'active' : 'inactive'),
    ) &&
    method.mandates.every(({ endedAt }) => (endedAt === null) === atStripe.isAttached),
  'a customer who was deleted there is forgotten here, and nobody else': ({ method, atStripe, stripeCustomerId }) =>
    isAtStripe(method.customer) !== atStripe.isDeleted &&
    [null, stripeCustomerId].includes(method.customer.stripeCustomerId),
  'no command waits, and none was given up': ({ openJobs }) => openJobs.length === 0,
}

/** Whether a race may end like this. */
export function isLegal(end: End): boolean {
  return brokenRules(end).length === 0
}

/** The rules that an end breaks; none when it is legal. */
export function brokenRules(end: End): string[] {
  return Object.entries(RULES).flatMap(([rule, holds]) => (holds(end) ? [] : [rule]))
}

const UUID = /^[0-9a-f-]{36}$/
const PROMISED: Record<Contender, RegExp> = {
  charge: /^([0-9a-f-]{36}|mandate_missing)$/,
  remove: /^(removing|detached)$/,
  'Dashboard detach': /^(done|gone before)$/,
  'customer deleted': /^(done|gone before)$/,
}
const ENDED_BY: Record<NonNullable<End['method']['detachReason']>, Contender[]> = {
  customer: ['remove'],
  detached: ['Dashboard detach'],
  customer_deleted: ['customer deleted'],
  revoked: [],
}

function inLedger({ ledger }: Payment): number {
  const entries = ledger.flatMap((movement) => movement.entries)
  return entries.reduce((sum, { account, amount }) => sum + (account === 'stripe_clearing' ? amount : 0), 0)
}

function inBalance(charges: Stripe.Charge[], booked: Stripe.BalanceTransaction[]): number {
  const own = booked.filter(({ source }) => charges.some(({ id }) => id === source))
  return own.reduce((sum, { net }) => sum + net, 0)
}
