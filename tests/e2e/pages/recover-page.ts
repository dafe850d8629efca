import type { Locator, Page } from 'playwright/test'

/** Where the mail about a failed charge leads: /recover/{token}; and what is said of the charge elsewhere. */
export class RecoverPage {
  readonly note: Locator
  readonly pay: Locator
  /** Leads to Stripe's page, where another method is saved. */
  readonly saveAnother: Locator
  /** On the page they come back to from there. */
  readonly useFromNowOn: Locator
  /** On the checkout page. */
  readonly goOn: Locator
  /** On the merchant's page of the payment. */
  readonly stop: Locator

  constructor(page: Page) {
    const main = page.getByRole('main')
    this.note = main.getByText('Nothing was charged').locator('..')
    this.pay = main.getByRole('button', { name: /^Pay .* now$/ })
    this.saveAnother = main.getByRole('link', { name: /^save another way to pay/ })
    this.useFromNowOn = main.getByRole('button', { name: 'Use this from now on' })
    this.goOn = main.getByRole('button', { name: 'Continue to payment' })
    this.stop = main.getByRole('button', { name: 'Stop further tries' })
  }

  panelOf(page: Page): Locator {
    return page.getByRole('region', { name: 'Getting it paid' })
  }

  bannerOn(page: Page): Locator {
    return page.getByRole('main').getByRole('link', { name: /^Pay it now/ })
  }
}
