import type { Locator, Page } from 'playwright/test'

/** One order as its customer sees it: /orders/{id}. */
export class OrderPage {
  readonly status: Locator
  readonly checking: Locator
  readonly timeline: Locator
  private readonly page: Page
  private readonly main: Locator

  constructor(page: Page) {
    this.page = page
    this.main = page.getByRole('main')
    this.status = this.main.getByRole('status')
    this.checking = this.main.getByText('Checking…')
    this.timeline = this.main.getByRole('list', { name: 'What happened' }).getByRole('listitem')
  }

  async open(id: string) {
    return this.page.goto(`/orders/${id}`)
  }

  id(): string {
    return this.page.url().slice(-36)
  }

  definition(term: string): Locator {
    return this.main.locator('dl > div', { has: this.page.getByText(term, { exact: true }) }).getByRole('definition')
  }
}
