import type { StripeCardElementOptions, StripeElementClasses } from '@stripe/stripe-js'
import { ELEMENT_FRAMES, type ElementType, type FromFrame } from '../../channel'
import { FrameElement, type Owner } from './frame-element'
import { requireObject, warnAbout } from './options'

const KNOWN = ['classes', 'disabled', 'hidePostalCode', 'placeholder', 'style', 'value']
const IGNORED = ['disableLink', 'hideIcon', 'iconStyle', 'preferredNetwork', 'showIcon']
/** The names Stripe.js gives its container in each state, unless the shop has others. */
const CLASSES = {
  base: 'StripeElement',
  complete: 'StripeElement--complete',
  empty: 'StripeElement--empty',
  focus: 'StripeElement--focus',
  invalid: 'StripeElement--invalid',
} satisfies StripeElementClasses

export type CardType = Extract<ElementType, `card${string}`>

export function isCardType(type: string): type is CardType {
  return type.startsWith('card') && Object.hasOwn(ELEMENT_FRAMES, type)
}

/** What a change tells of a card, as far as its container shows it. */
type Change = { empty: boolean; complete: boolean; error?: object }

/** docs.stripe.com/js/element/other_element: a whole card in one line, or one part of it. */
export class CardElement extends FrameElement<StripeCardElementOptions> {
  private container: HTMLElement | undefined
  private readonly state = { base: true, complete: false, empty: true, focus: false, invalid: false }

  constructor(type: CardType, owner: Owner, options: StripeCardElementOptions) {
    super(owner, { type, check: checkCardOptions, options })
  }

  clear(): void {
    this.do('clear')
  }

  override mount(target: string | HTMLElement): void {
    super.mount(target)
    this.container = typeof target === 'string' ? (document.querySelector<HTMLElement>(target) ?? undefined) : target
    this.dress()
  }

  override unmount(): void {
    super.unmount()
    this.container?.classList.remove(...Object.values(this.classes()))
    this.container = undefined
  }

  protected override hear(told: Extract<FromFrame, { type: 'event' }>): void {
    const { name, about } = told
    if (name === 'change') {
      // The frame's own account of what is typed.
      const { empty, complete, error } = about as Change
      Object.assign(this.state, { empty, complete, invalid: error !== undefined })
    }
    if (name === 'focus' || name === 'blur') this.state.focus = name === 'focus'
    this.dress()
    super.hear(told)
  }

  private dress(): void {
    const names = this.classes()
    for (const [state, holds] of Object.entries(this.state)) {
      const name = names[state as keyof typeof names]
      if (name) this.container?.classList.toggle(name, holds)
    }
  }

  private classes() {
    return { ...CLASSES, ...this.options.classes }
  }
}

function checkCardOptions(caller: string, options: StripeCardElementOptions): void {
  requireObject({ caller, name: 'options' }, options)
  const { style, classes, value } = options
  for (const [name, given] of Object.entries({ style, classes, value })) requireObject({ caller, name }, given)
  warnAbout(caller, options, { known: KNOWN, ignored: IGNORED })
}

/** The card element a shop passed, whole or its number, which stands for all its parts; undefined for anything else. */
export function cardElementOf(value: unknown): CardElement | undefined {
  return value instanceof CardElement ? value : undefined
}
