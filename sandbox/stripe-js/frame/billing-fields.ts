import type { BillingDetailsFieldsOption, FieldsOption } from '@stripe/stripe-js'
import type { MethodType } from './methods'

export type FieldsShown = { country: boolean; postalCode: boolean }

/** docs.stripe.com/js/elements_object/create_payment_element: `fields`, for all methods or for one of them. */
export function fieldsShown(fields: FieldsOption | undefined, type: MethodType): FieldsShown {
  const wish = fields?.[type]?.billingDetails ?? fields?.billingDetails
  return { country: !isNever(wish, 'country'), postalCode: !isNever(wish, 'postalCode') }
}

/**
 * What a shop that hides fields owes: the sentence Stripe.js throws, or undefined. `details` are the billing details it
 * passed; names in the sentence are those of the API.
 */
export function missingDetail(
  shown: FieldsShown,
  { details, caller }: { details: unknown; caller: string },
): string | undefined {
  const address = memberOf(details, 'address')
  for (const [hidden, name] of [
    [!shown.country, 'country'],
    [!shown.postalCode, 'postal_code'],
  ] as const) {
    if (hidden && memberOf(address, name) === undefined) return sentence(`billing_details.address.${name}`, caller)
  }
  return undefined
}

function isNever(wish: BillingDetailsFieldsOption | undefined, name: 'country' | 'postalCode'): boolean {
  if (wish === undefined || typeof wish === 'string') return wish === 'never'
  const { address } = wish
  return typeof address === 'object' ? address[name] === 'never' : address === 'never'
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function sentence(name: string, caller: string): string {
  return (
    `You specified "never" for fields.${name} when creating the payment Element, but did not pass ` +
    `confirmParams.payment_method_data.${name} when calling ${caller}. If you opt out of collecting data via the payment ` +
    `Element using the fields option, the data must be passed in when calling ${caller}.`
  )
}
