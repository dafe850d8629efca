import { type StripeError, invalid } from '../wire/errors'
import type { Form } from '../wire/form'
import { type Mode, MODES } from './checkout-session-params'

/** Parameters that Stripe documents for other modes only (docs.stripe.com/api/checkout/sessions/create). */
const UNFIT: Record<Mode, readonly string[]> = {
  payment: ['payment_method_collection', 'setup_intent_data', 'subscription_data'],
  setup: [
    'allow_promotion_codes',
    'discounts',
    'invoice_creation',
    'line_items',
    'optional_items',
    'payment_intent_data',
    'payment_method_collection',
    'saved_payment_method_options',
    'shipping_options',
    'submit_type',
    'subscription_data',
  ],
  subscription: ['customer_creation', 'invoice_creation', 'payment_intent_data', 'setup_intent_data'],
}

/** The mode of a new session. @throws StripeError 400 when it has none, or parameters of another one. */
export function modeOf(form: Form): Mode {
  const mode = MODES.find((each) => each === form['mode'])
  if (mode === undefined) throw form['mode'] === undefined ? withoutMode() : unknownMode()
  const unfit = Object.keys(form).find((name) => UNFIT[mode].includes(name))
  if (unfit !== undefined) throw invalid(`You can not pass \`${unfit}\` in \`${mode}\` mode.`, { param: unfit })
  return mode
}

function withoutMode(): StripeError {
  return invalid('You must pass either `subscription_data` or `line_items` or `mode`.')
}

function unknownMode(): StripeError {
  return invalid('Invalid mode: must be one of payment, setup, or subscription', { param: 'mode' })
}
