import type Stripe from 'stripe'
import { type Call, type Route, readCall } from '../wire/call'
import { StripeError, invalid } from '../wire/errors'
import { type Read, filled, hash, ignored, list, missing, oneOf, required, text } from '../wire/parameters'
import { BUSINESS_NAME } from './account'
import { amountParam, checkAmount, currencyParam } from './amounts'
import { type Choice, chosenTypes } from './intent-methods'
import { METHOD_TYPES } from './method-types'
import { publicPaymentIntent } from './public-payment-intent'
import { publicSetupIntent } from './public-setup-intent'

/** What a Payment Element draws. Stripe documents its own answer nowhere, so this one is the sandbox's. */
export type ElementsSession = {
  object: 'elements.session'
  mode: 'payment' | 'setup' | 'subscription'
  /** In the order in which they are offered. */
  payment_method_types: string[]
  amount: number | null
  currency: string | null
  setup_future_usage: string | null
  capture_method: string | null
  merchant_name: string
  merchant_country: string
  /** With the fields a publishable key may see, `last_payment_error` among them. */
  payment_intent?: object
  setup_intent?: object
}

/** Called by Stripe.js when an element is mounted, and again by `fetchUpdates`. */
export const elementsSessionRoutes: Route[] = [
  {
    method: 'GET',
    path: '/v1/elements/sessions',
    handle: readSession,
    publishable: (session) => session,
  },
]

const methodTypes = list(oneOf(METHOD_TYPES))
const deferredParams = {
  allowed_payment_method_types: methodTypes,
  amount: amountParam,
  capture_method: oneOf(['automatic', 'automatic_async', 'manual']),
  currency: currencyParam,
  excluded_payment_method_types: methodTypes,
  mode: required(oneOf(['payment', 'setup', 'subscription'] as const)),
  setup_future_usage: oneOf(['off_session', 'on_session']),
}
const params = {
  client_secret: filled(),
  deferred_intent: hash(deferredParams),
  locale: text(),
  type: required(oneOf(['payment_intent', 'setup_intent', 'deferred_intent'] as const)),
  // Sent by the real Stripe.js; nothing of it changes what is drawn.
  browser_locale: ignored(),
  customer_session_client_secret: ignored(),
  referrer_host: ignored(),
}

function readSession(call: Call): ElementsSession {
  const given = readCall(call, params)
  if (given.type === 'deferred_intent') {
    if (!given.deferred_intent) throw missing('deferred_intent')
    return deferredSession(call, given.deferred_intent)
  }
  if (given.client_secret === undefined) throw missing('client_secret')
  return given.type === 'payment_intent'
    ? paymentSession(call, given.client_secret)
    : setupSession(call, given.client_secret)
}

function paymentSession({ world }: Call, secret: string): ElementsSession {
  const intent = world.store.get('payment_intents', idIn(secret))
  if (intent?.client_secret !== secret) throw unmatched('PaymentIntent')
  if (ENDED.includes(intent.status)) throw ended('PaymentIntent', { payment_intent: intent })
  const { amount, currency, capture_method, setup_future_usage, payment_method_types } = intent
  return {
    ...blank(world.settings.country),
    mode: 'payment',
    payment_method_types,
    amount,
    currency,
    setup_future_usage,
    capture_method,
    payment_intent: publicPaymentIntent(intent),
  }
}

function setupSession({ world }: Call, secret: string): ElementsSession {
  const intent = world.store.get('setup_intents', idIn(secret))
  if (intent?.client_secret !== secret) throw unmatched('SetupIntent')
  if (ENDED.includes(intent.status)) throw ended('SetupIntent', { setup_intent: intent })
  return {
    ...blank(world.settings.country),
    mode: 'setup',
    payment_method_types: intent.payment_method_types,
    setup_future_usage: intent.usage,
    setup_intent: publicSetupIntent(intent),
  }
}

/** No intent exists yet: what the page says about it decides, as it will when the server makes one. */
function deferredSession(call: Call, given: Read<typeof deferredParams>): ElementsSession {
  const { mode, amount, currency, setup_future_usage: usage, capture_method: capture } = given
  const name = (field: string) => `deferred_intent[${field}]`
  if (mode !== 'setup' && currency === undefined) throw missing(name('currency'))
  if (mode === 'payment' && amount === undefined) throw missing(name('amount'))
  if (amount !== undefined && currency !== undefined) checkAmount(amount, currency)
  return {
    ...blank(call.world.settings.country),
    mode,
    payment_method_types: chosenTypes(call, choiceOf(given), currency).payment_method_types,
    amount: amount ?? null,
    currency: currency ?? null,
    setup_future_usage: usage ?? (mode === 'payment' ? null : 'off_session'),
    capture_method: mode === 'payment' ? (capture ?? 'automatic_async') : null,
  }
}

function choiceOf(given: Read<typeof deferredParams>): Choice {
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded } = given
  return {
    ...(allowed && { allowed_payment_method_types: allowed }),
    ...(excluded && { excluded_payment_method_types: excluded }),
  }
}

function blank(country: string) {
  return {
    object: 'elements.session',
    amount: null,
    currency: null,
    setup_future_usage: null,
    capture_method: null,
    merchant_name: BUSINESS_NAME,
    merchant_country: country,
  } as const
}

const ENDED: string[] = ['succeeded', 'canceled', 'requires_capture'] satisfies Stripe.PaymentIntent.Status[]

/** A client secret begins with the id it belongs to. */
function idIn(secret: string): string {
  return secret.split('_secret_')[0] ?? ''
}

function unmatched(name: 'PaymentIntent' | 'SetupIntent'): StripeError {
  const message = `The client_secret provided does not match any associated ${name} on this account.`
  return invalid(message, { param: 'client_secret' })
}

type About = { payment_intent?: object; setup_intent?: object }

function ended(name: 'PaymentIntent' | 'SetupIntent', { payment_intent: payment, setup_intent: setup }: About) {
  const code = payment ? 'payment_intent_unexpected_state' : 'setup_intent_unexpected_state'
  return new StripeError(400, {
    code,
    message: `This ${name} is in a terminal state and cannot be used to initialize Elements.`,
    ...(payment && { payment_intent: publicPaymentIntent(payment) }),
    ...(setup && { setup_intent: publicSetupIntent(setup) }),
  })
}
