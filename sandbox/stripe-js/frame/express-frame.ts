import type { StripeExpressCheckoutElementOptions } from '@stripe/stripe-js'
import type { Shown } from '../channel'
import { applyAppearance } from './appearance'
import { make } from './dom'
import { loadFonts } from './fonts'
import type { FramePort, Heard } from './frame-port'
import { textsFor } from './texts'

type ExpressShown = Shown<StripeExpressCheckoutElementOptions>

/** The Express Checkout Element inside its frame: Amazon Pay's button, in our own drawing, or nothing at all. */
export class ExpressFrame {
  private readonly port: FramePort
  private button: HTMLButtonElement | undefined
  /** What the shop was told last; undefined before it was told anything. */
  private offered: boolean | undefined

  constructor(port: FramePort) {
    this.port = port
  }

  hear(message: Heard): void {
    // What is shown to an element are its own options.
    if (message.type === 'show') return this.show(message.shown as ExpressShown)
    if (message.type === 'do') return message.action === 'focus' ? this.button?.focus() : this.button?.blur()
    this.port.post({ type: 'answer', id: message.id, answer: { mistake: 'Nothing is entered in this Element.' } })
  }

  private show(shown: ExpressShown): void {
    const first = this.offered === undefined
    applyAppearance(shown.group.appearance)
    if (first) loadFonts(shown.group.fonts)
    document.documentElement.lang = textsFor(shown.group.locale).language
    if (!shown.session) return
    const offers = offersAmazonPay(shown)
    this.draw(shown, offers)
    if (offers === this.offered) return
    this.offered = offers
    if (first) this.port.say('ready', { availablePaymentMethods: offers ? AMAZON_PAY_ONLY : undefined })
    else this.port.say('availablepaymentmethodschange', { paymentMethods: { amazonPay: { available: offers } } })
  }

  private draw({ options, group }: ExpressShown, offers: boolean): void {
    this.port.root.classList.toggle('Express', offers)
    document.documentElement.toggleAttribute('data-empty', !offers)
    if (!offers) {
      this.button = undefined
      return this.port.root.replaceChildren()
    }
    const name = textsFor(group.locale).methods.amazon_pay
    this.button ??= this.newButton()
    this.button.textContent = name
    this.button.style.height = `${options.buttonHeight ?? 44}px`
    if (!this.button.isConnected) this.port.root.replaceChildren(this.button)
  }

  private newButton(): HTMLButtonElement {
    const button = make('button', { type: 'button', class: 'ExpressButton', 'data-testid': 'amazon_pay' })
    button.addEventListener('click', () => this.port.say('click', {}))
    return button
  }
}

/** `auto`, the default, shows it where the intent allows it. Methods made by hand are not for Amazon Pay. */
function offersAmazonPay({ session, options, byHand }: ExpressShown): boolean {
  if (options.paymentMethods?.amazonPay === 'never' || byHand) return false
  return session?.payment_method_types.includes('amazon_pay') ?? false
}

const AMAZON_PAY_ONLY = {
  amazonPay: true,
  applePay: false,
  googlePay: false,
  klarna: false,
  link: false,
  paypal: false,
}
