import type { Locator, Page } from 'playwright/test'

/** Where saving begins: /wallet/add, and /wallet/add/{id} with its secret rendered by the server. */
export class AddPage {
  readonly notice: Locator
  readonly optIn: Locator
  readonly button: Locator
  readonly problem: Locator
  readonly status: Locator
  private readonly page: Page
  private readonly form: Locator

  constructor(page: Page) {
    const main = page.getByRole('main')
    this.page = page
    // What saves on Stripe's page comes after it.
    this.form = main.locator('form').first()
    this.notice = main.getByText('By continuing, you authorize').first()
    this.optIn = main.getByRole('checkbox')
    this.button = this.form.getByRole('button')
    this.problem = main.getByRole('alert')
    this.status = main.getByRole('status')
  }

  async open() {
    await this.page.goto('/wallet/add')
  }

  async openTry(setupId: string) {
    return this.page.goto(`/wallet/add/${setupId}`)
  }

  async save() {
    await this.button.click()
  }

  /** Sends the form as a browser does whose scripts have not loaded, and gives the id of the try it is sent on to. */
  async sendWithoutScript(): Promise<string> {
    // A page that goes away underneath the call is what is wanted.
    await this.form.evaluate((form: HTMLFormElement) => form.submit()).catch(() => undefined)
    return this.tryId()
  }

  /** The id in the address of the server-rendered page, once it is there. */
  async tryId(): Promise<string> {
    await this.page.waitForURL(/\/wallet\/add\/[0-9a-f-]{36}$/)
    return this.page.url().slice(-36)
  }
}
