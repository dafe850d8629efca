import type { PaymentMethod, Token } from '@stripe/stripe-js'
import { createApi } from '../browser/api'
import { withTelemetry } from '../browser/telemetry'
import type { Answer, Question } from '../channel'
import { digitsOf, readExpiry } from './card-checks'
import type { CardShown } from './card-frame'
import { type CardPart, valueOf } from './card-parts'
import { textsFor } from './texts'

type Params = Record<string, unknown>

/** Answers the shop's page from what was typed, in this frame and in those of the card's other parts. */
export async function answerCard(
  question: Question,
  { shown, parts }: { shown: CardShown; parts: CardPart[] },
): Promise<Answer<unknown>> {
  const code = parts
    .filter(({ isAsked }) => isAsked)
    .map((part) => part.problem(parts))
    .find((problem) => problem !== undefined)
  if (code) {
    return { error: { type: 'validation_error', code, message: textsFor(shown.group.locale).errors[code] } }
  }
  if (question.kind === 'submit') return { value: 'card' }
  const api = createApi(window.location.origin, shown.key)
  if (question.kind === 'token') {
    const zip = valueOf(parts, 'postalCode')
    return api.post<Token>('/v1/tokens', {
      card: { ...(zip && { address_zip: zip }), ...question.params, ...cardOf(parts) },
    })
  }
  if (question.kind === 'method')
    return api.post<PaymentMethod>('/v1/payment_methods', methodData(question.params, parts))
  const { payment_method_data: given, ...rest } = question.params
  return api.post(question.path, { ...rest, payment_method_data: methodData(given, parts) })
}

function methodData(given: unknown, parts: CardPart[]): Params {
  const passed = (given ?? {}) as Params
  const details = (passed.billing_details ?? {}) as Params
  const zip = valueOf(parts, 'postalCode')
  const address = { ...(zip && { postal_code: zip }), ...(details.address as Params | undefined) }
  const billing = { ...details, ...(Object.keys(address).length > 0 && { address }) }
  return withTelemetry({
    ...passed,
    type: 'card',
    card: cardOf(parts),
    ...(Object.keys(billing).length > 0 && { billing_details: billing }),
  })
}

function cardOf(parts: CardPart[]): Params {
  const { month, year } = readExpiry(valueOf(parts, 'expiry')) ?? { month: undefined, year: undefined }
  const number = digitsOf(valueOf(parts, 'number'))
  const cvc = valueOf(parts, 'cvc')
  return { number, exp_month: month, exp_year: year, ...(cvc && { cvc }) }
}
