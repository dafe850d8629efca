import type Stripe from 'stripe'
import { idOf } from '../ids'
import type { World } from '../world'
import { enabledMethods } from './account'

type Subscription = Readonly<Stripe.Subscription>
type Paid = Pick<Subscription, 'currency' | 'customer' | 'default_payment_method' | 'payment_settings'>

/**
 * The method an invoice is paid with by itself: the subscription's own, else its customer's default
 * (docs.stripe.com/billing/subscriptions/payment-methods-setting). One that was detached counts for nothing.
 */
export function usableMethod(world: World, paid: Paid): Readonly<Stripe.PaymentMethod> | null {
  const customer = world.store.get('customers', idOf(paid.customer) ?? '')
  const candidates = [paid.default_payment_method, customer?.invoice_settings.default_payment_method]
  const types = billedTypes(world, paid)
  const methods = candidates.flatMap((each) => world.store.get('payment_methods', idOf(each) ?? '') ?? [])
  const isUsable = ({ customer: owner, type }: Readonly<Stripe.PaymentMethod>) =>
    customer !== undefined && idOf(owner) === customer.id && types.includes(type)
  return methods.find(isUsable) ?? null
}

/** What its invoices may be paid with: those that were named, or all that the account has turned on. */
export function billedTypes(world: World, { currency, payment_settings: settings }: Paid): string[] {
  return settings?.payment_method_types ?? enabledMethods(world, currency)
}
