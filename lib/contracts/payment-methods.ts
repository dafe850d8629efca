import { z } from 'zod'
import { usedForDto } from './subscriptions'

/** What tells one saved method from another. */
export const methodLabel = z.strictObject({
  /** In Stripe's words, such as amazon_pay or card. */
  type: z.string(),
  /** Of the Amazon account, or as given with a card, if Stripe told it. */
  email: z.string().nullable(),
  card: z.strictObject({ brand: z.string(), last4: z.string() }).nullable(),
})
export type MethodLabel = z.infer<typeof methodLabel>

/** One saved payment method, mostly an Amazon Pay account, as its owner and the merchant see it. */
export const paymentMethodDto = methodLabel.extend({
  id: z.uuid(),
  isDefault: z.boolean(),
  /** removing: nothing more is charged with it. detached: history, with a date and a reason. */
  status: z.enum(['active', 'removing', 'detached']),
  savedAt: z.iso.datetime(),
  /** Whether the customer allowed charges while away. Null when no permission is in force any more. */
  usage: z.enum(['on_session', 'off_session']).nullable(),
  mandateId: z.uuid().nullable(),
  /** The latest successful charge, with the card behind Amazon Pay if Stripe told it. */
  lastPaid: z
    .strictObject({ at: z.iso.datetime(), brand: z.string().nullable(), last4: z.string().nullable() })
    .nullable(),
  detachedAt: z.iso.datetime().nullable(),
  /** Who ended it; null while it is active. */
  detachReason: z.enum(['customer', 'revoked', 'detached', 'customer_deleted']).nullable(),
  /** Live subscriptions that are paid with it. */
  usedFor: z.array(usedForDto),
})
export type PaymentMethodDto = z.infer<typeof paymentMethodDto>

/** DELETE /api/payment-methods/{id}: 200 once it is gone, 202 while it waits for Stripe or for a charge in flight. */
export const removedDto = z.strictObject({ id: z.uuid(), status: z.enum(['removing', 'detached']) })
export type RemovedDto = z.infer<typeof removedDto>
