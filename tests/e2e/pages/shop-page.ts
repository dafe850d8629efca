import type { Locator, Page } from 'playwright/test'

/** What the shop sells, and the form that orders it: /. */
export class ShopPage {
  readonly email: Locator
  readonly order: Locator
  readonly total: Locator
  readonly problem: Locator
  private readonly page: Page

  constructor(page: Page) {
    const main = page.getByRole('main')
    this.page = page
    this.email = main.getByLabel('E-mail for the receipt (optional)')
    this.order = main.getByRole('button', { name: /^Order/ })
    this.total = main.getByText(/^Total/)
    this.problem = main.getByRole('alert')
  }

  async open() {
    await this.page.goto('/')
  }

  quantity(name: string): Locator {
    return this.page.getByRole('spinbutton', { name: `Quantity of ${name}` })
  }

  /** Only once its script has loaded. */
  async add(name: string) {
    await this.page.getByRole('button', { name: `One more of ${name}` }).click()
  }
}
