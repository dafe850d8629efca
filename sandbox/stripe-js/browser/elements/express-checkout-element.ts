import type { ClickResolveDetails, StripeExpressCheckoutElementOptions } from '@stripe/stripe-js'
import type { Answer, FromFrame, Question } from '../../channel'
import { IntegrationError } from '../integration-error'
import { withTelemetry } from '../telemetry'
import { checkExpressOptions, checkWalletDetails } from './express-options'
import { ABOUT, type Approval, askAboutClick, choicesIn, type Wallet } from './express-wallet'
import { FrameElement, type Owner } from './frame-element'
import type { GroupOptions } from './group-options'

/** docs.stripe.com/js/element/express_checkout_element: the part of it that lives in the shop's page. */
export class ExpressCheckoutElement extends FrameElement<StripeExpressCheckoutElementOptions> {
  private readonly groupOptions: () => GroupOptions
  private approval: Approval | undefined
  private open = false

  constructor(owner: Owner, options: StripeExpressCheckoutElementOptions, groupOptions: () => GroupOptions) {
    super(owner, { type: 'expressCheckout', check: checkExpressOptions, options })
    this.groupOptions = groupOptions
  }

  /** Whether the buyer approved and nothing became of it yet: then the group pays with this element. */
  get isApproved(): boolean {
    return this.approval !== undefined
  }

  /** Nothing secret is entered here, so the page can ask the API itself. */
  override async ask<T>(question: Question): Promise<Exclude<Answer<T>, { mistake: string }>> {
    // The kind of question fixes what it is answered with.
    if (question.kind === 'submit') return { value: 'amazon_pay' as T }
    if (question.kind !== 'confirm') throw new IntegrationError(NO_METHOD)
    const { approval } = this
    if (!approval) throw new IntegrationError(`${question.caller}: ${NOT_APPROVED}`)
    this.approval = undefined
    const { payment_method_data: given, ...params } = question.params
    const answer = await this.owner.api.post<T>(question.path, {
      ...params,
      ...(takesShipping(question.path) && { shipping: params['shipping'] ?? approval.shippingAddress }),
      payment_method_data: withTelemetry({
        ...(given as object | undefined),
        type: 'amazon_pay',
        billing_details: { ...(given as Given)?.billing_details, ...approval.billingDetails },
      }),
      expected_payment_method_type: 'amazon_pay',
    })
    return answer
  }

  protected override hear(told: Extract<FromFrame, { type: 'event' }>): void {
    if (told.name === 'click') void this.pressed()
    else super.hear(told)
  }

  private async pressed(): Promise<void> {
    // One wallet at a time, as with a window that is already open.
    if (this.open) return
    this.open = true
    this.approval = undefined
    this.owner.changed()
    try {
      await this.openWallet()
    } finally {
      this.open = false
    }
  }

  private async openWallet(): Promise<void> {
    const { amount, clientSecret } = this.groupOptions()
    const check = (more: ClickResolveDetails) => checkWalletDetails({ ...this.options, ...more }, amount)
    const details = await askAboutClick(this.emitter, check)
    if (!details) return
    const about = { type: ABOUT.expressPaymentType, client_secret: clientSecret }
    const { value: wallet } = await this.owner.api.post<Wallet>('/v1/elements/express_checkout', about)
    const approval = wallet && (await choicesIn(wallet, { ...this.options, ...details }, this.emitter))
    if (!approval) return this.emitter.emit('cancel', { elementType: 'expressCheckout' })
    this.approval = approval
    const paymentFailed = () => {
      this.approval = undefined
    }
    this.emitter.emit('confirm', { ...ABOUT, ...approval, paymentFailed })
  }
}

/** Of all that is confirmed only a PaymentIntent says here where its goods go. What the shop sends itself holds. */
function takesShipping(path: string): boolean {
  return path.startsWith('/v1/payment_intents/')
}

type Given = { billing_details?: object } | undefined

const NO_METHOD =
  "The Express Checkout Element doesn't support stripe.createPaymentMethod with Amazon Pay. Use stripe.createConfirmationToken instead."
const NOT_APPROVED = 'call it from the `confirm` event of the Express Checkout Element, once its button was pressed.'
