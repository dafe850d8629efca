import type { Locator, Page } from 'playwright/test'

export class MandatePage {
  readonly document: Locator
  readonly quotes: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.document = page.getByRole('article')
    this.quotes = this.document.getByRole('blockquote')
  }

  async open(id: string) {
    return this.page.goto(`/mandates/${id}`)
  }

  /** What stands beside a term. */
  definition(term: string): Locator {
    return this.document
      .locator('dl > div', { has: this.page.getByText(term, { exact: true }) })
      .getByRole('definition')
  }
}
