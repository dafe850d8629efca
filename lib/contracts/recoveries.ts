import { z } from 'zod'

/** POST /api/recoveries: the secret of a mail's link. */
export const openLinkBody = z.strictObject({ token: z.string().max(200) })

/** 200: the order that this browser may pay now. */
export const openedLinkDto = z.strictObject({ orderId: z.uuid() })
export type OpenedLinkDto = z.infer<typeof openedLinkDto>

/** Everything /recover/{token} shows: what is to be paid and why, and nothing of whose it is. */
export const recoveryDto = z.strictObject({
  /** Minor units. */
  amount: z.int(),
  currency: z.string(),
  items: z.array(z.strictObject({ description: z.string(), quantity: z.int(), unitAmount: z.int() })),
  /** What the shop tried to charge, in Stripe's words such as amazon_pay or card. */
  methodType: z.string(),
  /** First whether money moved, then why; null while nobody knows. */
  reason: z.string().nullable(),
  /** When the shop tries again; null when it does not. */
  nextTryAt: z.iso.datetime().nullable(),
})
export type RecoveryDto = z.infer<typeof recoveryDto>

/** Charges that were declined and can be paid by their customer now. */
export const toPayDto = z.strictObject({
  orderId: z.uuid(),
  amount: z.int(),
  currency: z.string(),
  description: z.string(),
  methodType: z.string(),
  nextTryAt: z.iso.datetime().nullable(),
})
export type ToPayDto = z.infer<typeof toPayDto>
