import type { StripeError } from '@stripe/stripe-js'
import type { Answer, ElementType, FromFrame, Question, Shown, ToFrame } from '../../channel'
import type { Api, ApiAnswer } from '../api'
import { IntegrationError } from '../integration-error'
import { containerOf } from './container'
import { ElementFrame } from './element-frame'
import { Emitter } from './emitter'

type Handler = (about: object) => unknown
type Told = Extract<FromFrame, { type: 'event' }>

/** What an element needs of the group it belongs to. */
export type Owner = {
  api: Api
  base: string
  shown: () => Omit<Shown, 'options'>
  /** Called whenever the element could not be drawn from what the group has. */
  session: () => Promise<ApiAnswer<unknown>>
  changed: () => void
  destroyed: () => void
}

/** `check` throws what Stripe.js throws for options it refuses; `caller` names the function in sentences. */
type Made<Options> = { type: ElementType; check(caller: string, options: Options): void; options: Options }

/** docs.stripe.com/js/element: what the elements have in common, as far as it lives in the shop's page. */
export abstract class FrameElement<Options extends object> {
  protected readonly owner: Owner
  protected readonly emitter = new Emitter()
  protected options: Options
  private readonly type: ElementType
  private readonly check: Made<Options>['check']
  private frame: ElementFrame | undefined
  private ready = false
  private destroyed = false

  /** False too where the shop took the container away without a word. */
  get isOnPage(): boolean {
    return this.frame?.isOnPage ?? false
  }

  /** @throws IntegrationError for options Stripe.js refuses. */
  constructor(owner: Owner, { type, check, options }: Made<Options>) {
    check(`elements.create('${type}')`, options)
    this.owner = owner
    this.type = type
    this.check = check
    this.options = options
  }

  on(event: string, handler: Handler): this {
    this.emitter.add(event, handler, false)
    return this
  }

  once(event: string, handler: Handler): this {
    this.emitter.add(event, handler, true)
    return this
  }

  off(event: string, handler?: Handler): this {
    this.emitter.remove(event, handler)
    return this
  }

  /** @throws IntegrationError when there is no such place on the page, or the element was destroyed. */
  mount(target: string | HTMLElement): void {
    this.requireAlive()
    const container = containerOf(target)
    this.unmount()
    const frame: ElementFrame = new ElementFrame(this.owner.base, this.type, {
      opened: () => void this.load(frame),
      told: (message) => this.hear(message),
      lost: (error) => this.fail(error),
    })
    this.frame = frame
    frame.putInto(container)
  }

  unmount(): void {
    this.ready = false
    this.frame?.remove()
    this.frame = undefined
  }

  destroy(): void {
    this.requireAlive()
    this.unmount()
    this.destroyed = true
    this.owner.destroyed()
  }

  update(options: Partial<Options>): this {
    this.requireAlive()
    const updated = { ...this.options, ...options }
    this.check('element.update()', updated)
    this.options = updated
    this.show()
    return this
  }

  focus(): void {
    this.do('focus')
  }

  blur(): void {
    this.do('blur')
  }

  /** Draws what the group now is. Internal to Stripe.js, as `ask` and `requireReady` are. */
  show(failed = false): void {
    this.frame?.post({ type: 'show', shown: { ...this.owner.shown(), options: cloneable(this.options), failed } })
  }

  /** Once it has been drawn as it was shown last. */
  async settled(): Promise<void> {
    await this.frame?.settled()
  }

  /** @throws IntegrationError when the shop asked for something that cannot be. */
  async ask<T>(question: Question): Promise<Exclude<Answer<T>, { mistake: string }>> {
    const answer = await (this.frame?.ask<T>(question) ?? Promise.reject(new IntegrationError(NOT_READY)))
    if (answer.mistake !== undefined) throw new IntegrationError(answer.mistake)
    return answer
  }

  /** @throws IntegrationError unless the element is on the page and has said `ready`. */
  requireReady(caller: string): void {
    if (!this.isOnPage) {
      throw new IntegrationError(
        `Invalid value for ${caller}: elements should have a mounted Payment Element or Express Checkout Element.`,
      )
    }
    if (!this.ready) throw new IntegrationError(NOT_READY)
  }

  protected do(action: Extract<ToFrame, { type: 'do' }>['action']): void {
    this.frame?.post({ type: 'do', action })
  }

  protected hear({ name, about }: Told): void {
    if (name === 'ready') this.ready = true
    if (name === 'change') this.owner.changed()
    this.emitter.emit(name, { elementType: this.type, ...about })
  }

  private async load(frame: ElementFrame): Promise<void> {
    this.ready = false
    this.show()
    const answer = await this.owner.session()
    // It may have been unmounted, or mounted elsewhere, meanwhile.
    if (this.frame !== frame) return
    if (answer.error) this.fail(answer.error)
    else this.show()
  }

  private fail(error: StripeError): void {
    this.show(true)
    // As Stripe.js does, so that a shop that does not listen sees why there is nothing.
    if (!this.emitter.isHeard('loaderror')) console.error(`Unhandled ${this.type} Element loaderror`, error)
    this.emitter.emit('loaderror', { elementType: this.type, error })
  }

  private requireAlive(): void {
    if (!this.destroyed) return
    throw new IntegrationError('This Element has already been destroyed. Please create a new one.')
  }
}

const NOT_READY =
  'We could not retrieve data from the specified Element.\n' +
  'Please make sure the Element you are attempting to use is mounted and the ready event has been emitted.'

/** Functions, as `applePay` may hold, cannot cross into a frame; nothing the sandbox draws needs one. */
function cloneable<Options extends object>(options: Options): Options {
  return JSON.parse(JSON.stringify(options)) as Options
}
