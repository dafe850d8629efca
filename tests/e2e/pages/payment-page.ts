import type { Locator, Page } from 'playwright/test'
import { CommandPart } from './command-part'

const ADDRESS = /\/console\/payments\/[0-9a-f-]{36}$/

/** One payment as the merchant sees it: /console/payments/{id}. */
export class PaymentPage {
  readonly status: Locator
  readonly checking: Locator
  readonly givenUp: Locator
  readonly timeline: Locator
  readonly capture: CommandPart
  readonly release: CommandPart
  readonly refund: CommandPart
  readonly refunds: Locator
  readonly disputes: Locator
  private readonly page: Page
  private readonly main: Locator

  constructor(page: Page) {
    this.page = page
    this.main = page.getByRole('main')
    this.status = this.main.getByRole('status')
    this.checking = this.main.getByText('Checking…')
    this.givenUp = this.main.getByText('The worker has given up and needs you')
    this.capture = new CommandPart(page, { opener: 'Capture…', title: 'Capture what is held', submit: /^Capture/ })
    this.release = new CommandPart(page, { opener: 'Release…', title: 'Release what is held?', submit: /^Release/ })
    this.refund = new CommandPart(page, { opener: 'Refund…', title: 'Refund the customer', submit: /^Refund/ })
    this.refunds = this.main.getByRole('region', { name: 'Refunds' }).getByRole('listitem')
    this.disputes = this.main.getByRole('list', { name: 'Disputes' }).getByRole('listitem')
    this.timeline = this.main.getByRole('list', { name: 'Timeline' }).getByRole('listitem')
  }

  async open(id: string) {
    return this.page.goto(`/console/payments/${id}`)
  }

  async arrive() {
    await this.page.waitForURL(ADDRESS)
  }

  id(): string {
    return this.page.url().slice(-36)
  }

  definition(term: string): Locator {
    return this.main.locator('dl > div', { has: this.page.getByText(term, { exact: true }) }).getByRole('definition')
  }
}
