import type Stripe from 'stripe'
import { TWELVE_DOLLARS } from './payments'
import { type TestWorld, refusal } from './sandbox-under-test'

/** What a Payment Element sends for a card; only a browser may. */
export function card(number: string, more: Partial<Stripe.PaymentMethodCreateParams.Card> = {}) {
  return { type: 'card' as const, card: { number, exp_month: 12, exp_year: 2049, cvc: '314', ...more } }
}

/** A payment that takes Amazon Pay or a card, as the shop's checkout does. */
export const CARD_OR_AMAZON: Stripe.PaymentIntentCreateParams = {
  ...TWELVE_DOLLARS,
  allowed_payment_method_types: ['amazon_pay', 'card'],
}

type How = { create?: Partial<Stripe.PaymentIntentCreateParams>; confirm?: Stripe.PaymentIntentConfirmParams }

/** Creates a payment and confirms it on the server with a ready-made card or a saved one. */
export async function payWith({ stripe }: TestWorld, method: string, { create, confirm }: How = {}) {
  const { id } = await stripe.paymentIntents.create({ ...CARD_OR_AMAZON, ...create })
  return stripe.paymentIntents.confirm(id, { payment_method: method, ...confirm })
}

/** The decline of a payment with a card number that a browser sends. */
export async function declineOf({ stripe, browser }: TestWorld, number: string) {
  const { id, client_secret } = await stripe.paymentIntents.create(CARD_OR_AMAZON)
  const params = { client_secret, payment_method_data: card(number) }
  // The SDK types what servers send; the secret is what Stripe.js adds.
  const error = await refusal(browser.paymentIntents.confirm(id, params as Stripe.PaymentIntentConfirmParams))
  return { id, error }
}
