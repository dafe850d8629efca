import type { Locator, Page } from 'playwright/test'

export class WalletPage {
  readonly methods: Locator
  readonly nothingSaved: Locator
  readonly waiting: Locator
  readonly problem: Locator
  private readonly page: Page

  constructor(page: Page) {
    const main = page.getByRole('main')
    this.page = page
    this.methods = main.getByRole('list', { name: 'Saved payment methods' }).getByRole('listitem')
    this.nothingSaved = main.getByText('No saved payment methods yet')
    this.waiting = main.getByRole('link', { name: 'See how it stands' })
    this.problem = main.getByRole('alert')
  }

  async open() {
    await this.page.goto('/wallet')
  }

  async addAmazonPay() {
    await this.page.getByRole('link', { name: 'Save Amazon Pay' }).click()
  }

  async readAgreement() {
    await this.page.getByRole('link', { name: 'See what you agreed to' }).first().click()
  }
}
