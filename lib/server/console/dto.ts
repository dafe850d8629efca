import 'server-only'
import type { ConsoleCustomerDto, ConsolePaymentDetailDto, ConsolePaymentDto } from '@/lib/contracts/console'
import type { HoldDto } from '@/lib/contracts/holds-and-refunds'
import { paymentState } from '@/lib/domain/payment-status'
import { nextTryOf } from '@/lib/domain/retry-schedule'
import { toDisputeDto } from '../disputes/dto'
import type { FoundDispute } from '../disputes/store'
import { toPaymentMethodDto } from '../payment-methods/dto'
import { reasonOf } from '../payments/dto'
import { toRefundDto } from '../refunds/dto'
import { leftOf, refundEnd } from '../refunds/store'
import type { StripeCustomerIds } from '../stripe/customer-ids'
import type { CustomerRow, ListedPayment, listPaymentHistory, openCommands } from './store'

type OpenJob = Awaited<ReturnType<typeof openCommands>> extends Map<string, infer Job> ? Job | undefined : never
type History = Awaited<ReturnType<typeof listPaymentHistory>>

/** Who somebody is to the merchant's people. A guest has no name. */
export function personOf(user: { name: string; email: string } | null): { name: string; email: string | null } {
  return user ? { name: user.name, email: user.email } : { name: 'Guest', email: null }
}

/** A customer with all that the account has: guests who joined it are customers of their own at Stripe, too. */
export function toConsoleCustomerDto({ user, ...customer }: CustomerRow): ConsoleCustomerDto {
  const all = user?.customers ?? [customer]
  const own = all.find(({ joinedAt }) => joinedAt === null) ?? customer
  const methods = all.flatMap(({ paymentMethods }) => paymentMethods)
  return {
    id: customer.id,
    ...personOf(user),
    stripeCustomerId: nameAtStripe(own),
    methods: methods.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime()).map(toPaymentMethodDto),
    joined: all.flatMap((each) =>
      each.joinedAt
        ? [{ id: each.id, stripeCustomerId: nameAtStripe(each), joinedAt: each.joinedAt.toISOString() }]
        : [],
    ),
  }
}

function nameAtStripe({ stripeCustomerId, stripeCustomerAccountId }: StripeCustomerIds): string | null {
  return stripeCustomerAccountId ?? stripeCustomerId
}

/** One payment in the merchant's list; `job` is its command, unless that was carried out. */
export function toConsolePaymentDto(payment: ListedPayment, job: OpenJob): ConsolePaymentDto {
  const { id, orderId, amount, currency, order } = payment
  return {
    id,
    orderId,
    state: paymentState(payment),
    amount,
    currency,
    description: order.items.map(({ description }) => description).join(', '),
    customer: customerOf(payment),
    offSession: payment.offSession,
    amountReceived: payment.amountReceived,
    amountRefunded: payment.amountRefunded,
    captureBefore: payment.captureBefore?.toISOString() ?? null,
    isDisputed: payment.disputes.length > 0,
    askedAt: payment.createdAt.toISOString(),
    paidAt: payment.paidAt?.toISOString() ?? null,
    reason: reasonOf(payment),
    needsAttention: job !== undefined && job.dueAt === null,
  }
}

function customerOf({ customer, order }: ListedPayment): ConsolePaymentDto['customer'] {
  const { name, email } = personOf(customer.user)
  return { id: customer.id, name, email: email ?? order.email }
}

/** One hold, for the merchant's people; null where nothing is held. */
export function toHoldDto(payment: ListedPayment): HoldDto | null {
  const { id: paymentId, amount, currency, authorizedAt, captureBefore, asked, order } = payment
  if (!authorizedAt || !captureBefore) return null
  return {
    paymentId,
    amount,
    currency,
    description: order.items.map(({ description }) => description).join(', '),
    customer: customerOf(payment),
    authorizedAt: authorizedAt.toISOString(),
    captureBefore: captureBefore.toISOString(),
    asked,
  }
}

/** The same with everything the merchant's people may want to know. */
export function toConsolePaymentDetailDto(
  payment: ListedPayment,
  { job, history, disputes, mail, now }: Around,
): ConsolePaymentDetailDto {
  const { fee, feeCurrency } = payment
  return {
    ...toConsolePaymentDto(payment, job),
    stripePaymentIntentId: payment.stripePaymentIntentId,
    stripeChargeId: payment.stripeChargeId,
    fee: fee === null || feeCurrency === null ? null : { amount: fee, currency: feeCurrency },
    status: payment.status,
    createKey: payment.createKey,
    confirmKey: payment.confirmKey,
    nextSyncAt: payment.nextSyncAt?.toISOString() ?? null,
    ...whatCanBeDone(payment, now),
    method: payment.paymentMethod && toPaymentMethodDto(payment.paymentMethod),
    methodType: payment.methodType,
    asked: payment.asked,
    refunds: payment.refunds.map((refund) => toRefundDto(refund, payment.currency)),
    disputes: disputes.map(toDisputeDto),
    mandateId: mandateOf(payment),
    recovery: payment.recovery && toRecovery({ ...payment.recovery, nextTryAt: nextTryOf(payment) }, mail),
    job: job ? { id: job.id, attempts: job.attempts, lastError: job.lastError, isWaiting: job.dueAt !== null } : null,
    timeline: timeline(history),
  }
}

type Around = {
  job: OpenJob
  history: History
  disputes: FoundDispute[]
  /** The message about a failed charge. */
  mail: { sentAt: Date | null } | null
  now: Date
}

// Whether it really can is decided again when it is asked for; this is for the page.
function whatCanBeDone(payment: ListedPayment, now: Date) {
  const { status, asked, amount, captureBefore, stripePaymentIntentId, invoiceId } = payment
  const isHeld = status === 'requires_capture' && asked === null
  const left = leftOf(payment)
  const end = refundEnd(payment)
  const waits =
    status === 'requires_payment_method' || status === 'requires_confirmation' || status === 'requires_action'
  return {
    capturable: isHeld && captureBefore && now < captureBefore ? amount : null,
    refundable: left !== null && left > 0 && (end === null || now < end) ? left : null,
    refundBefore: end?.toISOString() ?? null,
    isCancelable: asked === null && stripePaymentIntentId !== null && invoiceId === null && (isHeld || waits),
  }
}

function toRecovery(
  { tries, nextTryAt, isTrying }: NonNullable<ListedPayment['recovery']>,
  mail: Around['mail'],
): ConsolePaymentDetailDto['recovery'] {
  const messageSentAt = mail?.sentAt?.toISOString() ?? null
  return { messageSentAt, hasMessage: mail !== null, tries, nextTryAt: nextTryAt?.toISOString() ?? null, isTrying }
}

function mandateOf({ mandates, paymentMethod }: ListedPayment): string | null {
  const given = [...mandates, ...(paymentMethod?.mandates ?? [])]
  return given.find(({ activatedAt }) => activatedAt !== null)?.id ?? null
}

function timeline({ ours, stripes }: History): ConsolePaymentDetailDto['timeline'] {
  const own = ours.map(({ at, action: what, detail, requestId }) => ({
    at: at.toISOString(),
    source: 'shop' as const,
    what,
    detail,
    reference: requestId,
  }))
  // Stripe's own time of the event, which has no fraction: it happened before the end of that second.
  const told = stripes.map(({ id, type, stripeCreated, lastError }) => ({
    at: new Date(stripeCreated.getTime() + 999).toISOString(),
    source: 'stripe' as const,
    what: type,
    detail: lastError,
    reference: id,
  }))
  return [...own, ...told].toSorted((a, b) => a.at.localeCompare(b.at))
}
