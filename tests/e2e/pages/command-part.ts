import type { Locator, Page } from 'playwright/test'

/** One command about a payment: the button that opens its dialog, and the dialog. Without scripts, the form that unfolds. */
export class CommandPart {
  readonly opener: Locator
  readonly box: Locator
  readonly amount: Locator
  readonly submit: Locator
  readonly notNow: Locator
  /** The form that unfolds in the page. */
  readonly fold: CommandFold

  constructor(page: Page, names: { opener: string; title: string; submit: RegExp }) {
    const main = page.getByRole('main')
    this.opener = main.getByRole('button', { name: names.opener })
    this.box = page.getByRole('dialog', { name: names.title })
    this.amount = this.box.getByLabel(/^Amount in/)
    this.submit = this.box.getByRole('button', { name: names.submit })
    this.notNow = this.box.getByRole('button', { name: 'Not now' })
    this.fold = new CommandFold(main.locator('details', { hasText: names.opener }), names.submit)
  }

  /** Only once its script has loaded. */
  async open() {
    await this.opener.click()
    await this.box.waitFor()
  }

  async ask(amount: string) {
    await this.open()
    await this.amount.fill(amount)
    await this.submit.click()
  }
}

class CommandFold {
  readonly amount: Locator
  readonly submit: Locator
  private readonly summary: Locator

  constructor(details: Locator, submit: RegExp) {
    this.summary = details.locator('summary')
    this.amount = details.getByLabel(/^Amount in/)
    this.submit = details.getByRole('button', { name: submit })
  }

  async ask(amount: string) {
    await this.summary.click()
    await this.amount.fill(amount)
    await this.submit.click()
  }
}
