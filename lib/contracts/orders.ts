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
  /** amazon_pay or card; null until Stripe told it. */
  methodType: z.string().nullable(),
  mandateId: z.uuid().nullable(),
  /** Whether the shop charges it by itself; else it is the customer’s own. */
  offSession: z.boolean(),
  /** When the shop tries again to charge it; null when it does not. */
  nextTryAt: z.iso.datetime().nullable(),
  /** What was charged in the end, in minor units; null until something was. */
  amountReceived: z.int().nullable(),
  /** When a hold ends by itself; null where nothing is held. */
  captureBefore: z.iso.datetime().nullable(),
  /** Money on its way back, the newest first. */
  refunds: z.array(
    z.strictObject({ amount: z.int(), state: z.enum(['pending', 'succeeded', 'failed']), at: z.iso.datetime() }),
  ),
})

export const ORDER_MOMENTS = [
  'placed',
  'authorized',
  'paid',
  'declined',
  'expired',
  'refused',
  'released',
  'canceled',
  'needs_customer',
  'refund_pending',
  'refund_succeeded',
  'refund_failed',
  'fulfilled',
] as const

export const orderDto = z.strictObject({
  id: z.uuid(),
  /** Minor units. */
  amount: z.int(),
  currency: z.string(),
  state: z.enum(ORDER_STATES),
  placedAt: z.iso.datetime(),
  /** Whether the amount is only reserved at first. */
  isHold: z.boolean(),
  /** What the shop did for it, such as a booking code; null until it did. */
  fulfilment: z.string().nullable(),
  items: z.array(z.strictObject({ description: z.string(), quantity: z.int(), unitAmount: z.int() })),
  /** The newest first. */
  payments: z.array(orderPaymentDto),
  /** What happened, the oldest first. */
  timeline: z.array(z.strictObject({ at: z.iso.datetime(), what: z.enum(ORDER_MOMENTS) })),
})
export type OrderDto = z.infer<typeof orderDto>
