import type { StripeError } from '@stripe/stripe-js'
import { ELEMENT_FRAMES, type ElementType, type Session, type Shown } from '../../channel'
import type { ApiAnswer } from '../api'
import type { Context } from '../context'
import { IntegrationError } from '../integration-error'
import { CardElement, isCardType } from './card-element'
import { ContactElement } from './contact-element'
import { Emitter } from './emitter'
import { ExpressCheckoutElement } from './express-checkout-element'
import type { FrameElement, Owner } from './frame-element'
import { changesTheIntent, checkGroupOptions, checkGroupUpdate, type GroupOptions } from './group-options'
import { PaymentElement } from './payment-element'
import { PAYMENT_REQUEST_BUTTON, PaymentRequestButton } from './payment-request-button'
import { localeOf, readSession } from './session'

type AnyElement = FrameElement<object>

/** docs.stripe.com/js/elements_object: some elements, at most one of each type, and what they are about. */
export class Group {
  options: GroupOptions
  private readonly context: Context
  private readonly emitter = new Emitter()
  private loading: Promise<ApiAnswer<Session>> | undefined
  private session: Session | undefined
  private readonly elements = new Map<ElementType, AnyElement>()
  private button: PaymentRequestButton | undefined
  private submitted = false
  private readonly id = crypto.randomUUID()

  /** @throws IntegrationError for options Stripe.js refuses. */
  constructor(context: Context, options: GroupOptions = {}) {
    checkGroupOptions(options)
    this.context = context
    this.options = options
    if (options.clientSecret !== undefined || options.mode !== undefined) void this.load()
  }

  /** @throws IntegrationError for a type there is none of, a second one, or options Stripe.js refuses. */
  create(type: string, options: object = {}): AnyElement | PaymentRequestButton {
    if (type === PAYMENT_REQUEST_BUTTON) return this.createButton(options)
    if (!isElementType(type)) throw new IntegrationError(`The sandbox does not imitate the Element ${type}.`)
    if (!isCardType(type) && !this.loading) throw new IntegrationError(noIntent(type))
    if (this.elements.has(type)) throw new IntegrationError(alreadyMade(type))
    const element = this.newElement(type, options)
    this.elements.set(type, element)
    return element
  }

  /** By name, or by a component of react-stripe-js, which carries the name. */
  getElement(named: string | { __elementType?: string }): AnyElement | PaymentRequestButton | null {
    const type = typeof named === 'string' ? named : (named.__elementType ?? '')
    if (type === PAYMENT_REQUEST_BUTTON) return this.button ?? null
    return isElementType(type) ? (this.elements.get(type) ?? null) : null
  }

  /** `update-end` follows every update. */
  on(event: string, handler: () => unknown): void {
    this.emitter.add(event, handler, false)
  }

  once(event: string, handler: () => unknown): void {
    this.emitter.add(event, handler, true)
  }

  off(event: string, handler?: () => unknown): void {
    this.emitter.remove(event, handler)
  }

  async update(options: GroupOptions): Promise<void> {
    checkGroupUpdate(options)
    const updated = { ...this.options, ...options }
    checkGroupOptions(updated)
    this.options = updated
    if (this.options.mode && changesTheIntent(options)) {
      this.submitted = false
      await this.load()
    }
    this.elements.forEach((element) => element.show())
    this.emitter.emit('update-end', {})
  }

  /** Reads the intent again, after the server has changed it. */
  async fetchUpdates(): Promise<{ error?: { message: string; status?: string } }> {
    if (this.options.clientSecret === undefined) {
      throw new IntegrationError(
        'elements.fetchUpdates() needs an Elements group that was created with a clientSecret.',
      )
    }
    const { error } = await this.load()
    this.elements.forEach((element) => element.show())
    // Whoever waits for this may be about to have something pressed, which must not move away any more.
    await Promise.all([...this.elements.values()].map((element) => element.settled()))
    if (!error) return {}
    return { error: { message: error.message ?? '', ...(error.code && { status: error.code }) } }
  }

  async submit(): Promise<{ error: StripeError } | { selectedPaymentMethod: string }> {
    const element = this.mounted('elements.submit()')
    const answer = await this.filledIn(element)
    this.submitted = !answer.error
    return answer.error ? { error: answer.error } : { selectedPaymentMethod: answer.value }
  }

  /** Which method is chosen, once everything that the customer is asked for is filled in. */
  async filledIn(element: AnyElement): Promise<ApiAnswer<string>> {
    const missing = element === this.elements.get('payment') ? await this.contact()?.ask({ kind: 'submit' }) : undefined
    return missing?.error ? { error: missing.error } : element.ask<string>({ kind: 'submit' })
  }

  /** `payment_method_data` as the shop passed it, with the e-mail address collected here unless it named one. */
  withEmail(data: unknown): object {
    const { billing_details: details, ...passed } = (data ?? {}) as { billing_details?: object }
    const email = this.contact()?.email
    return { ...passed, ...((details || email) && { billing_details: { ...(email && { email }), ...details } }) }
  }

  /** The element that is paid with, ready to be asked: one that was approved, else what is filled in. @throws IntegrationError */
  mounted(caller: string): AnyElement {
    const express = this.elements.get('expressCheckout')
    const approved = express instanceof ExpressCheckoutElement && express.isApproved ? express : undefined
    const element = approved ?? this.elements.get('payment') ?? express
    if (!element) {
      throw new IntegrationError(
        `Invalid value for ${caller}: elements should have a mounted Payment Element or Express Checkout Element.`,
      )
    }
    element.requireReady(caller)
    return element
  }

  /** @throws IntegrationError unless `submit` found everything filled in, and nothing was changed since. */
  requireSubmitted(caller: string): void {
    if (this.submitted) return
    throw new IntegrationError(
      `elements.submit() must be called before ${caller}. Call elements.submit() as soon as your customer presses ` +
        'pay, prior to any asynchronous work. Integration guide: https://stripe.com/docs/payments/accept-a-payment-deferred',
    )
  }

  /** Only while the customer sees it: a page may ask for the address in a step of its own and take that away. */
  private contact(): ContactElement | undefined {
    const element = this.elements.get('linkAuthentication') ?? this.elements.get('contactDetails')
    return element instanceof ContactElement && element.isOnPage ? element : undefined
  }

  private createButton(options: object): PaymentRequestButton {
    if (this.button) throw new IntegrationError(alreadyMade(PAYMENT_REQUEST_BUTTON))
    return (this.button = new PaymentRequestButton(options, () => (this.button = undefined)))
  }

  private newElement(type: ElementType, options: object): AnyElement {
    const owner: Owner = {
      api: this.context.api,
      base: this.context.base,
      shown: () => this.shown(),
      session: () => this.loading ?? this.load(),
      changed: () => (this.submitted = false),
      destroyed: () => this.elements.delete(type),
    }
    // What an element is given is checked by itself.
    if (isCardType(type)) return new CardElement(type, { ...owner, session: () => Promise.resolve(NOTHING) }, options)
    if (type === 'payment') return new PaymentElement(owner, options)
    if (type !== 'expressCheckout') return new ContactElement(type, owner, options)
    return new ExpressCheckoutElement(owner, options, () => this.options)
  }

  private async load(): Promise<ApiAnswer<Session>> {
    const loading = readSession(this.context, this.options)
    this.loading = loading
    const answer = await loading
    // A slower, earlier answer must not undo a later one.
    if (this.loading === loading && !answer.error) this.session = answer.value
    return answer
  }

  private shown(): Omit<Shown, 'options'> {
    const { appearance, fonts, loader = 'auto', paymentMethodCreation } = this.options
    const group = { appearance, fonts, loader, locale: localeOf(this.options) }
    const byHand = paymentMethodCreation === 'manual'
    return { key: this.context.key, group, session: this.session, byHand, groupId: this.id }
  }
}

/** The group behind what a shop passed. @throws IntegrationError when it is none. */
export function groupOf(caller: string, elements: unknown): Group {
  if (elements instanceof Group) return elements
  throw new IntegrationError(
    `Invalid value for ${caller}: elements should be an Elements group. You specified: ${typeof elements}.`,
  )
}

/** A card is drawn without asking what can be paid with. */
const NOTHING: ApiAnswer<null> = { value: null }

function isElementType(type: string): type is ElementType {
  return Object.hasOwn(ELEMENT_FRAMES, type)
}

function alreadyMade(type: string): string {
  return `Can only create one Element of type ${type}.`
}

function noIntent(type: ElementType): string {
  const words = type.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return (
    `In order to create a ${words} element, you must pass a clientSecret or ` +
    'mode when creating the Elements group.\n\n  e.g. stripe.elements({clientSecret: "{{CLIENT_SECRET}}"})'
  )
}
