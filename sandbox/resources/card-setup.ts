import type Stripe from 'stripe'
import { idOf } from '../ids'
import type { Decline } from '../payment-settings'
import { StripeError } from '../wire/errors'
import type { World } from '../world'
import { attach } from './method-changes'
import { change, setupError } from './setup-outcome'
import { behaviourOf } from './test-cards'

type Attempted = { setupIntent: string; attempt: string; method: Readonly<Stripe.PaymentMethod> }

/** Saves a card whose bank asks nothing. A decline is returned, not thrown: the attempt stays. */
export function saveCard(world: World, { setupIntent, attempt, method }: Attempted): Stripe.SetupIntent | StripeError {
  const tried = change(world, setupIntent, { do: 'attempt', paymentMethod: method.id, attempt })
  const { decline, attaches } = behaviourOf(method)
  if (decline && !attaches) return declined(world, { setupIntent, method, decline })
  const customer = idOf(tried.customer)
  if (customer && world.store.get('customers', customer)) attach(world, method, customer)
  return change(world, setupIntent, { do: 'succeed', mandate: null })
}

function declined(world: World, about: Omit<Attempted, 'attempt'> & { decline: Decline }): StripeError {
  const { type, code, declineCode, message } = about.decline
  const error = setupError(about.decline, about.method)
  return new StripeError(402, {
    type,
    code,
    ...(declineCode && { decline_code: declineCode }),
    message,
    payment_method: about.method,
    setup_intent: change(world, about.setupIntent, { do: 'fail', error }),
  })
}

/** What a SetupAttempt says about its card. */
export function attemptDetails({ card }: Readonly<Stripe.PaymentMethod>): Stripe.SetupAttempt.PaymentMethodDetails {
  if (!card) return { amazon_pay: {}, type: 'amazon_pay' }
  const { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4 } = card
  const known = { brand, checks, country, exp_month, exp_year, fingerprint: fingerprint ?? null, funding, last4 }
  return { card: { ...known, network: brand, three_d_secure: null, wallet: null }, type: 'card' }
}
