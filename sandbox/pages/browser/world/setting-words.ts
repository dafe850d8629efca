import type { Settings } from '../../../control-types'

/** What a setting decides; with more words, those it can be set to. */
export type SettingWords = readonly [sentence: string, ...options: string[]]
type Group = readonly [title: string, settings: { readonly [Name in keyof Settings]?: SettingWords }]

/** Every setting in a sentence. One that is missing here is shown by its name alone. */
export const SETTING_GROUPS: readonly Group[] = [
  [
    'Saving',
    {
      setupDecline: ['What a declined setup says.'],
      setupExpiry: ['What a setup says that nobody finished in ten minutes.'],
      settleSeconds: ['How many seconds “processing” and “late” last.'],
      billingEmail: ['Where a saved method’s e-mail comes from: from_customer, none, or an address.'],
      mandateShownFrom: ['From when on a SetupIntent shows its mandate.', 'confirm', 'success'],
      mandateUpdatedOnActivation: ['Whether mandate.updated tells that a mandate has come into force.'],
      detachOrder: ['Which event comes first when a method is detached.', 'mandate_first', 'method_first'],
      detachClearsDefaults: ['Whether a detached method also disappears as a default.'],
      revocationDetaches: ['Whether a customer who revokes at Amazon also detaches the method.'],
    },
  ],
  [
    'Payments',
    {
      paymentDecline: ['What a payment says that was declined on the test page.'],
      paymentExpiry: ['What a payment says that nobody finished in ten minutes.'],
      offSessionDecline: ['What a declined charge of a saved method says.'],
      offSessionDeclineShare: ['Which share of the off-session charges is declined, 0 to 1.'],
      offSessionDeclineSeed: ['Which amounts that share falls on.'],
      failedChargeExists: ['Whether a declined Amazon payment leaves a failed charge.'],
      declineDetaches: ['Whether a declined off-session charge ends the saved method.'],
      inactiveMandate: ['A charge of a method whose mandate has ended.', 'decline', 'succeed'],
      savedOnSession: [
        'A saved method whose owner is there: charged at once, or sent to Amazon.',
        'charge',
        'redirect',
      ],
      rawCards: ['Who may send a card’s number.', 'browser_only', 'anywhere'],
      cardHoldDays: ['How many days money is held on a card.'],
      partialCaptureRefunds: ['Whether charge.refunded tells of the part a capture leaves.'],
      releasesAreRefunds: ['Whether released money is a Refund too, one that moves nothing.'],
    },
  ],
  [
    'Balance, refunds and disputes',
    {
      bookSeconds: ['With automatic_async: how many seconds later a charge is booked.'],
      feeBasisPoints: ['The fee in hundredths of a per cent of the amount.'],
      feeFixed: ['What the fee adds, in minor units.'],
      availableDays: ['How many days money is pending.'],
      refundStartsAs: ['The status of a new refund to an Amazon account.', 'pending', 'succeeded'],
      refundSeconds: ['How many seconds a refund is pending.'],
      refundFailureReason: ['Why a refund failed.'],
      refundWindowDays: ['How many days Amazon Pay takes refunds.'],
      refundTooLate: ['How a refund is refused after that.'],
      disputeDueDays: ['How many days the shop has to send evidence.'],
      disputeFee: ['What a dispute costs, in minor units.'],
      disputeFeeReturned: ['Whether a dispute the shop wins gives the fee back.'],
    },
  ],
  [
    'Checkout and subscriptions',
    {
      checkoutSetupIntentFrom: ['From when on a session that saves has a SetupIntent.', 'confirm', 'create'],
      checkoutWaitMilliseconds: ['How long a customer waits for the shop’s answer, in milliseconds.'],
      invoiceDraftSeconds: ['How many seconds an invoice is a draft.'],
      invoiceUpcomingDays: ['How many days before its period invoice.upcoming is sent.'],
      invoiceRetryDays: ['How many days after each failed attempt the next one follows.'],
      invoiceRetriesEnd: ['What becomes of the subscription after the last.', 'cancel', 'unpaid', 'past_due'],
    },
  ],
  [
    'API and webhooks',
    {
      country: ['The account’s country, in two letters.'],
      customersAreAccounts: ['Whether every Customer is an account too.'],
      publishableKeyRefusedWith: ['The status of a publishable key where it may not be.', '401', '403'],
      keyHeldMilliseconds: ['How long a request owns its idempotency key, in milliseconds.'],
      apiVersion: ['The account’s version of the API, for requests that name none.'],
      rateLimit: ['How many requests a second are answered; 0 for all.'],
      searchSeconds: ['How many seconds after it was made a search finds an object.'],
      webhookRetries: ['Whose schedule failed deliveries follow.', 'test', 'live'],
      webhookRetrySeconds: ['How many seconds after the first try each further one follows.'],
      webhookTimeoutMilliseconds: ['How long an endpoint may take, in milliseconds.'],
      journalLimit: ['How many requests are remembered.'],
    },
  ],
]
