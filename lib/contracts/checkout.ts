import { z } from 'zod'
import { methodLabel } from './payment-methods'
import { PAYMENT_STATES } from '../domain/payment-status'
import { orderDto } from './orders'

/** One product of the shop, at the shop's own price. */
export const productDto = z.strictObject({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  /** Minor units. */
  unitAmount: z.int(),
  currency: z.string(),
  /** Whether the amount is only reserved at first. */
  isHold: z.boolean(),
})
export type ProductDto = z.infer<typeof productDto>

const attemptKey = z.string().max(255).optional()

/** POST /api/orders: what is ordered, never at what price. */
export const placeOrderBody = z.strictObject({
  items: z
    .array(
      z.strictObject({
        productId: z.uuid(),
        quantity: z.int().min(1, 'Order at least one.').max(20, 'Order at most 20 at once.'),
      }),
    )
    .min(1, 'Choose something first.')
    .max(20, 'Order at most 20 different things at once.')
    .refine((items) => new Set(items.map(({ productId }) => productId)).size === items.length, {
      message: 'Name each product once.',
    }),
  /** Where a guest wants the receipt; ignored for somebody who is signed in. */
  email: z.email('Enter an e-mail address such as sam@example.com.').max(254).optional(),
  /** For forms, which cannot send an Idempotency-Key header. */
  attemptKey,
})
export type PlaceOrderBody = z.infer<typeof placeOrderBody>

/** 201: the order, unpaid. */
export const placedOrderDto = z.strictObject({ id: z.uuid(), amount: z.int(), currency: z.string() })
export type PlacedOrderDto = z.infer<typeof placedOrderDto>

const save = z.strictObject({ noticeId: z.uuid(), agreed: z.literal(true) })

/**
 * POST /api/orders/{id}/payment-intents. `save` says that the notice was on screen and the opt-in ticked; without it nothing
 * is saved. `restart` gives up a payment that waits at Amazon, so that another way can be chosen.
 */
export const startPaymentBody = z.strictObject({ save: save.optional(), restart: z.literal(true).optional() })
export type StartPaymentBody = z.infer<typeof startPaymentBody>

/** 200: the secret for Stripe.js. 202 has the id alone: Stripe has not answered yet, ask again. */
export const startedPaymentDto = z.union([
  z.strictObject({ paymentId: z.uuid(), clientSecret: z.string(), returnUrl: z.url() }),
  z.strictObject({ paymentId: z.uuid() }),
])
export type StartedPaymentDto = z.infer<typeof startedPaymentDto>

/** POST /api/orders/{id}/pay: confirmed on the server, with a saved method or at Amazon. */
export const payBody = z
  .strictObject({
    /** A saved method of the customer's; without one they approve at Amazon. */
    paymentMethodId: z.uuid().optional(),
    save: save.optional(),
    /** From the client: a repeated request with it is the same attempt. */
    attemptKey,
  })
  .refine(({ paymentMethodId, save }) => !(paymentMethodId && save), {
    message: 'A saved method is saved already.',
    path: ['save'],
  })
export type PayBody = z.infer<typeof payBody>

/** 200: what came of it. `next` is where the browser goes: Amazon's page or our return page. 202: not known yet. */
export const paidDto = z.strictObject({ paymentId: z.uuid(), state: z.enum(PAYMENT_STATES), next: z.url() })
export type PaidDto = z.infer<typeof paidDto>

/** Everything /checkout/{orderId} shows. */
export const checkoutDto = z.strictObject({
  order: orderDto,
  /** The live payment; null before the first POST made one. */
  payment: z
    .strictObject({
      id: z.uuid(),
      state: z.enum(PAYMENT_STATES),
      /** For this one rendering; null unless the customer can pay now. */
      clientSecret: z.string().nullable(),
      returnUrl: z.url(),
      /** Where the customer can finish at Amazon, while that is open. */
      continueUrl: z.url().nullable(),
      /** Whether the opt-in was ticked, so that it is ticked again after a reload. */
      saves: z.boolean(),
      /** Whether it can't be paid by card: that takes another payment. */
      onlyAmazonPay: z.boolean(),
    })
    .nullable(),
  /** Saved methods that may be used now, the default first. */
  methods: z.array(methodLabel.extend({ id: z.uuid(), isDefault: z.boolean() })),
  /** What is agreed to by saving; null for guests, who have no wallet to save into. */
  notice: z.strictObject({ id: z.uuid(), text: z.string(), optInText: z.string() }).nullable(),
  isGuest: z.boolean(),
  /** Whether a subscription asks for it: then there is nothing to choose about saving. */
  isSubscription: z.boolean(),
  /** Whether it is open to them by the link in a mail alone. */
  byLink: z.boolean(),
  /** False when Stripe could not be asked: what is shown is what we know. */
  stripeAnswered: z.boolean(),
})
export type CheckoutDto = z.infer<typeof checkoutDto>

/** One payment as the page shows it that the customer comes back to. */
export const returnedPaymentDto = z.strictObject({
  id: z.uuid(),
  orderId: z.uuid(),
  state: z.enum(PAYMENT_STATES),
  /** Minor units. */
  amount: z.int(),
  currency: z.string(),
  /** What was charged in the end; null until something was. */
  amountReceived: z.int().nullable(),
  captureBefore: z.iso.datetime().nullable(),
  /** amazon_pay or card; null until Stripe told it. */
  methodType: z.string().nullable(),
  email: z.string().nullable(),
  funding: z.strictObject({ brand: z.string(), last4: z.string() }).nullable(),
  items: z.array(z.strictObject({ description: z.string(), quantity: z.int(), unitAmount: z.int() })),
  /** The permission that came of it, once the method is saved. */
  savedMandateId: z.uuid().nullable(),
  /** What was saved, while it is connected. */
  savedMethod: z.strictObject({ id: z.uuid(), isDefault: z.boolean() }).nullable(),
  /** Whether the opt-in was ticked and the method is still to be saved. */
  isSaving: z.boolean(),
  /** Whether it pays for a subscription that they may see. */
  isSubscription: z.boolean(),
  /** Whether a saved method that was tried is no longer connected. */
  lostMethod: z.boolean(),
  /** Where the customer can finish at Amazon, while that is open. */
  continueUrl: z.url().nullable(),
  /** Where the receipt goes; null when we know no address. */
  mailsTo: z.string().nullable(),
  /** False when Stripe could not be asked: what is shown is what we know. */
  stripeAnswered: z.boolean(),
})
export type ReturnedPaymentDto = z.infer<typeof returnedPaymentDto>
