import { isEmailAddress } from '../../email-address'
import type { ContactOptions, Question, Shown } from '../channel'
import { applyAppearance } from './appearance'
import { Field } from './field'
import { loadFonts } from './fonts'
import type { FramePort, Heard } from './frame-port'
import { type Texts, textsFor } from './texts'

/** The Contact Details Element, formerly Link Authentication Element, inside its frame: an e-mail address, without Link. */
export class EmailFrame {
  private readonly port: FramePort
  private readonly field = new Field({
    name: 'email',
    id: 'Field-emailInput',
    type: 'email',
    autocomplete: 'email',
    inputmode: 'email',
    onInput: () => this.typed(),
    onLeave: () => this.email !== '' && this.complain(),
  })
  private texts: Texts = textsFor('en')
  private isReady = false

  constructor(port: FramePort) {
    this.port = port
    port.root.replaceChildren(this.field.element)
  }

  private get email(): string {
    return this.field.value.trim()
  }

  hear(message: Heard): void {
    // What is shown to an element are its own options.
    if (message.type === 'show') return this.show(message.shown as Shown<ContactOptions>)
    if (message.type === 'ask') return this.answer(message.id, message.question)
    if (message.action === 'focus') this.field.input.focus()
    if (message.action === 'blur') this.field.input.blur()
    if (message.action !== 'clear') return
    this.field.input.value = ''
    this.typed()
  }

  private show({ group, options, session }: Shown<ContactOptions>): void {
    applyAppearance(group.appearance)
    this.texts = textsFor(group.locale)
    document.documentElement.lang = this.texts.language
    this.field.relabel(this.texts.email, '')
    if (!session || this.isReady) return
    this.isReady = true
    loadFonts(group.fonts)
    this.field.input.value = options.defaultValues?.email ?? ''
    this.port.say('ready', {})
    this.sayChange()
  }

  private answer(id: number, question: Question): void {
    const message = this.complain()
    const error = { type: 'validation_error' as const, code: 'incomplete_email', message: message ?? '' }
    const mistake = 'Nothing but an e-mail address is entered in this Element.'
    const filled = message === undefined ? { value: this.email } : { error }
    this.port.post({ type: 'answer', id, answer: question.kind === 'submit' ? filled : { mistake } })
  }

  private typed(): void {
    this.field.complain(undefined)
    this.sayChange()
  }

  /** Shows that the address will not do, and answers how it says so. */
  private complain(): string | undefined {
    const message = isEmailAddress(this.email) ? undefined : this.texts.incompleteEmail
    this.field.complain(message)
    return message
  }

  private sayChange(): void {
    const { email } = this
    this.port.say('change', { empty: email === '', complete: isEmailAddress(email), value: { email } })
  }
}
