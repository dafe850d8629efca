import { z } from 'zod'

/** Everything the printed page shows: what was agreed to, and how. */
export const mandateDto = z.strictObject({
  id: z.uuid(),
  status: z.enum(['pending', 'active', 'inactive']),
  usage: z.enum(['on_session', 'off_session']),
  text: z.string(),
  /** Ticked exactly when usage is off_session. */
  optInText: z.string(),
  termsVersion: z.iso.date(),
  version: z.int(),
  hash: z.string(),
  /** Whether the words still are what their hash says. */
  isIntact: z.boolean(),
  locale: z.string(),
  acceptedAt: z.iso.datetime(),
  acceptedPage: z.string().nullable(),
  acceptedIp: z.string().nullable(),
  ipSource: z.enum(['proxy', 'stripe', 'unverified']),
  acceptedAgent: z.string().nullable(),
  activatedAt: z.iso.datetime().nullable(),
  /** When the permission ended; null while it is in force. */
  endedAt: z.iso.datetime().nullable(),
  stripeMandateId: z.string().nullable(),
  /** What it was given with: a try at saving, or a payment. */
  stripeSetupIntentId: z.string().nullable(),
  stripePaymentIntentId: z.string().nullable(),
  merchant: z.string(),
  customerName: z.string(),
  customerEmail: z.string(),
  amazonEmail: z.string().nullable(),
})
export type MandateDto = z.infer<typeof mandateDto>
