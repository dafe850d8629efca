import type { PaymentMethod, PaymentMethodResult } from '@stripe/stripe-js'
import type { Context } from './context'
import { cardElementOf } from './elements/card-element'
import { groupOf } from './elements/group'
import { IntegrationError } from './integration-error'
import { withTelemetry } from './telemetry'

export type NewMethod = { elements?: unknown; params?: Record<string, unknown>; type?: string; [more: string]: unknown }

const CALLER = 'stripe.createPaymentMethod()'

/**
 * docs.stripe.com/js/payment_methods/create_payment_method, from an element or for Amazon Pay by name.
 * @throws IntegrationError for Amazon Pay chosen in an element, which Stripe does not support.
 */
export async function createPaymentMethod(context: Context, options: NewMethod): Promise<PaymentMethodResult> {
  const { elements, params, ...data } = options ?? {}
  if (elements === undefined) return data.type === 'card' ? createCard(context, data) : createNamed(context, data)
  const group = groupOf(CALLER, elements)
  if (group.options.paymentMethodCreation !== 'manual') {
    throw new IntegrationError(
      `${CALLER} needs an Elements group that was created with paymentMethodCreation: 'manual'.`,
    )
  }
  const element = group.mounted(CALLER)
  group.requireSubmitted(CALLER)
  const answer = await element.ask<PaymentMethod>({
    kind: 'method',
    caller: CALLER,
    params: { ...group.withEmail(params) },
  })
  return answer.error ? { error: answer.error } : { paymentMethod: answer.value }
}

/** From a card element, or from a token that was made of one. */
async function createCard({ api }: Context, { card, ...data }: Record<string, unknown>): Promise<PaymentMethodResult> {
  const element = cardElementOf(card)
  if (!element && typeof (card as { token?: unknown } | undefined)?.token !== 'string') {
    throw new IntegrationError(
      `Invalid value for ${CALLER}: card should be an object or element. You specified: ${String(card)}.`,
    )
  }
  const answer = element
    ? await element.ask<PaymentMethod>({ kind: 'method', caller: CALLER, params: data })
    : await api.post<PaymentMethod>('/v1/payment_methods', withTelemetry({ ...data, card }))
  return answer.error ? { error: answer.error } : { paymentMethod: answer.value }
}

async function createNamed({ api }: Context, data: Record<string, unknown>): Promise<PaymentMethodResult> {
  if (data.type !== 'amazon_pay') {
    throw new IntegrationError('The sandbox makes payment methods from elements, or of the type amazon_pay.')
  }
  const answer = await api.post<PaymentMethod>('/v1/payment_methods', withTelemetry(data))
  return answer.error ? { error: answer.error } : { paymentMethod: answer.value }
}
