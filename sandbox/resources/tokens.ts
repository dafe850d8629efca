import type Stripe from 'stripe'
import { newId } from '../ids'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { noSuch } from '../wire/errors'
import { beside, filled, hash, integer, required, text, unsupported } from '../wire/parameters'
import { newCard } from './new-card'
import { withoutFingerprint } from './public-method'

/** Tokens of cards, as `stripe.createToken` makes them; `tok_visa` and the like need not be made. */
export const tokenRoutes: Route[] = [
  { method: 'POST', path: '/v1/tokens', handle: createToken, publishable: withoutFingerprint },
  { method: 'GET', path: '/v1/tokens/:id', handle: retrieveToken },
]

const line = text()
const card = hash({
  address_city: line,
  address_country: line,
  address_line1: line,
  address_line2: line,
  address_state: line,
  address_zip: line,
  currency: line,
  networks: unsupported(),
  cvc: text(),
  exp_month: integer(),
  exp_year: integer(),
  name: line,
  number: filled(),
})

/** docs.stripe.com/api/tokens/create_card */
const params = beside(['account', 'bank_account', 'customer', 'cvc_update', 'person', 'pii'], { card: required(card) })

function createToken(call: Call): Stripe.Token {
  const { card: given } = readCall(call, params)
  const { number, exp_month, exp_year, cvc, ...owner } = given
  const known = newCard(call, {
    ...(number !== undefined && { number }),
    ...(exp_month !== undefined && { exp_month }),
    ...(exp_year !== undefined && { exp_year }),
    ...(cvc !== undefined && { cvc }),
  })
  const token: Stripe.Token = {
    id: newId('token'),
    object: 'token',
    card: cardOf(known, owner),
    client_ip: call.client.ip,
    created: call.world.now(),
    livemode: false,
    type: 'card',
    used: false,
  }
  call.world.store.put('tokens', token.id, token)
  call.world.store.put('token_cards', token.id, { id: token.id, card: known })
  return token
}

function retrieveToken(call: Call): Stripe.Token {
  readCall(call, {})
  const token = call.world.store.get('tokens', pathId(call))
  if (token) return token
  throw noSuch('token', pathId(call), { param: 'token', path: true })
}

type Owner = { [Name in `address_${'city' | 'country' | 'line1' | 'line2' | 'state' | 'zip'}` | 'name']?: string }

/** The older shape of a card (docs.stripe.com/api/cards/object). */
function cardOf(known: Stripe.PaymentMethod.Card, owner: Owner): Stripe.Card {
  const { brand, country, exp_month, exp_year, funding, last4, regulated_status } = known
  return {
    id: newId('card'),
    object: 'card',
    address_city: owner.address_city ?? null,
    address_country: owner.address_country ?? null,
    address_line1: owner.address_line1 ?? null,
    address_line1_check: owner.address_line1 ? 'unchecked' : null,
    address_line2: owner.address_line2 ?? null,
    address_state: owner.address_state ?? null,
    address_zip: owner.address_zip ?? null,
    address_zip_check: owner.address_zip ? 'unchecked' : null,
    brand: BRANDS[brand] ?? 'Unknown',
    country,
    cvc_check: known.checks?.cvc_check ?? null,
    dynamic_last4: null,
    exp_month,
    exp_year,
    fingerprint: known.fingerprint ?? null,
    funding,
    last4,
    metadata: {},
    name: owner.name ?? null,
    regulated_status: regulated_status ?? null,
    tokenization_method: null,
  }
}

const BRANDS: Record<string, string> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'MasterCard',
  unionpay: 'UnionPay',
  visa: 'Visa',
}
