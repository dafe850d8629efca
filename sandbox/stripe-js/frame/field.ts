import { make, setAttributes } from './dom'

export type FieldOptions = {
  name: string
  /** As Stripe's card fields are called, unless given. */
  id?: string
  type?: 'email' | 'text'
  autocomplete: string
  inputmode?: 'email' | 'numeric' | 'text'
  format?: (text: string, deleting: boolean) => string
  onInput: () => void
  onLeave: () => void
}

/** One labelled input with its error under it. Ids and names are those of Stripe's own card fields. */
export class Field {
  readonly element: HTMLElement
  readonly input: HTMLInputElement
  private readonly label: HTMLLabelElement
  private readonly error: HTMLElement

  constructor({ name, format, onInput, onLeave, ...options }: FieldOptions) {
    const { id = `payment-${name}Input`, type = 'text', autocomplete, inputmode = 'text' } = options
    this.label = make('label', { for: id, class: 'Label' })
    this.error = make('p', { id: `payment-${name}Error`, class: 'Error', role: 'alert', hidden: true })
    const spelled = { autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false' }
    this.input = make('input', { id, name, class: 'Input', type, autocomplete, inputmode, ...spelled })
    this.input.addEventListener('input', (event) => {
      if (format) keepingCaret(this.input, (text) => format(text, isDeleting(event)))
      onInput()
    })
    this.input.addEventListener('blur', onLeave)
    this.element = make('div', { class: `Field Field--${name}` }, this.label, this.input, this.error)
  }

  get value(): string {
    return this.input.value
  }

  relabel(label: string, placeholder: string): void {
    this.label.textContent = label
    this.input.placeholder = placeholder
  }

  /** Says what is wrong, or nothing any more. */
  complain(message: string | undefined): void {
    this.error.textContent = message ?? ''
    this.error.hidden = message === undefined
    this.input.classList.toggle('Input--invalid', message !== undefined)
    setAttributes(this.input, {
      'aria-invalid': message === undefined ? 'false' : 'true',
      'aria-describedby': message === undefined ? undefined : this.error.id,
    })
  }
}

function isDeleting(event: Event): boolean {
  return event instanceof InputEvent && event.inputType.startsWith('delete')
}

/** Reformats while somebody types: the caret stays behind the same digit. */
function keepingCaret(input: HTMLInputElement, format: (text: string) => string): void {
  const { value, selectionStart } = input
  const atEnd = selectionStart === null || selectionStart >= value.length
  const before = value.slice(0, selectionStart ?? value.length).replace(/\D/g, '').length
  input.value = format(value)
  if (atEnd || document.activeElement !== input) return
  let place = 0
  for (let seen = 0; place < input.value.length && seen < before; place += 1)
    if (/\d/.test(input.value[place] ?? '')) seen += 1
  input.setSelectionRange(place, place)
}
