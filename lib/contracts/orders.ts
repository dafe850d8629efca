import { z } from 'zod'
import { ORDER_STATES, PAYMENT_STATES } from '../domain/payment-status'

/** What a customer sees of one attempt at being paid. Never Stripe's words or ids. */
export const orderPaymentDto = z.strictObject({
  id: z.uuid(),
  state: z.enum(PAYMENT_STATES),
  /** The card behind Amazon Pay once Stripe has told it, such as {brand: 'visa', last4: '4242'}. */
  funding: z.strictObject({ brand: z.string(), last4: z.string() }).nullable(),
  /** The Amazon account's e-mail, if known. */
  email: z.string().nullable(),
  mandateId: z.uuid().nullable(),
})

export const ORDER_MOMENTS = ['placed', 'paid', 'declined', 'refused', 'canceled', 'needs_customer'] as const

export const orderDto = z.strictObject({
  id: z.uuid(),
  /** Minor units. */
  amount: z.int(),
  currency: z.string(),
  state: z.enum(ORDER_STATES),
  placedAt: z.iso.datetime(),
  items: z.array(z.strictObject({ description: z.string(), quantity: z.int(), unitAmount: z.int() })),
  /** The newest first. */
  payments: z.array(orderPaymentDto),
  /** What happened, the oldest first. */
  timeline: z.array(z.strictObject({ at: z.iso.datetime(), what: z.enum(ORDER_MOMENTS) })),
})
export type OrderDto = z.infer<typeof orderDto>
