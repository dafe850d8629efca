import { z } from 'zod'
import { PAYMENT_STATES } from '../domain/payment-status'
import { SETUP_STATES } from '../domain/setup-status'

/** POST /api/setup-intents. `agreed` says that the notice was on screen and the customer went on. */
export const startSetupBody = z.strictObject({
  noticeId: z.uuid(),
  agreed: z.literal(true),
  usage: z.enum(['on_session', 'off_session']),
  /** Whether the server confirms it, for customers without JavaScript: only in forms. */
  confirm: z.literal('server').optional(),
  /** For forms, which cannot send an Idempotency-Key header. */
  attemptKey: z.string().max(255).optional(),
})
export type StartSetupBody = z.infer<typeof startSetupBody>

/** What Stripe's hosted page may offer: an Amazon Pay account or a card, the first alone, or what Stripe chooses. */
export const CHECKOUT_METHODS = ['card_and_amazon_pay', 'amazon_pay', 'dynamic'] as const
export type CheckoutMethods = (typeof CHECKOUT_METHODS)[number]

/** POST /api/checkout-sessions: saves on Stripe's hosted page, with or without JavaScript. */
export const startCheckoutSessionBody = startSetupBody
  .omit({ confirm: true })
  .extend({ methods: z.enum(CHECKOUT_METHODS).default('card_and_amazon_pay') })

/** 200: where the hosted page is. 202 has the id alone: Stripe has not answered yet, ask again with the same key. */
export const checkoutSessionDto = z.union([
  z.strictObject({ id: z.uuid(), url: z.url() }),
  z.strictObject({ id: z.uuid() }),
])

/** 200: the secret for Stripe.js. 202 has the id alone: Stripe has not answered yet, ask again with the same key. */
export const startedSetupDto = z.union([
  z.strictObject({ id: z.uuid(), clientSecret: z.string(), returnUrl: z.url() }),
  z.strictObject({ id: z.uuid() }),
])
export type StartedSetupDto = z.infer<typeof startedSetupDto>

export const idParams = z.strictObject({ id: z.uuid() })

/** GET /api/attempts/{id}: where one try at saving or at being paid stands. */
export const attemptDto = z.union([
  z.strictObject({ id: z.uuid(), kind: z.literal('setup'), state: z.enum(SETUP_STATES) }),
  z.strictObject({ id: z.uuid(), kind: z.literal('payment'), state: z.enum(PAYMENT_STATES) }),
])
export type AttemptDto = z.infer<typeof attemptDto>
