import 'server-only'
import type { ConsoleCustomerDto, ConsolePaymentDetailDto, ConsolePaymentDto } from '@/lib/contracts/console'
import { paymentState } from '@/lib/domain/payment-status'
import { toPaymentMethodDto } from '../payment-methods/dto'
import { reasonOf } from '../payments/dto'
import type { CustomerRow, ListedPayment, listPaymentHistory, openChargeJobs } from './store'

type OpenJob = Awaited<ReturnType<typeof openChargeJobs>> extends Map<string, infer Job> ? Job | undefined : never
type History = Awaited<ReturnType<typeof listPaymentHistory>>

export function toConsoleCustomerDto({ id, user, stripeCustomerId, paymentMethods }: CustomerRow): ConsoleCustomerDto {
  const { name, email } = user
  return { id, name, email, stripeCustomerId, methods: paymentMethods.map(toPaymentMethodDto) }
}

/** One payment in the merchant's list; `job` is its command, unless that was carried out. */
export function toConsolePaymentDto(payment: ListedPayment, job: OpenJob): ConsolePaymentDto {
  const { id, orderId, amount, currency, customer, order } = payment
  return {
    id,
    orderId,
    state: paymentState(payment),
    amount,
    currency,
    description: order.items.map(({ description }) => description).join(', '),
    customer: { id: customer.id, name: customer.user.name, email: customer.user.email },
    askedAt: payment.createdAt.toISOString(),
    paidAt: payment.paidAt?.toISOString() ?? null,
    reason: reasonOf(payment),
    needsAttention: job !== undefined && job.dueAt === null,
  }
}

/** The same with everything the merchant's people may want to know. */
export function toConsolePaymentDetailDto(
  payment: ListedPayment,
  job: OpenJob,
  history: History,
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
    method: toPaymentMethodDto(payment.paymentMethod),
    job: job ? { id: job.id, attempts: job.attempts, lastError: job.lastError, isWaiting: job.dueAt !== null } : null,
    timeline: timeline(history),
  }
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
