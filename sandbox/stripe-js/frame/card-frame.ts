import type { StripeCardElementOptions } from '@stripe/stripe-js'
import type { ElementType, Shown } from '../channel'
import { answerCard } from './answer-card'
import { brandOf, digitsOf } from './card-checks'
import { CardPart, type PartName, partsOfGroup, showPart } from './card-parts'
import { applyCardStyle } from './card-style'
import { make } from './dom'
import type { FramePort, Heard } from './frame-port'
import { textsFor } from './texts'

export type CardShown = Shown<StripeCardElementOptions & { placeholder?: string }>

/** Which inputs each of the older elements has. */
const PARTS: { [Type in ElementType]?: PartName[] } = {
  card: ['number', 'expiry', 'cvc', 'postalCode'],
  cardNumber: ['number'],
  cardExpiry: ['expiry'],
  cardCvc: ['cvc'],
}

/** `card`, or one of the elements for its parts, inside a frame of its own. */
export class CardFrame {
  private readonly port: FramePort
  private readonly type: ElementType
  private readonly parts: CardPart[]
  private shown: CardShown | undefined
  private lastChange = ''
  private isReady = false

  constructor(port: FramePort, type: ElementType) {
    this.port = port
    this.type = type
    const alone = type !== 'card'
    this.parts = (PARTS[type] ?? []).map((name) => new CardPart(name, { alone, changed: () => this.sayChange() }))
    port.root.replaceChildren(make('div', { class: 'CardLine' }, ...this.parts.map(({ input }) => input)))
  }

  hear(message: Heard): void {
    // What is shown to an element are its own options.
    if (message.type === 'show') return this.show(message.shown as CardShown)
    if (message.type === 'do') return this.obey(message.action)
    void this.answer(message)
  }

  private async answer({ id, question }: Extract<Heard, { type: 'ask' }>): Promise<void> {
    const { shown } = this
    const answer = shown
      ? await answerCard(question, { shown, parts: partsOfGroup(shown.groupId, this.parts) })
      : { mistake: 'The card Element is not ready yet.' }
    this.port.post({ type: 'answer', id, answer })
  }

  private show(shown: CardShown): void {
    this.shown = shown
    const { options, group } = shown
    const texts = textsFor(group.locale)
    document.documentElement.lang = texts.language
    applyCardStyle(options.style)
    for (const part of this.parts) part.show(texts, options)
    showPart(shown.groupId, this.parts)
    if (this.isReady) return this.sayChange()
    this.isReady = true
    this.lastChange = JSON.stringify(this.state())
    this.port.say('ready', {})
  }

  private obey(action: 'focus' | 'blur' | 'clear' | 'collapse'): void {
    if (action === 'focus') this.parts[0]?.input.focus()
    if (action === 'blur' && document.activeElement instanceof HTMLElement) document.activeElement.blur()
    if (action === 'clear') for (const part of this.parts) part.input.value = ''
    this.sayChange()
  }

  private sayChange(): void {
    const about = this.state()
    const change = JSON.stringify(about)
    for (const part of this.parts) part.mark()
    if (change === this.lastChange) return
    this.lastChange = change
    this.port.say('change', about)
  }

  private state(): object {
    const asked = this.parts.filter(({ isAsked }) => isAsked)
    const error = asked.map((part) => part.complaint(this.shown)).find((each) => each !== undefined)
    const [number] = this.parts
    const postal = this.parts.find(({ name }) => name === 'postalCode')
    return {
      empty: asked.every(({ input }) => input.value === ''),
      complete: asked.every((part) => part.problem(this.parts) === undefined),
      error,
      ...(number?.name === 'number' && { brand: brandOf(digitsOf(number.input.value)) }),
      ...(this.type === 'card' && { value: { postalCode: postal?.isAsked ? postal.input.value : undefined } }),
    }
  }
}
