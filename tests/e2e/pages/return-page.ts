import type { Locator, Page } from 'playwright/test'

export class ReturnPage {
  readonly status: Locator
  readonly checking: Locator
  readonly continueAtAmazon: Locator
  readonly signIn: Locator
  /** After a payment that did not go through: back to the page where the order is paid. */
  readonly tryAgain: Locator
  readonly receipt: Locator
  readonly payAnotherWay: Locator
  /** Without a script, instead of checking by itself. */
  readonly lookAgain: Locator
  private readonly page: Page

  constructor(page: Page) {
    const main = page.getByRole('main')
    this.page = page
    this.status = page.getByRole('status')
    this.checking = main.getByText('Checking…')
    this.continueAtAmazon = main.getByRole('link', { name: 'Continue at Amazon' })
    this.signIn = main.getByRole('link', { name: 'Sign in' })
    this.tryAgain = main.getByRole('link', { name: 'Try again' })
    this.payAnotherWay = main.getByRole('link', { name: 'Pay another way' })
    this.lookAgain = main.getByRole('link', { name: 'Look again' })
    this.receipt = main.getByRole('link', { name: 'See your receipt' })
  }

  async open(id: string) {
    return this.page.goto(`/return/${id}`)
  }

  async arrive() {
    await this.page.waitForURL(/\/return\/[0-9a-f-]{36}$/)
  }

  id(): string {
    return this.page.url().slice(-36)
  }

  async readAgreement() {
    await this.page.getByRole('link', { name: 'See what you agreed to' }).click()
  }
}
