import type { Locator, Page } from 'playwright/test'

/** Where the mail about a failed charge leads: /recover/{token}; and what is said of the charge elsewhere. */
export class RecoverPage {
  readonly note: Locator
  readonly pay: Locator
  /** On the merchant's page of the payment. */
  readonly stop: Locator

  constructor(page: Page) {
    const main = page.getByRole('main')
    this.note = main.getByText('Nothing was charged').locator('..')
    this.pay = main.getByRole('button', { name: /^Pay .* now$/ })
    this.stop = main.getByRole('button', { name: 'Stop further tries' })
  }

  panelOf(page: Page): Locator {
    return page.getByRole('region', { name: 'Getting it paid' })
  }

  bannerOn(page: Page): Locator {
    return page.getByRole('main').getByRole('link', { name: /^Pay it now/ })
  }
}
