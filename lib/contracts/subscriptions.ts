import { z } from 'zod'
import { INVOICE_STATUSES, SUBSCRIPTION_STATES } from '../domain/subscription-status'

/** How often something is charged, in Stripe's words. */
export const INTERVALS = ['day', 'week', 'month', 'year'] as const
const interval = z.enum(INTERVALS)

/** Something the shop sells again and again, until its customer cancels. */
export const planDto = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  /** Minor units, for each interval. */
  amount: z.int(),
  currency: z.string(),
  interval,
  /** Days before the first charge; null without a free trial, and for somebody who has had theirs. */
  trialDays: z.int().positive().nullable(),
})
export type PlanDto = z.infer<typeof planDto>

const attemptKey = z.string().max(255).optional()

/**
 * POST /api/subscriptions. With a saved method that may be charged while its owner is away, or paid first: then the notice
 * for any method (`any_method`: the card or Amazon account that pays is kept for what follows) was on screen and agreed to.
 * A trial wants a saved method.
 */
export const subscribeBody = z
  .strictObject({
    productId: z.uuid(),
    paymentMethodId: z.uuid().optional(),
    noticeId: z.uuid().optional(),
    agreed: z.literal(true).optional(),
    /** What the page said it costs, in minor units, and how long it is free: when that is not so any more, nothing is begun. */
    amount: z.int().positive().optional(),
    trialDays: z.int().positive().nullable().optional(),
    /** For forms, which cannot send an Idempotency-Key header. */
    attemptKey,
  })
  .refine(({ paymentMethodId, noticeId, agreed }) => (paymentMethodId ? !noticeId && !agreed : noticeId && agreed), {
    message: 'Choose a saved method, or agree to having the one you pay with kept.',
    path: ['paymentMethodId'],
  })
export type SubscribeBody = z.infer<typeof subscribeBody>

/**
 * 201: the subscription, with the order its customer has to pay themselves before it begins; null when there is none. 202:
 * Stripe has not answered yet; /subscriptions says how it went.
 */
export const subscribedDto = z.strictObject({ id: z.uuid(), orderId: z.uuid().nullable() })
export type SubscribedDto = z.infer<typeof subscribedDto>

/** DELETE /api/subscriptions/{id}: at once, or with the period or the trial that runs. One that was never paid ends at once. */
export const cancelSubscriptionBody = z.strictObject({ when: z.enum(['now', 'period_end']) })

/** POST /api/subscriptions/{id}, for plain forms as well: a form goes on to /subscriptions. */
export const changeSubscriptionBody = z.discriminatedUnion('action', [
  z.strictObject({ action: z.enum(['cancel_now', 'cancel_at_period_end', 'keep']) }),
  z.strictObject({ action: z.literal('method'), paymentMethodId: z.uuid() }),
])
export type ChangeSubscriptionBody = z.infer<typeof changeSubscriptionBody>

/** 200: how it stands now. 202: Stripe has not answered yet. */
export const changedSubscriptionDto = z.strictObject({ id: z.uuid(), state: z.enum(SUBSCRIPTION_STATES) })
export type ChangedSubscriptionDto = z.infer<typeof changedSubscriptionDto>

/** One subscription as its owner and the merchant see it. */
export const subscriptionDto = z.strictObject({
  id: z.uuid(),
  /** The plan it is of. */
  planId: z.uuid(),
  name: z.string(),
  /** Minor units, as agreed. */
  amount: z.int(),
  currency: z.string(),
  interval,
  state: z.enum(SUBSCRIPTION_STATES),
  /** Whether a change was asked for that Stripe has not answered yet. */
  isChanging: z.boolean(),
  /** When a trial ends, or ended; null without one. */
  trialEndsAt: z.iso.datetime().nullable(),
  /** Until when it is paid for, or free; null until Stripe told it. */
  currentPeriodEnd: z.iso.datetime().nullable(),
  cancelAtPeriodEnd: z.boolean(),
  endedAt: z.iso.datetime().nullable(),
  /** What it is paid with; null when that is gone, or nothing was kept yet. */
  method: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
  /** What its customer can pay now at /checkout/{orderId}; null when nothing is owed. */
  payOrderId: z.uuid().nullable(),
  /** When Stripe charges again for what is owed; null when it does not. */
  nextTryAt: z.iso.datetime().nullable(),
  /** The newest first. */
  invoices: z.array(
    z.strictObject({
      id: z.uuid(),
      /** Null for one that asks for no money, or none yet. */
      orderId: z.uuid().nullable(),
      /** Minor units. */
      amount: z.int(),
      currency: z.string(),
      state: z.enum(INVOICE_STATUSES),
      at: z.iso.datetime(),
    }),
  ),
})
export type SubscriptionDto = z.infer<typeof subscriptionDto>

/** A live subscription that a saved method pays for. */
export const usedForDto = z.strictObject({
  subscriptionId: z.uuid(),
  name: z.string(),
  /** When it is charged next; null when it is not any more. */
  next: z.iso.datetime().nullable(),
})
