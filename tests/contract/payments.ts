import type Stripe from 'stripe'
import { AMAZON_PAY, RETURN_URL, type TestWorld, choose, confirmedSetup, redirectUrl } from './sandbox-under-test'

/** What a shop sends that charges Amazon Pay. */
export const TWELVE_DOLLARS: Stripe.PaymentIntentCreateParams = {
  amount: 1200,
  currency: 'usd',
  allowed_payment_method_types: ['amazon_pay'],
  capture_method: 'automatic',
}

/** A customer who saved Amazon Pay and may be charged while away. */
export async function savedMethod(world: TestWorld) {
  const { customer, setupIntent, page } = await confirmedSetup(world)
  await choose(page, 'Authorize Test Setup')
  const { mandate } = await world.stripe.setupIntents.retrieve(setupIntent.id)
  return { customer: customer.id, method: String(setupIntent.payment_method), mandate: String(mandate) }
}

export type Saved = Awaited<ReturnType<typeof savedMethod>>

/** As the guides say: create, then confirm with the saved method and `off_session`. */
export async function createdFor({ stripe }: TestWorld, { customer }: Saved, more: { amount?: number } = {}) {
  return stripe.paymentIntents.create({ ...TWELVE_DOLLARS, customer, ...more })
}

export function confirmOffSession(
  { stripe }: TestWorld,
  { id, method }: { id: string; method: string },
  options: Stripe.RequestOptions = {},
) {
  return stripe.paymentIntents.confirm(id, { payment_method: method, off_session: true }, options)
}

/** Creates and confirms; rejects with the SDK's error when it is declined. */
export async function charge(world: TestWorld, saved: Saved, more: { amount?: number } = {}) {
  const { id } = await createdFor(world, saved, more)
  return confirmOffSession(world, { id, method: saved.method })
}

/** A payment of $12.00 with Amazon Pay, and the events that were before anything else happened to it. */
export async function paid(world: TestWorld) {
  const { id, latest_charge: latest } = await charge(world, await savedMethod(world))
  return { intent: id, charge: String(latest), events: (await eventTypes(world)).length }
}

/** A payment whose customer is on the test page. */
export async function paymentOnTestPage(
  world: TestWorld,
  create: Partial<Stripe.PaymentIntentCreateParams> = {},
  confirm: Stripe.PaymentIntentConfirmParams = {},
) {
  const { id } = await world.stripe.paymentIntents.create({ ...TWELVE_DOLLARS, ...create })
  const paymentIntent = await world.stripe.paymentIntents.confirm(id, {
    payment_method_data: AMAZON_PAY,
    return_url: `${RETURN_URL}?order=7`,
    ...confirm,
  })
  return { paymentIntent, page: redirectUrl(paymentIntent) }
}

/** The types of all events since `after` of them, oldest first. */
export async function eventTypes({ control }: TestWorld, after = 0): Promise<string[]> {
  const { events } = await control.state()
  return events
    .map(({ type }) => type)
    .reverse()
    .slice(after)
}

export const MANUAL = { capture_method: 'manual' } as const

/** Twelve dollars that a customer approved at Amazon, set aside. */
export async function heldAtAmazon(world: TestWorld, create: Partial<Stripe.PaymentIntentCreateParams> = MANUAL) {
  const { paymentIntent, page } = await paymentOnTestPage(world, create)
  const back = await choose(page, 'Authorize Test Payment')
  return { ...(await world.stripe.paymentIntents.retrieve(paymentIntent.id)), back }
}

/** The charge of a payment's last attempt. */
export function chargeOf({ stripe }: TestWorld, { latest_charge: charge }: Stripe.PaymentIntent) {
  return stripe.charges.retrieve(String(charge))
}
