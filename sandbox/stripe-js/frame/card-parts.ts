import {
  type CardProblem,
  cvcProblem,
  digitsOf,
  expiryProblem,
  formatExpiry,
  formatNumber,
  lengthOf,
  numberProblem,
  postalCodeProblem,
} from './card-checks'
import type { CardShown } from './card-frame'
import { make, setAttributes } from './dom'
import { type Texts, textsFor } from './texts'

export type PartName = 'number' | 'expiry' | 'cvc' | 'postalCode'
type Given = { alone: boolean; changed: () => void }

/** Names and labels by which browser tests know the inputs of Stripe's own card element. */
const INPUTS = {
  number: { name: 'cardnumber', label: 'Credit or debit card number', autocomplete: 'cc-number' },
  expiry: { name: 'exp-date', label: 'Credit or debit card expiration date', autocomplete: 'cc-exp' },
  cvc: { name: 'cvc', label: 'Credit or debit card CVC/CVV', autocomplete: 'cc-csc' },
  postalCode: { name: 'postal', label: 'ZIP', autocomplete: 'billing postal-code' },
} as const

const COUNTRIES = ['US', 'CA', 'GB']

/** One input of a card. */
export class CardPart {
  readonly name: PartName
  readonly input: HTMLInputElement
  isAsked = true
  private readonly alone: boolean
  private left = false

  constructor(name: PartName, { alone, changed }: Given) {
    this.name = name
    this.alone = alone
    const { name: field, label, autocomplete } = INPUTS[name]
    const inputmode = name === 'postalCode' ? 'text' : 'numeric'
    const named = { name: field, 'aria-label': label, autocomplete, inputmode, 'data-elements-stable-field-name': name }
    this.input = make('input', { class: `InputElement CardLine-${name}`, type: 'text', spellcheck: 'false', ...named })
    this.input.addEventListener('input', (event) => {
      this.left = false
      const deleting = event instanceof InputEvent && event.inputType.startsWith('delete')
      this.input.value = formatted(name, this.input.value, deleting)
      changed()
    })
    this.input.addEventListener('blur', () => {
      this.left = this.input.value !== ''
      changed()
    })
  }

  show(texts: Texts, options: CardShown['options']): void {
    this.isAsked = !(this.name === 'postalCode' && options.hidePostalCode)
    const usual = {
      number: this.alone ? '1234 1234 1234 1234' : texts.number,
      expiry: texts.expiryFormat,
      cvc: texts.cvcShort,
      postalCode: 'ZIP',
    }
    setAttributes(this.input, {
      placeholder: options.placeholder ?? usual[this.name],
      disabled: options.disabled === true,
      hidden: !this.isAsked,
    })
    const prefilled = options.value?.postalCode
    if (this.name === 'postalCode' && prefilled !== undefined && this.input.value === '') this.input.value = prefilled
  }

  /** What is wrong or missing; `all` holds the number, on which the code's length depends. */
  problem(all: CardPart[]): CardProblem | undefined {
    const { value } = this.input
    if (this.name === 'number') return numberProblem(value)
    if (this.name === 'expiry') return expiryProblem(value, new Date())
    if (this.name === 'cvc') return cvcProblem(value, valueOf(all, 'number'))
    return COUNTRIES.some((country) => !postalCodeProblem(value, country)) ? undefined : 'incomplete_zip'
  }

  /** What is said before anybody asks: of a full field at once, of an unfinished one when it was left. */
  complaint(shown: CardShown | undefined): object | undefined {
    const { value } = this.input
    const full = this.name === 'number' ? digitsOf(value).length === lengthOf(digitsOf(value)) : value.length === 7
    const isDue = this.left || (full && this.name !== 'cvc' && this.name !== 'postalCode')
    const code = isDue && value !== '' ? this.problem([this]) : undefined
    if (!code || (this.name === 'cvc' && digitsOf(value).length >= 3)) return undefined
    return { type: 'validation_error', code, message: textsFor(shown?.group.locale ?? 'en').errors[code] }
  }

  mark(): void {
    const wrong = this.complaint(undefined) !== undefined
    const { classList, value } = this.input
    classList.toggle('is-invalid', wrong)
    classList.toggle('is-empty', value === '')
    classList.toggle('is-complete', value !== '' && this.problem([this]) === undefined)
    setAttributes(this.input, { 'aria-invalid': String(wrong) })
  }
}

export function valueOf(all: CardPart[], wanted: PartName): string {
  return all.find(({ name, isAsked }) => name === wanted && isAsked)?.input.value ?? ''
}

type Offered = { cardParts?: { groupId: string; parts: CardPart[] } }

/** Lets the other frames of this group read what is typed here; frames of other origins cannot. */
export function showPart(groupId: string, parts: CardPart[]): void {
  Object.assign(window, { cardParts: { groupId, parts } } satisfies Offered)
}

/** All parts of the card that one of them belongs to, its own first. */
export function partsOfGroup(groupId: string, own: CardPart[]): CardPart[] {
  const found = [...own]
  for (let index = 0; index < window.parent.length; index += 1) {
    try {
      // Reading anything of another origin's frame throws.
      const { cardParts } = window.parent[index] as Window & Offered
      if (cardParts?.groupId === groupId && cardParts.parts !== own && cardParts.parts[0] !== own[0])
        found.push(...cardParts.parts)
    } catch {
      continue
    }
  }
  return found
}

function formatted(name: PartName, text: string, deleting: boolean): string {
  if (name === 'number') return formatNumber(text)
  if (name === 'expiry') return formatExpiry(text, deleting)
  return name === 'cvc' ? digitsOf(text).slice(0, 4) : text
}
