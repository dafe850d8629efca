import type { Locator, Page } from 'playwright/test'

/** What customers object to: /console/disputes. */
export class DisputesPage {
  readonly disputes: Locator
  readonly nothing: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.disputes = page.getByRole('table', { name: 'Disputes' })
    this.nothing = page.getByText('No disputes')
  }

  async open() {
    await this.page.goto('/console/disputes')
  }
}
