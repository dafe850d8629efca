import type { Locator, Page } from 'playwright/test'

export type Charge = { amount: string; description: string }

/** One customer as the merchant sees them, with the form that charges them: /console/customers/{id}. */
export class CustomerPage {
  readonly amount: Locator
  readonly description: Locator
  /** Its words change with what it does. */
  readonly button: Locator
  readonly problem: Locator
  readonly slow: Locator
  readonly methods: Locator
  readonly ended: Locator
  readonly payments: Locator
  private readonly page: Page
  private readonly form: Locator

  constructor(page: Page) {
    const main = page.getByRole('main')
    this.page = page
    this.form = main.locator('form', { has: page.getByLabel('What for') })
    this.amount = this.form.getByLabel(/^Amount/)
    this.description = this.form.getByLabel('What for')
    this.button = this.form.getByRole('button')
    this.problem = main.getByRole('alert')
    this.slow = main.getByText('Still working…')
    this.methods = main.getByRole('list', { name: 'Saved methods' }).getByRole('listitem')
    this.ended = main.getByRole('list', { name: 'No longer connected' }).getByRole('listitem')
    this.payments = main.getByRole('table', { name: 'Payments' })
  }

  async open(id: string) {
    return this.page.goto(`/console/customers/${id}`)
  }

  async fill({ amount, description }: Charge) {
    // A merchant outside the United States is asked for the currency as well.
    const currency = this.form.getByLabel('Currency')
    if (await currency.isVisible()) await currency.selectOption('usd')
    await this.amount.fill(amount)
    await this.description.fill(description)
  }

  async charge(charge: Charge) {
    await this.fill(charge)
    await this.button.click()
  }

  /** Sends the form as a browser does whose scripts have not loaded. */
  async sendWithoutScript() {
    // A page that goes away underneath the call is what is wanted.
    await this.form.evaluate((form: HTMLFormElement) => form.submit()).catch(() => undefined)
  }

  /** What the page says is wrong with a field, which the field refers to. */
  async errorOf(field: Locator): Promise<string> {
    const ids = (await field.getAttribute('aria-describedby'))?.split(' ') ?? []
    const id = ids.find((each) => each.endsWith('-error'))
    return id ? this.page.locator(`[id="${id}"]`).innerText() : ''
  }
}
