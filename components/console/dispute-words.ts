import type { Tone } from '@/components/ui/tone'

type Words = { tone?: Tone; word: string; title: string }

const STATUSES: Record<string, Words> = {
  warning_needs_response: { tone: 'warning', word: 'Inquiry', title: 'an inquiry waits for your answer' },
  warning_under_review: { tone: 'info', word: 'Under review', title: 'your answer to the inquiry is being read' },
  warning_closed: { tone: 'success', word: 'Closed', title: 'the inquiry ended without a dispute' },
  needs_response: { tone: 'danger', word: 'Answer it', title: 'it waits for your answer' },
  under_review: { tone: 'info', word: 'Under review', title: 'your evidence is being read' },
  won: { tone: 'success', word: 'Won', title: 'decided for you, the money is back on your balance' },
  lost: { tone: 'danger', word: 'Lost', title: 'decided for the customer, the money stays with them' },
  prevented: { tone: 'success', word: 'Prevented', title: 'settled before it became a dispute' },
}

/** Where a dispute stands (https://docs.stripe.com/api/disputes/object, "status"); an unknown status by its own name. */
export function disputeStatusWords(status: string): Words {
  return (Object.hasOwn(STATUSES, status) ? STATUSES[status] : undefined) ?? { word: status, title: status }
}

/** Whether the merchant has to do something before its due date. */
export function waitsForAnswer(status: string): boolean {
  return status === 'needs_response' || status === 'warning_needs_response'
}

/** Whether the money has been taken back by the dispute. An inquiry takes none. */
export function isContested(status: string): boolean {
  return status === 'needs_response' || status === 'under_review' || status === 'lost'
}

const REASONS: Record<string, string> = {
  bank_cannot_process: 'The bank can’t process the payment',
  check_returned: 'The cheque was returned',
  credit_not_processed: 'A refund they expected did not come',
  customer_initiated: 'The customer objects',
  debit_not_authorized: 'The customer did not allow the charge',
  duplicate: 'Charged twice',
  fraudulent: 'The customer did not make the payment',
  general: 'No reason given',
  incorrect_account_details: 'The account details were wrong',
  insufficient_funds: 'There was not enough money',
  noncompliant: 'The payment broke a rule of the network',
  product_not_received: 'Nothing was delivered',
  product_unacceptable: 'What was delivered is not what was promised',
  subscription_canceled: 'The subscription had been cancelled',
  unrecognized: 'The customer does not recognise the payment',
}

/** Why the customer objects, from Stripe's word for it; an unknown one as it is. */
export function disputeReasonWords(reason: string): string {
  return (Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined) ?? reason
}

/** Whom the customer turned to (https://docs.stripe.com/payments/amazon-pay, "Disputed payments"). */
export function disputeKindWords(kind: string | null): string {
  switch (kind) {
    case 'claim':
      return 'A-to-z claim at Amazon'
    case 'chargeback':
      return 'Chargeback at the bank'
    case null:
      return 'Not told by Stripe'
    default:
      return kind
  }
}
