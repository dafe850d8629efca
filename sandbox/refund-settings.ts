import { z } from 'zod'
import { type Decline, declineSchema } from './payment-settings'

/** What `POST /_sandbox/outcomes` can say about refunds and disputes. */
export const refundOutcomes = {
  /** Once: what becomes of the next refund. `late_failure`: it fails after `refundSeconds`. */
  nextRefund: z.enum(['succeed', 'late_failure', 'stay_pending']).exactOptional(),
  /** The status of a new refund to an Amazon account. */
  refundStartsAs: z.enum(['pending', 'succeeded']).exactOptional(),
  /** How long a refund is pending, and after which time one fails late, by the world's clock. */
  refundSeconds: z.int().min(1).exactOptional(),
  /** The `failure_reason` of a refund that fails late. */
  refundFailureReason: z.string().min(1).exactOptional(),
  /** How long after the charge Amazon Pay takes refunds. */
  refundWindowDays: z.int().min(1).exactOptional(),
  /** How a refund is refused after that. */
  refundTooLate: declineSchema.exactOptional(),
  /** How long the shop has to send evidence. */
  disputeDueDays: z.int().min(1).max(365).exactOptional(),
  /** Held back for each dispute, in minor units of the charge's currency. */
  disputeFee: z.int().min(0).exactOptional(),
  /** Whether a dispute that the shop wins gives the fee back too. */
  disputeFeeReturned: z.boolean().exactOptional(),
}

export type RefundSettings = {
  nextRefund: 'succeed' | 'late_failure' | 'stay_pending'
  refundStartsAs: 'pending' | 'succeeded'
  refundSeconds: number
  refundFailureReason: string
  refundWindowDays: number
  refundTooLate: Decline
  disputeDueDays: number
  disputeFee: number
  disputeFeeReturned: boolean
}

/** Guesses like those in `inferred.ts`, each with its reason. */
export const DEFAULT_REFUND_SETTINGS: RefundSettings = {
  nextRefund: 'succeed',
  // docs.stripe.com/payments/amazon-pay: refunds are asynchronous. In which status they begin is not said.
  refundStartsAs: 'pending',
  refundSeconds: 60,
  // One of those the SDK lists; which one Amazon's refunds have is not published.
  refundFailureReason: 'unknown',
  // docs.stripe.com/payments/amazon-pay: "up to 90 days".
  refundWindowDays: 90,
  // The code is in the SDK's list of errors; the sentence is ours.
  refundTooLate: {
    type: 'invalid_request_error',
    code: 'charge_not_refundable',
    declineCode: null,
    message: 'This charge is too old to be refunded: Amazon Pay takes refunds for 90 days.',
  },
  // docs.stripe.com/payments/amazon-pay: evidence within ten days.
  disputeDueDays: 10,
  // Stripe's list price in the United States, $15.00.
  disputeFee: 1500,
  // Sources differ, by country and year.
  disputeFeeReturned: false,
}
