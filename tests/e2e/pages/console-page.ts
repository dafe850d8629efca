import type { Locator, Page } from 'playwright/test'
import type { Person } from '../people'

export class ConsolePage {
  readonly customers: Locator
  readonly failedSaves: Locator
  readonly problem: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.customers = page.getByRole('table', { name: 'Customers' })
    this.failedSaves = page.getByRole('table', { name: 'Saves that failed' })
    this.problem = page.getByRole('main').getByRole('alert')
  }

  async open() {
    await this.page.goto('/console')
  }

  async search(words: string) {
    await this.page.getByLabel('Name or e-mail').fill(words)
    await this.page.getByRole('button', { name: 'Search' }).click()
    await this.page.waitForURL(/[?&]q=/)
  }

  customer({ email }: Person): Locator {
    return this.customers.getByRole('row').filter({ hasText: email })
  }
}
