import type { Locator, Page } from 'playwright/test'

export class WalletPage {
  readonly methods: Locator
  readonly nothingSaved: Locator
  /** The same after something was. */
  readonly nothingLeft: Locator
  readonly waiting: Locator
  readonly problem: Locator
  /** What was saved once, each with how it ended. */
  readonly history: Locator
  /** What is read out when something became of a removal. */
  readonly status: Locator
  readonly savedHeading: Locator
  readonly remove: Locator
  readonly dialog: RemoveDialog
  private readonly page: Page

  constructor(page: Page) {
    const main = page.getByRole('main')
    this.page = page
    this.methods = main.getByRole('list', { name: 'Saved payment methods' }).getByRole('listitem')
    this.nothingSaved = main.getByText('No saved payment methods yet')
    this.nothingLeft = main.getByText('Nothing is saved any more')
    this.waiting = main.getByRole('link', { name: 'See how it stands' })
    this.problem = main.getByRole('alert')
    this.history = main.getByRole('list', { name: 'No longer connected' }).getByRole('listitem')
    this.status = main.getByRole('status')
    this.savedHeading = main.getByRole('heading', { name: 'Saved payment methods' })
    this.remove = this.methods.getByRole('button', { name: /^Remove/ })
    this.dialog = new RemoveDialog(page)
  }

  async open() {
    await this.page.goto('/wallet')
  }

  async addAmazonPay() {
    await this.page.getByRole('link', { name: 'Save Amazon Pay' }).click()
  }

  async readAgreement() {
    await this.page.getByRole('link', { name: 'See what you agreed to' }).first().click()
  }

  /** Removes the first method, through the dialog. */
  async removeAmazonPay() {
    await this.remove.first().click()
    await this.dialog.confirm.click()
  }
}

/** The question that is asked before anything is removed. */
export class RemoveDialog {
  readonly box: Locator
  readonly keep: Locator
  readonly confirm: Locator

  constructor(page: Page) {
    this.box = page.getByRole('dialog', { name: /^Remove Amazon Pay/ })
    this.keep = this.box.getByRole('button', { name: 'Keep it' })
    this.confirm = this.box.getByRole('button', { name: 'Remove Amazon Pay' })
  }
}
