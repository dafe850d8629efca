import { DEFAULT_CHECKOUT_SETTINGS } from './checkout-settings'
import { DEFAULT_BILLING_SETTINGS } from './billing-settings'
import type { Settings } from './control-types'
import { DEFAULT_PAYMENT_SETTINGS } from './payment-settings'
import { DEFAULT_REFUND_SETTINGS } from './refund-settings'
import { API_VERSION } from './wire/api-version'

/** A redirect that nobody finishes ends after this long (docs.stripe.com/payments/amazon-pay/accept-a-payment). */
export const REDIRECT_SECONDS = 10 * 60
/** Held money that nobody captures is released after this long (docs.stripe.com/payments/amazon-pay/accept-a-payment). */
export const HOLD_SECONDS = 7 * 86_400
/** Results are replayed for at least this long (docs.stripe.com/api/idempotent_requests). */
export const IDEMPOTENCY_SECONDS = 24 * 3600
/** In the v2 namespace (docs.stripe.com/api-v2-overview). */
export const V2_IDEMPOTENCY_SECONDS = 30 * 86_400
/** Events can be read for this long (docs.stripe.com/api/events). */
export const EVENT_SECONDS = 30 * 86_400

const HOUR = 3600
/**
 * When live mode tries again, in seconds from the first try: "for up to three days with an exponential back off"
 * (docs.stripe.com/webhooks). The steps are those that people have reported.
 */
export const LIVE_RETRY_SECONDS = [300, 2100, ...[2.5, 7.5, 17.5, 29.5, 41.5, 53.5, 65.5].map((hours) => hours * HOUR)]

/**
 * What Stripe does not document. Each value is a guess with a reason, can be changed with
 * `POST /_sandbox/outcomes`, and is listed in README.md. A program should not depend on any of them.
 */
export const DEFAULT_SETTINGS: Settings = {
  nextSetup: 'succeed',
  // "Fail test setup" of two wallets with the same error table (Cash App, Revolut Pay) shows this sentence.
  setupDecline: {
    type: 'invalid_request_error',
    code: 'setup_attempt_failed',
    declineCode: null,
    message: 'The customer declined this payment.',
  },
  // The code is in the SDK's list of errors; the sentence is ours.
  setupExpiry: {
    type: 'invalid_request_error',
    code: 'setup_intent_setup_attempt_expired',
    declineCode: null,
    message: 'The setup attempt expired because the customer did not finish it in time.',
  },
  settleSeconds: 60,
  // The Amazon account's e-mail reaches `billing_details` with the Express Checkout Element; for a redirect unconfirmed.
  billingEmail: 'from_customer',
  // For cards never set; for amazon_pay nobody published a recording.
  mandateShownFrom: 'success',
  mandateUpdatedOnActivation: true,
  // A request takes Stripe some time; here it takes none unless a test wants two of them to meet.
  keyHeldMilliseconds: 0,
  // Sources name both 401 and 403.
  publishableKeyRefusedWith: 403,
  // Test mode: "three tries over a few hours" (docs.stripe.com/webhooks). How far apart is not said.
  webhookRetrySeconds: [3600, 3 * 3600],
  webhookRetries: 'test',
  // Stripe only says that an endpoint "took too long".
  webhookTimeoutMilliseconds: 10_000,
  // Stripe does it once a business has turned Accounts v2 on (docs.stripe.com/accounts-v2/use-accounts-as-customers).
  customersAreAccounts: false,
  apiVersion: API_VERSION,
  // "Under 1 minute" (docs.stripe.com/search); how far under is not said, and it may be longer.
  searchSeconds: 0,
  // 25 in Stripe's test mode (docs.stripe.com/rate-limits), which would only slow tests down.
  rateLimit: 0,
  country: 'US',
  journalLimit: 10_000,
  ...DEFAULT_PAYMENT_SETTINGS,
  ...DEFAULT_REFUND_SETTINGS,
  ...DEFAULT_CHECKOUT_SETTINGS,
  ...DEFAULT_BILLING_SETTINGS,
}

/** Where Amazon Pay is offered to businesses (docs.stripe.com/payments/amazon-pay). */
export const AMAZON_PAY_COUNTRIES = 'AT BE CH CY DE DK ES FR GB HU IE IT LU NL PT SE US'.split(' ')
/** In which currencies; accounts in the United States take usd only (docs.stripe.com/payments/amazon-pay). */
export const AMAZON_PAY_CURRENCIES = 'aud chf dkk eur gbp hkd jpy nok nzd sek usd zar'.split(' ')
