import { z } from 'zod'
import { MAX_AMOUNT } from '../domain/money'
import { PAYMENT_STATES } from '../domain/payment-status'

/** POST /api/charges: what the merchant charges a customer who is away. Needs an Idempotency-Key. */
export const chargeBody = z.strictObject({
  customerId: z.uuid(),
  /** Minor units, such as cents. */
  amount: z
    .int('Enter an amount.')
    .min(1, 'Enter an amount above zero.')
    .max(MAX_AMOUNT, 'That is more than Stripe takes at once.'),
  currency: z.string().regex(/^[a-z]{3}$/, 'Use three lower-case letters such as usd.'),
  /** What the customer reads on the order. */
  description: z
    .string()
    .trim()
    .min(1, 'Say what it is for.')
    .max(200, 'Use at most 200 characters.')
    .regex(/^\P{Cc}*$/u, 'Say what it is for without line breaks.'),
  /** Without it the customer's default method is charged. */
  paymentMethodId: z.uuid().optional(),
  /** For forms, which cannot send an Idempotency-Key header. */
  attemptKey: z.string().max(255).optional(),
})
export type ChargeBody = z.infer<typeof chargeBody>

/**
 * 200: the outcome is known; a decline is one. 202: Stripe has not answered yet, the worker goes on, ask
 * GET /api/attempts/{id} for it.
 */
export const chargedDto = z.strictObject({
  id: z.uuid(),
  orderId: z.uuid(),
  state: z.enum(PAYMENT_STATES),
  /** Stripe's sentence for a failure, for the merchant's people. */
  reason: z.string().nullable(),
})
export type ChargedDto = z.infer<typeof chargedDto>
