import type { StripePaymentElementOptions } from '@stripe/stripe-js'
import { FrameElement, type Owner } from './frame-element'
import { checkPaymentOptions } from './payment-options'

/** docs.stripe.com/js/element/payment_element: the part of it that lives in the shop's page. */
export class PaymentElement extends FrameElement<StripePaymentElementOptions> {
  constructor(owner: Owner, options: StripePaymentElementOptions) {
    super(owner, { type: 'payment', check: checkPaymentOptions, options })
  }

  clear(): void {
    this.do('clear')
  }

  collapse(): this {
    this.do('collapse')
    return this
  }
}
