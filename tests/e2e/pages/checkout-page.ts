import type { FrameLocator, Locator, Page } from 'playwright/test'

const ADDRESS = /\/checkout\/[0-9a-f-]{36}(\?|$)/

/** Where an order is paid: /checkout/{orderId}. */
export class CheckoutPage {
  readonly order: Locator
  /** What became of the last try, or why the page is not what it was. */
  readonly note: Locator
  readonly problem: Locator
  /** Before there is a payment: the form that makes one. */
  readonly start: Locator
  /** Stripe's own Amazon Pay button at the top, where it can be used. */
  readonly express: Locator
  readonly expressButton: Locator
  readonly amazon: Locator
  readonly optIn: Locator
  readonly notice: Locator
  /** What is said under the opt-in. */
  readonly choiceNote: Locator
  readonly saved: Locator
  readonly useAnother: Locator
  readonly element: ElementPart
  readonly continueAtAmazon: Locator
  readonly payAnotherWay: Locator
  private readonly page: Page

  constructor(page: Page) {
    const main = page.getByRole('main')
    const atAmazon = main.getByRole('region', { name: 'Amazon Pay', exact: true })
    this.page = page
    this.order = main.getByRole('region', { name: 'Your order' })
    this.note = main.getByText('Nothing was charged')
    this.problem = main.getByRole('alert')
    this.start = main.getByRole('button', { name: 'Continue to payment' })
    this.express = main.getByRole('region', { name: 'Express checkout' })
    this.expressButton = this.express
      .frameLocator('iframe[title="Secure express checkout frame"]')
      .getByRole('button', { name: 'Amazon Pay' })
    this.amazon = atAmazon.getByRole('button')
    this.optIn = atAmazon.getByRole('checkbox')
    this.notice = atAmazon.getByText('By continuing, you authorize')
    this.choiceNote = atAmazon.getByRole('group').getByRole('status')
    this.saved = main.getByRole('region', { name: 'Your saved Amazon Pay' }).getByRole('button')
    this.useAnother = main.locator('summary', { hasText: 'Use another method' })
    this.element = new ElementPart(main.getByRole('region', { name: 'More ways to pay' }))
    this.continueAtAmazon = main.getByRole('link', { name: 'Continue at Amazon' })
    this.payAnotherWay = main.getByRole('button', { name: 'Pay another way' })
  }

  async open(orderId: string) {
    return this.page.goto(`/checkout/${orderId}`)
  }

  async arrive() {
    await this.page.waitForURL(ADDRESS)
  }
}

/** Stripe's Payment Element on the page, with our button under it. */
export class ElementPart {
  readonly button: Locator
  readonly problem: Locator
  readonly retry: Locator
  readonly frame: FrameLocator
  readonly error: Locator
  private readonly ready: Locator

  constructor(region: Locator) {
    const pays = /^(Pay|Authorize) |^Paying…|^Opening Amazon…/
    this.button = region.getByRole('button', { name: pays })
    this.ready = region.getByRole('button', { name: pays, disabled: false })
    this.problem = region.getByRole('alert')
    this.retry = region.getByRole('button', { name: 'Load it again' })
    this.frame = region.frameLocator('iframe[title="Secure payment input frame"]')
    this.error = this.frame.getByRole('alert')
  }

  method(name: 'Amazon Pay' | 'Card'): Locator {
    return this.frame.getByRole('tab', { name })
  }

  /** Once it can be used; before that it may forget what is chosen. */
  async arrive() {
    await this.ready.waitFor()
  }

  /** Chooses the card and types one of the test numbers: https://docs.stripe.com/testing. */
  async enterCard(number: string) {
    await this.ready.waitFor()
    await this.method('Card').click()
    await this.frame.getByLabel('Card number').fill(number)
    await this.frame.getByLabel('Expiration date').fill('12 / 34')
    await this.frame.getByLabel('Security code').fill('123')
    await this.frame.getByLabel('ZIP code').fill('94103')
  }
}
