import { z } from 'zod'

/** What a declined attempt says. */
export type Decline = {
  type: 'invalid_request_error' | 'card_error'
  code: string
  declineCode: string | null
  message: string
}

/** The same as given: what is left out stays as it is. */
export const declineSchema = z.strictObject({
  type: z.enum(['invalid_request_error', 'card_error']).exactOptional(),
  code: z.string().min(1).exactOptional(),
  declineCode: z.string().min(1).nullable().exactOptional(),
  message: z.string().min(1).exactOptional(),
})

/** What `POST /_sandbox/outcomes` can say about payments. */
export const paymentOutcomes = {
  /** Once: what becomes of the next payment that the customer authorises on the test page. */
  nextPayment: z.enum(['succeed', 'decline', 'processing', 'late']).exactOptional(),
  /** Once: what the buyer does in the window that an Express Checkout Element's button opens. */
  nextExpress: z.enum(['approve', 'cancel']).exactOptional(),
  /** Once: what becomes of the next off-session confirmation. `late_failure`: first processing, then declined. */
  nextOffSession: z.enum(['succeed', 'decline', 'processing', 'late_failure']).exactOptional(),
  /** What a payment says that was declined on the test page. */
  paymentDecline: declineSchema.exactOptional(),
  /** What a payment says that nobody finished in ten minutes. */
  paymentExpiry: declineSchema.exactOptional(),
  /** What a payment with a saved method says that was declined. */
  offSessionDecline: declineSchema.exactOptional(),
  /** Which part of the off-session payments is declined, 0 to 1. The amount decides, and the seed which amounts. */
  offSessionDeclineShare: z.number().min(0).max(1).exactOptional(),
  offSessionDeclineSeed: z.int().min(0).exactOptional(),
  /** Whether a declined payment leaves a failed charge behind. */
  failedChargeExists: z.boolean().exactOptional(),
  /** Whether a declined off-session payment ends the saved method. */
  declineDetaches: z.boolean().exactOptional(),
  /** What becomes of an off-session payment with a method that had a mandate and has none in force. */
  inactiveMandate: z.enum(['decline', 'succeed']).exactOptional(),
  /** Whether a customer who is there, with a method they saved under a mandate, is sent to Amazon again. */
  savedOnSession: z.enum(['charge', 'redirect']).exactOptional(),
  /** Which of the two events comes first when a method with a mandate is detached. */
  detachOrder: z.enum(['mandate_first', 'method_first']).exactOptional(),
  /** Whether a customer who revokes at Amazon also detaches the method. */
  revocationDetaches: z.boolean().exactOptional(),
  /** Who may send a card's number: only a browser, or a server too. */
  rawCards: z.enum(['browser_only', 'anywhere']).exactOptional(),
  /** Whether `charge.refunded` tells of the part of an authorisation that a capture leaves. */
  partialCaptureRefunds: z.boolean().exactOptional(),
  /** Whether what a capture leaves, or an ended hold, is a Refund too; nothing moves on the balance by it. */
  releasesAreRefunds: z.boolean().exactOptional(),
  /** How long money is held on a card. */
  cardHoldDays: z.int().min(1).max(31).exactOptional(),
  /** With `automatic_async`: how long after the charge its balance transaction appears, by the world's clock. */
  bookSeconds: z.int().min(1).exactOptional(),
  /** The fee: hundredths of a per cent of the amount, and minor units on top. */
  feeBasisPoints: z.int().min(0).max(10_000).exactOptional(),
  feeFixed: z.int().min(0).exactOptional(),
  /** How long money is pending before it is available. */
  availableDays: z.int().min(0).max(365).exactOptional(),
}

export type PaymentSettings = {
  nextPayment: 'succeed' | 'decline' | 'processing' | 'late'
  nextExpress: 'approve' | 'cancel'
  nextOffSession: 'succeed' | 'decline' | 'processing' | 'late_failure'
  paymentDecline: Decline
  paymentExpiry: Decline
  offSessionDecline: Decline
  offSessionDeclineShare: number
  offSessionDeclineSeed: number
  failedChargeExists: boolean
  declineDetaches: boolean
  inactiveMandate: 'decline' | 'succeed'
  savedOnSession: 'charge' | 'redirect'
  detachOrder: 'mandate_first' | 'method_first'
  revocationDetaches: boolean
  rawCards: 'browser_only' | 'anywhere'
  partialCaptureRefunds: boolean
  releasesAreRefunds: boolean
  cardHoldDays: number
  bookSeconds: number
  feeBasisPoints: number
  feeFixed: number
  availableDays: number
}

/** Guesses like those in `inferred.ts`, each with its reason. */
export const DEFAULT_PAYMENT_SETTINGS: PaymentSettings = {
  nextPayment: 'succeed',
  nextExpress: 'approve',
  nextOffSession: 'succeed',
  // The code is the one in Amazon Pay's error table; the sentence is that of two wallets which share this table.
  paymentDecline: {
    type: 'invalid_request_error',
    code: 'payment_intent_payment_attempt_failed',
    declineCode: null,
    message: 'The customer declined this payment.',
  },
  // The code is in the SDK's list of errors; the sentence is ours.
  paymentExpiry: {
    type: 'invalid_request_error',
    code: 'payment_intent_payment_attempt_expired',
    declineCode: null,
    message: 'The payment attempt expired because the customer did not finish it in time.',
  },
  // docs.stripe.com/error-codes has the code; which one Amazon Pay sends off-session is not published.
  offSessionDecline: {
    type: 'card_error',
    code: 'payment_method_provider_decline',
    declineCode: null,
    message: 'The payment was declined by the payment method provider.',
  },
  offSessionDeclineShare: 0,
  offSessionDeclineSeed: 1,
  // Recorded for cards; for a wallet nobody published it.
  failedChargeExists: true,
  // "Declined for any reason" detaches, says docs.stripe.com/payments/amazon-pay, in a passage about the redirect.
  declineDetaches: false,
  // docs.stripe.com/api/mandates: an inactive mandate cannot be used to take a payment.
  inactiveMandate: 'decline',
  // A method under a mandate can be charged without its owner, so nothing is left to ask them.
  savedOnSession: 'charge',
  detachOrder: 'mandate_first',
  // Cash App's guide: `mandate.updated` tells of the revocation, and the shop then detaches.
  revocationDetaches: false,
  // support.stripe.com: Stripe refuses numbers from servers until the account was approved for them.
  rawCards: 'browser_only',
  // Recorded for cards; for a wallet nobody published it.
  partialCaptureRefunds: true,
  // docs.stripe.com/changelog/basil/2025-03-31: not any more since then.
  releasesAreRefunds: false,
  // docs.stripe.com/payments/place-a-hold-on-a-payment-method: mostly seven, but each network has its own.
  cardHoldDays: 7,
  // "Asynchronously, after the charge": how much later is not said.
  bookSeconds: 2,
  // Stripe's list price in the United States, 2.9 % + 30 ¢.
  feeBasisPoints: 290,
  feeFixed: 30,
  // The usual two days of docs.stripe.com/payouts; real ones are business days.
  availableDays: 2,
}
