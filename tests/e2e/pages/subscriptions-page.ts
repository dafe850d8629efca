import type { Locator, Page } from 'playwright/test'

/** A customer's subscriptions, and the plans there are. */
export class SubscriptionsPage {
  readonly problem: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.problem = page.getByRole('main').getByRole('alert')
  }

  async open() {
    await this.page.goto('/subscriptions')
  }

  /** One of their own. */
  mine(name: string): Mine {
    return new Mine(this.page, name)
  }

  plan(name: string): Locator {
    return this.page.getByRole('list', { name: 'Plans' }).getByRole('listitem').filter({ hasText: name })
  }

  /** Begins with what is saved. */
  async subscribe(name: string) {
    await this.plan(name)
      .getByRole('button', { name: /^Subscribe|^Start/ })
      .click()
  }

  /** Agrees to having what pays kept, and goes on to pay; ends on the checkout page. */
  async payFirst(name: string) {
    const form = this.plan(name).getByRole('form')
    await form.getByRole('checkbox').check()
    await form.getByRole('button', { name: /^Continue to payment/ }).click()
    await this.page.waitForURL('**/checkout/*')
  }
}

class Mine {
  readonly box: Locator
  readonly pay: Locator

  constructor(page: Page, name: string) {
    this.box = page.getByRole('list', { name: 'Yours' }).locator('> li').filter({ hasText: name })
    this.pay = this.box.getByRole('link', { name: /^Pay it now/ })
  }

  button(name: RegExp): Locator {
    return this.box.getByRole('button', { name })
  }

  /** Opens what is behind one of its lines, such as "Cancel". */
  async unfold(line: string) {
    await this.box.locator('summary', { hasText: line }).click()
  }
}
