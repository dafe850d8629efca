import type { Locator, Page } from 'playwright/test'

/** Every mail the shop has sent, on this machine: /mailbox. */
export class MailboxPage {
  readonly mails: Locator
  readonly nothing: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.mails = page.getByRole('list', { name: 'E-mails' }).getByRole('listitem')
    this.nothing = page.getByText('No e-mails yet')
  }

  async open() {
    await this.page.goto('/mailbox')
  }

  /** The link in the latest mail to this address. */
  linkTo(recipient: string): Locator {
    return this.mails
      .filter({ hasText: `To ${recipient}` })
      .first()
      .getByRole('link')
  }
}
