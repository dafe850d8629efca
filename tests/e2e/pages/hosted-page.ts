import type { Locator, Page } from 'playwright/test'

type Methods = 'A card or Amazon Pay' | 'Amazon Pay only' | 'Whatever Stripe offers here'

/** Stripe's hosted page, and the form on /wallet/add that leads to it. */
export class HostedPage {
  readonly optIn: Locator
  readonly goOn: Locator
  readonly amazon: Locator
  readonly saveCard: Locator
  readonly back: Locator
  readonly problem: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.optIn = page.getByRole('checkbox', { name: /^Rocket Rides may also charge what I save there/ })
    this.goOn = page.getByRole('button', { name: 'Continue to Stripe' })
    this.amazon = page.getByRole('button', { name: 'Continue to Amazon Pay' })
    this.saveCard = page.getByRole('button', { name: 'Save card' })
    this.back = page.getByRole('link', { name: /^Back to / })
    this.problem = page.getByRole('alert')
  }

  /** Opens the form and chooses, with the opt-in ticked. */
  async choose(methods: Methods) {
    await this.page.goto('/wallet/add')
    await this.page.getByText('Save a card instead, or use Stripe’s own page').click()
    await this.page.getByRole('radio', { name: methods }).check()
    await this.optIn.check()
  }

  /** From our form to Stripe's page. */
  async leave(methods: Methods) {
    await this.choose(methods)
    await this.goOn.click()
    await this.arrive()
  }

  async arrive() {
    await this.page.waitForURL(/\/c\/pay\/cs_test_/)
  }

  /** Goes to Amazon from Stripe's page. */
  async leaveForAmazon() {
    await this.arrive()
    const choice = this.page.getByRole('radio', { name: 'Amazon Pay' })
    if (await choice.isVisible()) await choice.check()
    await this.amazon.click()
  }

  async enterCard() {
    await this.page.getByRole('radio', { name: 'Card' }).check()
    await this.page.locator('#cardNumber').fill('4242424242424242')
    await this.page.locator('#cardExpiry').fill('12 / 34')
    await this.page.locator('#cardCvc').fill('123')
    await this.page.locator('#billingName').fill('Robin Rider')
    await this.saveCard.click()
  }

  /** Back at the shop, with the session in the address. */
  async returned(): Promise<string> {
    await this.page.waitForURL(/\/return\/[0-9a-f-]{36}\?session_id=cs_test_\w+$/)
    return new URL(this.page.url()).pathname.slice(-36)
  }
}
