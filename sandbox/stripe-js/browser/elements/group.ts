import type { StripeError, StripePaymentElementOptions } from '@stripe/stripe-js'
import type { Session, Shown } from '../../channel'
import type { ApiAnswer } from '../api'
import type { Context } from '../context'
import { IntegrationError } from '../integration-error'
import { checkElementOptions } from './element-options'
import { Emitter } from './emitter'
import { changesTheIntent, checkGroupOptions, checkGroupUpdate, type GroupOptions } from './group-options'
import { PaymentElement } from './payment-element'
import { localeOf, readSession } from './session'

/** docs.stripe.com/js/elements_object: one Payment Element and what it is about. */
export class Group {
  options: GroupOptions
  private readonly context: Context
  private readonly emitter = new Emitter()
  private loading: Promise<ApiAnswer<Session>> | undefined
  private session: Session | undefined
  private element: PaymentElement | undefined
  private submitted = false

  /** @throws IntegrationError for options Stripe.js refuses. */
  constructor(context: Context, options: GroupOptions = {}) {
    checkGroupOptions(options)
    this.context = context
    this.options = options
    if (options.clientSecret !== undefined || options.mode !== undefined) void this.load()
  }

  create(type: string, options: StripePaymentElementOptions = {}): PaymentElement {
    if (type !== 'payment') throw new IntegrationError(`The sandbox imitates the payment Element only, not ${type}.`)
    if (!this.loading) throw new IntegrationError(NO_INTENT)
    if (this.element) throw new IntegrationError(`Can only create one Element of type ${type}.`)
    checkElementOptions(`elements.create('payment')`, options)
    this.element = new PaymentElement(
      {
        base: this.context.base,
        shown: () => this.shown(),
        session: () => this.loading ?? this.load(),
        changed: () => (this.submitted = false),
        destroyed: () => (this.element = undefined),
      },
      options,
    )
    return this.element
  }

  getElement(type: string): PaymentElement | null {
    return type === 'payment' ? (this.element ?? null) : null
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
    this.element?.show()
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
    this.element?.show()
    if (!error) return {}
    return { error: { message: error.message ?? '', ...(error.code && { status: error.code }) } }
  }

  async submit(): Promise<{ error: StripeError } | { selectedPaymentMethod: string }> {
    const element = this.mounted('elements.submit()')
    const answer = await element.ask<string>({ kind: 'submit' })
    this.submitted = !answer.error
    return answer.error ? { error: answer.error } : { selectedPaymentMethod: answer.value }
  }

  /** The element, ready to be asked. @throws IntegrationError otherwise. */
  mounted(caller: string): PaymentElement {
    if (!this.element) {
      throw new IntegrationError(
        `Invalid value for ${caller}: elements should have a mounted Payment Element or Express Checkout Element.`,
      )
    }
    this.element.requireReady(caller)
    return this.element
  }

  /** @throws IntegrationError unless `submit` found everything filled in, and nothing was changed since. */
  requireSubmitted(caller: string): void {
    if (this.submitted) return
    throw new IntegrationError(
      `elements.submit() must be called before ${caller}. Call elements.submit() as soon as your customer presses ` +
        'pay, prior to any asynchronous work. Integration guide: https://stripe.com/docs/payments/accept-a-payment-deferred',
    )
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
    const { appearance, fonts, loader = 'auto' } = this.options
    const locale = localeOf(this.options)
    return { key: this.context.key, group: { appearance, fonts, loader, locale }, session: this.session }
  }
}

/** The group behind what a shop passed. @throws IntegrationError when it is none. */
export function groupOf(caller: string, elements: unknown): Group {
  if (elements instanceof Group) return elements
  throw new IntegrationError(
    `Invalid value for ${caller}: elements should be an Elements group. You specified: ${typeof elements}.`,
  )
}

const NO_INTENT =
  'In order to create a payment element, you must pass a clientSecret or mode when creating the Elements group.\n\n' +
  '  e.g. stripe.elements({clientSecret: "{{CLIENT_SECRET}}"})'
