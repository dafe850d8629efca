import type { PaymentRequest } from '@stripe/stripe-js'
import { requireObject } from './elements/options'
import { IntegrationError } from './integration-error'

/**
 * stripe.paymentRequest: `canMakePayment` answers null, as in a browser that has no wallet (docs.stripe.com/js/payment_request/can_make_payment),
 * so that a page shows what else it has. @throws IntegrationError for what is no object, and when it is shown all the same.
 */
export function paymentRequest(options: unknown): PaymentRequest {
  requireObject({ caller: 'stripe.paymentRequest()', name: 'options' }, options)
  const request: PaymentRequest = {
    canMakePayment: () => Promise.resolve(null),
    isShowing: () => false,
    show: () => {
      throw new IntegrationError('The sandbox has no wallet to show: canMakePayment() answers null.')
    },
    update: () => {},
    abort: () => {},
    on: () => request,
    once: () => request,
    off: () => request,
  }
  return request
}
