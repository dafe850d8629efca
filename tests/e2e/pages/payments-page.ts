import type { Locator, Page } from 'playwright/test'

/** Every charge the merchant asked for: /console/payments. */
export class PaymentsPage {
  readonly payments: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.payments = page.getByRole('table', { name: 'Payments' })
  }

  async open() {
    await this.page.goto('/console/payments')
  }

  async search(words: string) {
    await this.page.getByLabel('Customer or what for').fill(words)
    await this.page.getByRole('button', { name: 'Search' }).click()
    await this.page.waitForURL(/[?&]q=/)
  }

  payment(description: string): Locator {
    return this.payments.getByRole('row').filter({ hasText: description })
  }
}
