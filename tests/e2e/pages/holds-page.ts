import type { Locator, Page } from 'playwright/test'

/** What is reserved and not charged yet: /console/holds. */
export class HoldsPage {
  readonly holds: Locator
  readonly nothing: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.holds = page.getByRole('table', { name: 'Holds' })
    this.nothing = page.getByText('Nothing is held')
  }

  async open() {
    await this.page.goto('/console/holds')
  }
}
