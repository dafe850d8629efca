import type { Locator, Page } from 'playwright/test'

/** What the worker has given up: /console/attention. */
export class AttentionPage {
  readonly letters: Locator
  readonly nothing: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.letters = page.getByRole('table', { name: 'Needs attention' })
    this.nothing = page.getByText('Nothing needs you')
  }

  async open() {
    await this.page.goto('/console/attention')
  }

  letter(subject: string): Locator {
    return this.letters.getByRole('row').filter({ hasText: subject })
  }

  async tryAgain(subject: string) {
    await this.letter(subject)
      .getByRole('button', { name: /^Try again/ })
      .click()
  }
}
