import { z } from 'zod'
import { MAX_AMOUNT } from '../domain/money'
import { PAYMENT_STATES } from '../domain/payment-status'

const amount = z
  .int('Enter an amount.')
  .min(1, 'Enter an amount above zero.')
  .max(MAX_AMOUNT, 'That is more than Stripe takes at once.')
const attemptKey = z.string().max(255).optional()

/** POST /api/payments/{id}/capture: in minor units; without an amount all that is held. The rest is released. */
export const captureBody = z.strictObject({ amount: amount.optional(), attemptKey })
export type CaptureBody = z.infer<typeof captureBody>

/** POST /api/payments/{id}/cancel: releases a hold, or ends a payment nobody has made. */
export const cancelBody = z.strictObject({ attemptKey })

/** 200: done, or refused by Stripe (`reason`). 202: Stripe has not answered yet, the worker goes on. */
export const changedPaymentDto = z.strictObject({
  id: z.uuid(),
  state: z.enum(PAYMENT_STATES),
  /** What is still to be answered by Stripe. */
  asked: z.enum(['capture', 'cancel']).nullable(),
  /** Minor units; null until something was charged. */
  amountReceived: z.int().nullable(),
  /** Stripe's sentence if it would not do it. */
  reason: z.string().nullable(),
})
export type ChangedPaymentDto = z.infer<typeof changedPaymentDto>

export const REFUND_REASONS = ['requested_by_customer', 'duplicate', 'fraudulent'] as const
export const REFUND_STATES = ['starting', 'pending', 'succeeded', 'failed', 'canceled'] as const

/** POST /api/payments/{id}/refunds: in minor units; without an amount all that is left. */
export const refundBody = z.strictObject({
  amount: amount.optional(),
  reason: z.enum(REFUND_REASONS).optional(),
  attemptKey,
})
export type RefundBody = z.infer<typeof refundBody>

/** One refund. 200 with it when Stripe has answered, 202 when not: the worker goes on. */
export const refundDto = z.strictObject({
  id: z.uuid(),
  state: z.enum(REFUND_STATES),
  /** Minor units of the payment's currency. */
  amount: z.int(),
  currency: z.string(),
  reason: z.enum(REFUND_REASONS).nullable(),
  /** Stripe's words for a failure; for the merchant's people. */
  failureReason: z.string().nullable(),
  madeHere: z.boolean(),
  stripeRefundId: z.string().nullable(),
  at: z.iso.datetime(),
})
export type RefundDto = z.infer<typeof refundDto>

/** One dispute, for the merchant's people. */
export const disputeDto = z.strictObject({
  id: z.uuid(),
  paymentId: z.uuid(),
  stripeDisputeId: z.string(),
  /** Minor units. */
  amount: z.int(),
  currency: z.string(),
  /** In Stripe's words, such as needs_response. */
  status: z.string(),
  reason: z.string(),
  /** chargeback or claim, where Stripe tells it. */
  kind: z.string().nullable(),
  evidenceDueBy: z.iso.datetime().nullable(),
  openedAt: z.iso.datetime(),
  customer: z.strictObject({ id: z.uuid(), name: z.string(), email: z.string().nullable() }),
  /** What the customer agreed to, if the payment rests on a mandate. */
  mandateId: z.uuid().nullable(),
})
export type DisputeDto = z.infer<typeof disputeDto>

/** One amount that is reserved and not charged yet. */
export const holdDto = z.strictObject({
  paymentId: z.uuid(),
  amount: z.int(),
  currency: z.string(),
  description: z.string(),
  customer: z.strictObject({ id: z.uuid(), name: z.string(), email: z.string().nullable() }),
  authorizedAt: z.iso.datetime(),
  /** When it ends by itself. */
  captureBefore: z.iso.datetime(),
  asked: z.enum(['capture', 'cancel']).nullable(),
})
export type HoldDto = z.infer<typeof holdDto>

/** One mail, as it was sent. */
export const notificationDto = z.strictObject({
  id: z.uuid(),
  kind: z.string(),
  recipient: z.string(),
  title: z.string(),
  text: z.string(),
  sentAt: z.iso.datetime(),
})
export type NotificationDto = z.infer<typeof notificationDto>
