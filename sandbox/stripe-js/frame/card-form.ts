import type { Shown } from '../channel'
import { fieldsShown, type FieldsShown } from './billing-fields'
import {
  type CardProblem,
  cvcLength,
  cvcProblem,
  digitsOf,
  expiryProblem,
  formatExpiry,
  formatNumber,
  lengthOf,
  numberProblem,
  postalCodeProblem,
  readExpiry,
  wantsPostalCode,
} from './card-checks'
import { CountryField } from './country-field'
import { make } from './dom'
import { Field } from './field'
import { type Texts, textsFor } from './texts'

type Name = 'number' | 'expiry' | 'cvc' | 'postalCode'

/** The card fields. What is typed here is read by the request that confirms, and by nothing else. */
export class CardForm {
  readonly element: HTMLElement
  private readonly fields: Record<Name, Field>
  private readonly country: CountryField
  private readonly changed: () => void
  private texts: Texts = textsFor('en')
  private shownFields: FieldsShown = { country: true, postalCode: true }
  private prefilled = false

  constructor(changed: () => void) {
    this.changed = changed
    const field = (name: Name, autocomplete: string, format?: (text: string, deleting: boolean) => string) =>
      new Field({
        name,
        autocomplete,
        inputmode: name === 'postalCode' ? 'text' : 'numeric',
        ...(format && { format }),
        onInput: () => this.typed(name),
        onLeave: () => this.left(name),
      })
    const { number, expiry, cvc, postalCode } = (this.fields = {
      number: field('number', 'cc-number', formatNumber),
      expiry: field('expiry', 'cc-exp', formatExpiry),
      cvc: field('cvc', 'cc-csc', (text) => digitsOf(text).slice(0, cvcLength(this.fields.number.value))),
      postalCode: field('postalCode', 'billing postal-code'),
    })
    this.country = new CountryField(() => this.movedTo())
    const short = make('div', { class: 'FieldRow' }, expiry.element, cvc.element)
    const address = make('div', { class: 'FieldRow' }, this.country.element, postalCode.element)
    this.element = make('div', { class: 'CardForm' }, number.element, short, address)
  }

  /** Takes over language, defaults (once), hidden fields and whether anything may be changed. */
  show(shown: Shown): void {
    this.texts = textsFor(shown.group.locale)
    this.shownFields = fieldsShown(shown.options.fields, 'card')
    const { fields, texts } = this
    fields.number.relabel(texts.number, '1234 1234 1234 1234')
    fields.expiry.relabel(texts.expiry, texts.expiryFormat)
    fields.cvc.relabel(texts.cvc, texts.cvcShort)
    this.country.show(texts, shown)
    if (shown.session && !this.prefilled) this.prefill(shown)
    for (const field of Object.values(fields)) field.input.readOnly = shown.options.readOnly === true
    this.arrange()
  }

  isEmpty(): boolean {
    return Object.values(this.fields).every(({ value }) => value === '')
  }

  isComplete(): boolean {
    return this.names().every((name) => this.problem(name) === undefined)
  }

  clear(): void {
    for (const field of Object.values(this.fields)) {
      field.input.value = ''
      field.complain(undefined)
    }
  }

  /** Shows everything that is missing or wrong, and answers the first of it. */
  validate(): { code: CardProblem; message: string } | undefined {
    const wrong = this.names().filter((name) => this.complainAbout(name))
    const [first] = wrong
    const code = first && this.problem(first)
    if (!first || !code) return undefined
    this.fields[first].input.focus()
    return { code, message: this.texts.errors[code] }
  }

  /** `payment_method_data` of what was typed; only once `validate` has found nothing. */
  read(): { card: object; address: { country?: string; postal_code?: string } } {
    const { number, expiry, cvc, postalCode } = this.fields
    const { month, year } = readExpiry(expiry.value) ?? { month: 0, year: 0 }
    return {
      card: { number: digitsOf(number.value), exp_month: month, exp_year: year, cvc: cvc.value },
      address: {
        ...(this.shownFields.country && { country: this.country.value }),
        ...(this.names().includes('postalCode') && { postal_code: postalCode.value.trim() }),
      },
    }
  }

  private names(): Name[] {
    const asks = this.shownFields.postalCode && wantsPostalCode(this.country.value)
    return ['number', 'expiry', 'cvc', ...(asks ? ['postalCode' as const] : [])]
  }

  private problem(name: Name): CardProblem | undefined {
    const { value } = this.fields[name]
    if (name === 'number') return numberProblem(value)
    if (name === 'expiry') return expiryProblem(value, new Date())
    return name === 'cvc' ? cvcProblem(value, this.fields.number.value) : postalCodeProblem(value, this.country.value)
  }

  private complainAbout(name: Name): boolean {
    const code = this.problem(name)
    this.fields[name].complain(code && this.texts.errors[code])
    return code !== undefined
  }

  private typed(name: Name): void {
    const { value } = this.fields[name]
    this.fields[name].complain(undefined)
    // A number as long as it can be is wrong, not unfinished; so is a date.
    const full = name === 'number' ? digitsOf(value).length === lengthOf(digitsOf(value)) : value.length === 7
    if (full && (name === 'number' || name === 'expiry')) this.complainAbout(name)
    this.changed()
  }

  private left(name: Name): void {
    if (this.fields[name].value !== '') this.complainAbout(name)
  }

  private movedTo(): void {
    this.fields.postalCode.complain(undefined)
    this.arrange()
    this.changed()
  }

  private prefill({ options }: Shown): void {
    this.prefilled = true
    this.fields.postalCode.input.value = options.defaultValues?.billingDetails?.address?.postal_code ?? ''
  }

  private arrange(): void {
    const { postalCode } = this.fields
    const isZip = this.country.value === 'US'
    postalCode.relabel(isZip ? this.texts.zip : this.texts.postalCode, isZip ? '12345' : '')
    this.country.element.hidden = !this.shownFields.country
    postalCode.element.hidden = !this.names().includes('postalCode')
  }
}
