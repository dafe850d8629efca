import type { Locator, Page } from 'playwright/test'

/** What the link in a verification mail opens: /verify-email/[token]. */
export class VerifyPage {
  readonly confirm: Locator
  readonly sendAnother: Locator
  readonly signIn: Locator
  private readonly page: Page

  constructor(page: Page) {
    const main = page.getByRole('main')
    this.page = page
    this.confirm = main.getByRole('button', { name: 'Confirm my e-mail' })
    this.sendAnother = main.getByRole('button', { name: 'Send another link' })
    this.signIn = main.getByRole('link', { name: 'Sign in' })
  }

  async open(token: string) {
    await this.page.goto(`/verify-email/${token}`)
  }

  async arrive() {
    await this.page.waitForURL(/\/verify-email\/[\w-]{43}$/)
  }
}
