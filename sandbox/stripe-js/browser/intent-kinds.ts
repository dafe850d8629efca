import type { PaymentIntent, PaymentIntentResult, SetupIntent, SetupIntentResult, StripeError } from '@stripe/stripe-js'

export type Intent = PaymentIntent | SetupIntent

/** What differs between the two kinds of intent, so that the rest can be written once. */
export type IntentKind<I extends Intent, R> = {
  kind: 'payment' | 'setup'
  /** Ids and client secrets begin with it. */
  prefix: 'pi' | 'seti'
  noun: 'PaymentIntent' | 'SetupIntent'
  path: string
  found: (intent: I) => R
  failed: (error: StripeError) => R
}

export const paymentIntents: IntentKind<PaymentIntent, PaymentIntentResult> = {
  kind: 'payment',
  prefix: 'pi',
  noun: 'PaymentIntent',
  path: '/v1/payment_intents',
  found: (paymentIntent) => ({ paymentIntent }),
  failed: (error) => ({ error }),
}

export const setupIntents: IntentKind<SetupIntent, SetupIntentResult> = {
  kind: 'setup',
  prefix: 'seti',
  noun: 'SetupIntent',
  path: '/v1/setup_intents',
  found: (setupIntent) => ({ setupIntent }),
  failed: (error) => ({ error }),
}
