import type { ElementEvent, Shown } from '../channel'
import { answerQuestion } from './answer-question'
import { applyAppearance } from './appearance'
import { CardForm } from './card-form'
import { drawElement, type Drawn } from './draw-element'
import { loadFonts } from './fonts'
import type { FramePort, Heard } from './frame-port'
import { methodsOf, type MethodType } from './methods'
import { textsFor } from './texts'

/** The element inside its frame: what is chosen and typed, and the talk with the shop's page. */
export class PaymentFrame {
  private readonly port: FramePort
  private readonly form = new CardForm(() => this.changedByHand())
  private shown: Shown | undefined
  private drawn: Drawn | undefined
  private selected: MethodType | undefined
  private lastChange = ''
  private readonly said = new Set<ElementEvent>()

  constructor(port: FramePort) {
    this.port = port
  }

  hear(message: Heard): void {
    // What is shown to an element are its own options.
    if (message.type === 'show') return this.show(message.shown as Shown)
    if (message.type === 'do') return this.obey(message.action)
    void this.answer(message)
  }

  private async answer({ id, question }: Extract<Heard, { type: 'ask' }>): Promise<void> {
    const { shown, form, selected } = this
    const answer = shown
      ? await answerQuestion(question, { shown, form, selected })
      : { mistake: 'The Payment Element is not ready yet.' }
    this.port.post({ type: 'answer', id, answer })
  }

  private show(shown: Shown): void {
    const first = this.shown === undefined
    this.shown = shown
    applyAppearance(shown.group.appearance)
    if (first) loadFonts(shown.group.fonts)
    document.documentElement.lang = textsFor(shown.group.locale).language
    const methods = methodsOf(shown)
    if (methods.length && !this.said.has('ready')) this.selected = collapsedAtFirst(shown) ? undefined : methods[0]
    if (this.selected && !methods.includes(this.selected)) this.selected = methods[0]
    this.form.show(shown)
    this.draw()
    if (shown.group.loader !== 'never') this.sayOnce('loaderstart')
    if (!shown.session) return
    this.sayOnce('ready')
    this.sayChange()
  }

  private draw(): void {
    if (!this.shown) return
    const { shown, selected, form } = this
    this.drawn = drawElement(this.port.root, { shown, selected, form, choose: (type) => this.choose(type) }, this.drawn)
  }

  private choose(type: MethodType | undefined): void {
    if (this.shown?.options.readOnly) return
    this.selected = type
    this.changedByHand()
    this.draw()
  }

  /** The last attempt's error has been read once the customer does something about it. */
  private changedByHand(): void {
    this.drawn?.forgetError()
    this.sayChange()
  }

  private obey(action: 'focus' | 'blur' | 'clear' | 'collapse'): void {
    if (action === 'focus') this.drawn?.focus()
    if (action === 'blur' && document.activeElement instanceof HTMLElement) document.activeElement.blur()
    if (action === 'clear') this.form.clear()
    if (action === 'collapse') this.choose(undefined)
    this.sayChange()
  }

  private sayOnce(name: ElementEvent): void {
    if (this.said.has(name)) return
    this.said.add(name)
    this.port.say(name, {})
  }

  private sayChange(): void {
    if (!this.said.has('ready')) return
    const isCard = this.selected === 'card'
    const about = {
      empty: isCard ? this.form.isEmpty() : this.selected === undefined,
      complete: isCard ? this.form.isComplete() : this.selected !== undefined,
      collapsed: this.selected === undefined,
      value: { type: this.selected ?? '' },
    }
    const change = JSON.stringify(about)
    if (change === this.lastChange) return
    this.lastChange = change
    this.port.say('change', about)
  }
}

function collapsedAtFirst({ options: { layout } }: Shown): boolean {
  return typeof layout === 'object' && layout.defaultCollapsed === true
}
