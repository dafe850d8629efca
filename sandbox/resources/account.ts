import type Stripe from 'stripe'
import { AMAZON_PAY_COUNTRIES, AMAZON_PAY_CURRENCIES } from '../inferred'
import { type Route, pathId, readCall } from '../wire/call'
import { StripeError } from '../wire/errors'
import type { World } from '../world'

export const accountRoutes: Route[] = [
  { method: 'GET', path: '/v1/account', handle: (call) => (readCall(call, {}), account(call.world)) },
  {
    method: 'GET',
    path: '/v1/accounts/:id',
    handle: (call) => {
      readCall(call, {})
      if (pathId(call) !== call.world.accountId) throw noAccess(pathId(call))
      return account(call.world)
    },
  },
]

/** The merchant of this world. Made up, but the same whenever the same keys are used. */
export function account(world: World): Stripe.Account {
  const { country } = world.settings
  return {
    id: world.accountId,
    object: 'account',
    business_profile: BUSINESS_PROFILE,
    business_type: 'company',
    capabilities: {
      card_payments: 'active',
      transfers: 'active',
      ...(offersAmazonPay(world) && { amazon_pay_payments: 'active' }),
    },
    charges_enabled: true,
    country,
    created: world.record.created,
    default_currency: CURRENCIES[country] ?? 'eur',
    details_submitted: true,
    email: 'owner@rocketrides.example',
    metadata: {},
    payouts_enabled: true,
    type: 'standard',
  }
}

/** Payment methods this account has turned on. Others are dropped from a request without a word, as at Stripe. */
export function enabledMethods(world: World, currency?: string): string[] {
  const suits = currency === undefined || amazonPayCurrencies(world).includes(currency)
  return offersAmazonPay(world) && suits ? ['card', 'amazon_pay'] : ['card']
}

/** Accounts in the United States take US dollars only, the others any of the twelve currencies. */
export function amazonPayCurrencies(world: World): string[] {
  return world.settings.country === 'US' ? ['usd'] : AMAZON_PAY_CURRENCIES
}

function offersAmazonPay(world: World): boolean {
  return AMAZON_PAY_COUNTRIES.includes(world.settings.country)
}

export const BUSINESS_NAME = 'Rocket Rides'
const BUSINESS_PROFILE: Stripe.Account.BusinessProfile = {
  annual_revenue: null,
  estimated_worker_count: null,
  mcc: '4121',
  minority_owned_business_designation: null,
  name: BUSINESS_NAME,
  product_description: null,
  specified_commercial_transactions_act_url: null,
  support_address: null,
  support_email: null,
  support_phone: null,
  support_url: null,
  url: null,
}
const CURRENCIES: { [country: string]: string } = {
  US: 'usd',
  GB: 'gbp',
  CH: 'chf',
  DK: 'dkk',
  SE: 'sek',
  HU: 'huf',
  JP: 'jpy',
}

/** What Connect would let a platform do elsewhere; here a key opens its own account and no other. */
export function noAccess(id: string): StripeError {
  const message = `The provided key does not have access to account '${id}' (or that account does not exist). Application access may have been revoked.`
  return new StripeError(403, { code: 'account_invalid', message })
}
