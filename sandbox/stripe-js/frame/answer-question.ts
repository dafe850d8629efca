import type { PaymentMethod } from '@stripe/stripe-js'
import { createApi } from '../browser/api'
import { withTelemetry } from '../browser/telemetry'
import type { Answer, Question, Shown } from '../channel'
import { fieldsShown, missingDetail } from './billing-fields'
import type { CardForm } from './card-form'
import type { MethodType } from './methods'
import { textsFor } from './texts'

type Filled = { shown: Shown; form: CardForm; selected: MethodType | undefined }
type Params = Record<string, unknown>

/** Answers the shop's page. Requests with card details go from here straight to the API, which is on this origin. */
export async function answerQuestion(question: Question, filled: Filled): Promise<Answer<unknown>> {
  const incomplete = whatIsMissing(filled)
  if (incomplete) return incomplete
  const { selected: type } = filled
  if (question.kind === 'submit') return { value: type }
  if (question.kind === 'token') return { mistake: 'stripe.createToken() takes a card Element.' }
  const api = createApi(window.location.origin, filled.shown.key)
  if (question.kind === 'method') {
    if (type === 'amazon_pay') return { mistake: NO_METHOD_FOR_AMAZON_PAY }
    const data = methodData(question.params, { ...filled, caller: question.caller })
    return data.mistake !== undefined ? data : api.post<PaymentMethod>('/v1/payment_methods', data.value)
  }
  const { path, params, caller } = question
  const { payment_method_data: given, ...rest } = params
  const data = methodData(given, { ...filled, caller })
  if (data.mistake !== undefined) return data
  return api.post(path, { ...rest, payment_method_data: data.value, expected_payment_method_type: type })
}

function whatIsMissing({ shown, form, selected }: Filled): Answer<never> | undefined {
  if (selected === undefined) {
    const message = textsFor(shown.group.locale).incomplete
    return { error: { type: 'validation_error', code: 'incomplete_payment_details', message } }
  }
  const problem = selected === 'card' ? form.validate() : undefined
  return problem && { error: { type: 'validation_error', ...problem } }
}

/** What the shop passed, and over it what was collected here. */
function methodData(
  given: unknown,
  { shown, form, selected, caller }: Filled & { caller: string },
): { value: Params; mistake?: undefined } | { mistake: string } {
  const passed = isParams(given) ? given : {}
  const details = isParams(passed.billing_details) ? passed.billing_details : {}
  if (selected !== 'card') return { value: withTelemetry({ ...passed, type: selected }) }
  const mistake = missingDetail(fieldsShown(shown.options.fields, 'card'), { details, caller })
  if (mistake) return { mistake }
  const { card, address } = form.read()
  const passedAddress = isParams(details.address) ? details.address : {}
  const billing = { ...details, address: { ...passedAddress, ...address } }
  return { value: withTelemetry({ ...passed, type: 'card', card, billing_details: billing }) }
}

function isParams(value: unknown): value is Params {
  return typeof value === 'object' && value !== null
}

const NO_METHOD_FOR_AMAZON_PAY =
  'stripe.createPaymentMethod does not support Amazon Pay. Use stripe.createConfirmationToken instead.'
