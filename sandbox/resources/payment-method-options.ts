import type Stripe from 'stripe'
import type { Read } from '../wire/parameters'
import type { createParams } from './payment-intent-params'

type Options = Stripe.PaymentIntent.PaymentMethodOptions
type Given = Read<typeof createParams>['payment_method_options']
/** What can be said for both types of method; null unsets. */
type Said = { capture_method?: 'manual' | null; setup_future_usage?: string | null }

/** `payment_method_options` as answered, for the methods that may be used; what is not given stays as it was. */
export function methodOptions(types: string[], given: Given, before?: Readonly<Options> | null): Options {
  const amazonPay = given?.amazon_pay === null ? {} : { ...before?.amazon_pay, ...given?.amazon_pay }
  const card = given?.card === null ? {} : { ...before?.card, ...given?.card }
  return {
    ...(types.includes('amazon_pay') && { amazon_pay: kept(amazonPay) }),
    ...(types.includes('card') && { card: { ...CARD, ...kept(card) } }),
  }
}

function kept({ capture_method: capture, setup_future_usage: usage }: Said) {
  return { ...(capture && { capture_method: capture }), ...(usage && { setup_future_usage: usage }) }
}

const CARD = { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' }
