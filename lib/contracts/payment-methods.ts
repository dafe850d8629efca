import { z } from 'zod'

/** One saved Amazon Pay account, as its owner and the merchant see it. */
export const paymentMethodDto = z.strictObject({
  id: z.uuid(),
  type: z.literal('amazon_pay'),
  email: z.string().nullable(),
  isDefault: z.boolean(),
  savedAt: z.iso.datetime(),
  /** Whether the customer allowed charges while away. Null when no permission is in force any more. */
  usage: z.enum(['on_session', 'off_session']).nullable(),
  mandateId: z.uuid().nullable(),
})
export type PaymentMethodDto = z.infer<typeof paymentMethodDto>
