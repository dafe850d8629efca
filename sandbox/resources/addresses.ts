import type Stripe from 'stripe'
import { invalid } from '../wire/errors'
import { type Param, type Read, hash, orEmpty, required, text } from '../wire/parameters'

const line = orEmpty(text())
const addressParams = { city: line, country: line, line1: line, line2: line, postal_code: line, state: line }

export const addressParam = hash(addressParams)

/** Missing lines are null in every answer. */
export function address(given: Read<typeof addressParams>): Stripe.Address {
  return {
    city: given.city ?? null,
    country: given.country ?? null,
    line1: given.line1 ?? null,
    line2: given.line2 ?? null,
    postal_code: given.postal_code ?? null,
    state: given.state ?? null,
  }
}

const parcelParams = {
  address: required(addressParam),
  carrier: orEmpty(text()),
  name: required(text()),
  phone: orEmpty(text()),
  tracking_number: orEmpty(text()),
}

/** Where a payment's goods go (docs.stripe.com/api/payment_intents/create, `shipping`). */
export const parcelParam = hash(parcelParams)

export function parcel(given: Read<typeof parcelParams>): Stripe.PaymentIntent.Shipping {
  const { carrier = null, name, phone = null, tracking_number = null } = given
  return { address: address(given.address), carrier, name, phone, tracking_number }
}

export const emailParam: Param<string> = {
  read: (value, name) => {
    const email = text(512).read(value, name)
    if (/^[^\s@]+@[^\s@]+$/.test(email)) return email
    throw invalid(`Invalid email address: ${email}`, { code: 'email_invalid', param: name })
  },
}

const billingParams = {
  address: orEmpty(addressParam),
  email: orEmpty(emailParam),
  name: orEmpty(text()),
  phone: orEmpty(text()),
  tax_id: orEmpty(text()),
}

export const billingDetailsParam = hash(billingParams)
export type BillingDetails = Stripe.PaymentMethod.BillingDetails

/** What was given replaces what was there; an empty string clears. */
export function billingDetails(given: Read<typeof billingParams> = {}, before?: BillingDetails): BillingDetails {
  const kept = before ?? { address: null, email: null, name: null, phone: null, tax_id: null }
  const { address: given_address, ...rest } = given
  return {
    ...kept,
    address: given_address === undefined ? (kept.address ?? address({})) : address(given_address ?? {}),
    ...rest,
  }
}
