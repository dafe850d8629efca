import type Stripe from 'stripe'
import { newAmazonTransaction } from '../ids'
import type { World } from '../world'
import type { Attempt } from './new-charge'

type Details = Stripe.Charge.PaymentMethodDetails

/** What a charge says about the method it was made with. `heldUntil`: when uncaptured money is released. */
export function chargeDetails(world: World, attempt: Attempt, outcome: 'succeeded' | 'failed'): Details {
  const { card } = attempt.method
  if (card) return { card: cardDetails(attempt, card, outcome), type: 'card' }
  if (outcome === 'failed') return amazonPay({ type: null }, null)
  return amazonPay({ type: 'card', card: fundingCard(world) }, newAmazonTransaction())
}

type Funding = Stripe.Charge.PaymentMethodDetails.AmazonPay.Funding

function amazonPay(funding: Funding, transaction: string | null): Details {
  return { amazon_pay: { funding, transaction_id: transaction }, type: 'amazon_pay' }
}

/** Which card is behind an Amazon account is Amazon's to know; test mode always names this one. */
function fundingCard(world: World): Stripe.Charge.PaymentMethodDetails.AmazonPay.Funding.Card {
  const year = new Date(world.now() * 1000).getUTCFullYear()
  return { brand: 'visa', country: 'US', exp_month: 12, exp_year: year + 3, funding: 'credit', last4: '4242' }
}

function cardDetails(
  { paymentIntent, authenticated, heldUntil }: Attempt,
  card: Stripe.PaymentMethod.Card,
  outcome: 'succeeded' | 'failed',
): Stripe.Charge.PaymentMethodDetails.Card {
  const { brand, country, exp_month, exp_year, fingerprint, funding, last4, regulated_status, checks } = card
  const { amount } = paymentIntent
  return {
    amount_authorized: outcome === 'succeeded' ? amount : null,
    authorization_code: null,
    brand,
    ...(heldUntil && { capture_before: heldUntil }),
    checks: checks && { ...checks, cvc_check: checks.cvc_check && cvcCheck(outcome) },
    country,
    electronic_commerce_indicator: null,
    exp_month,
    exp_year,
    extended_authorization: { status: 'disabled' },
    fingerprint: fingerprint ?? null,
    funding,
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4,
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: brand,
    network_token: { used: false },
    network_transaction_id: null,
    overcapture: { maximum_amount_capturable: amount, status: 'unavailable' },
    regulated_status,
    three_d_secure: authenticated ? AUTHENTICATED : null,
    transaction_link_id: null,
    wallet: null,
  }
}

function cvcCheck(outcome: 'succeeded' | 'failed'): string {
  return outcome === 'succeeded' ? 'pass' : 'unchecked'
}

const AUTHENTICATED: Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure = {
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: null,
  version: '2.2.0',
}
