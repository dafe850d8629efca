import { z } from 'zod'
import { SETUP_STATES } from '../domain/setup-status'
import { paymentMethodDto } from './payment-methods'

export const consoleCustomerDto = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  stripeCustomerId: z.string().nullable(),
  methods: z.array(paymentMethodDto),
})
export type ConsoleCustomerDto = z.infer<typeof consoleCustomerDto>

export const failedSetupDto = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  state: z.enum(SETUP_STATES),
  /** Stripe's own sentence and code, for the merchant's people only. */
  reason: z.string(),
  stripeSetupIntentId: z.string().nullable(),
  failedAt: z.iso.datetime(),
})
export type FailedSetupDto = z.infer<typeof failedSetupDto>
