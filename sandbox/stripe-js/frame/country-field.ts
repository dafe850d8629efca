import type { Shown } from '../channel'
import { countriesIn, countryOf } from './countries'
import { make } from './dom'
import type { Texts } from './texts'

/** The country a card belongs to; which one it is at first depends on shop, language and merchant, in this order. */
export class CountryField {
  readonly element: HTMLElement
  private readonly label = make('label', { for: 'payment-countryInput', class: 'Label' })
  private readonly select = make('select', {
    id: 'payment-countryInput',
    name: 'country',
    class: 'Input',
    autocomplete: 'billing country',
  })
  private language = ''
  private settled = false

  constructor(changed: () => void) {
    this.select.addEventListener('change', changed)
    this.element = make('div', { class: 'Field Field--country' }, this.label, this.select)
  }

  get value(): string {
    return this.select.value
  }

  show(texts: Texts, { group, options, session }: Shown): void {
    this.label.textContent = texts.country
    if (texts.language !== this.language) this.list(texts.language)
    this.select.disabled = options.readOnly === true
    if (!session || this.settled) return
    this.settled = true
    const wished = options.defaultValues?.billingDetails?.address?.country
    this.select.value = wished ?? countryOf(group.locale) ?? session.merchant_country
    if (this.select.value === '') this.select.value = session.merchant_country
  }

  private list(language: string): void {
    const chosen = this.value
    this.language = language
    this.select.replaceChildren(...countriesIn(language).map(({ code, name }) => make('option', { value: code }, name)))
    this.select.value = chosen
  }
}
