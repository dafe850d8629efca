import type { Locator, Page } from 'playwright/test'

/** A customer's orders: /orders. */
export class OrdersPage {
  readonly orders: Locator
  readonly nothing: Locator
  readonly createAccount: Locator
  /** What was added to the account lately. */
  readonly joined: Locator
  readonly sendAnother: Locator
  readonly join: Locator
  private readonly page: Page

  constructor(page: Page) {
    const main = page.getByRole('main')
    this.page = page
    this.orders = main.getByRole('list', { name: 'Your orders' }).getByRole('listitem')
    this.nothing = main.getByText('No orders yet')
    this.createAccount = main.getByRole('link', { name: 'create one to keep them' })
    this.joined = main.getByRole('status')
    this.sendAnother = main.getByRole('button', { name: 'Send another link' })
    this.join = main.getByRole('button', { name: 'Add to my account' })
  }

  async open() {
    await this.page.goto('/orders')
  }

  order(description: string): Locator {
    return this.orders.filter({ hasText: description })
  }

  async read(description: string) {
    await this.orders.getByRole('link', { name: description }).click()
    await this.page.waitForURL(/\/orders\/[0-9a-f-]{36}$/)
  }
}
