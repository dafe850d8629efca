import { IntegrationError } from '../integration-error'
import { requireObject } from './options'

export const PAYMENT_REQUEST_BUTTON = 'paymentRequestButton'

/**
 * docs.stripe.com/js/element/payment_request_button. Pages make it before they know of a wallet and mount it where there is
 * one, which there never is here: it takes whatever is called before and does nothing.
 */
export class PaymentRequestButton {
  private readonly destroyed: () => void

  /** @throws IntegrationError without a `paymentRequest`. */
  constructor(options: { paymentRequest?: unknown }, destroyed: () => void) {
    const caller = `elements.create('${PAYMENT_REQUEST_BUTTON}')`
    requireObject({ caller, name: 'options' }, options)
    requireObject({ caller, name: 'paymentRequest' }, options.paymentRequest ?? null)
    this.destroyed = destroyed
  }

  /** @throws IntegrationError always. */
  mount(): never {
    throw new IntegrationError('The sandbox has no wallet to show a button for: canMakePayment() answers null.')
  }

  unmount(): void {}

  destroy(): void {
    this.destroyed()
  }

  update(): this {
    return this
  }

  on(): this {
    return this
  }

  once(): this {
    return this
  }

  off(): this {
    return this
  }

  focus(): void {}

  blur(): void {}
}
