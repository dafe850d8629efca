import type { Locator, Page } from 'playwright/test'

/** The test page that stands in for Amazon. Stripe's own and the sandbox's have the same names, as links or as buttons. */
export class AmazonPage {
  readonly authorize: Locator
  readonly fail: Locator
  readonly expire: Locator
  /** What is left once another try took this one's place. Only at the sandbox. */
  readonly goBack: Locator
  private readonly page: Page

  constructor(page: Page) {
    const control = (name: RegExp) => page.getByRole('link', { name }).or(page.getByRole('button', { name }))
    this.page = page
    this.authorize = control(/^authorize test (payment|setup)$/i)
    this.fail = control(/^fail test (payment|setup)$/i)
    this.expire = control(/^let it expire$/i)
    this.goBack = page.getByRole('link', { name: /^Back to / })
  }

  async arrive() {
    await this.authorize.waitFor()
    // Its script as well: what a test does next may cut the line.
    await this.page.waitForLoadState('load')
  }

  async arriveOrEnd() {
    await this.authorize.or(this.goBack).waitFor()
  }

  async approve() {
    await this.authorize.click()
  }

  async approveOrGoBack() {
    await this.authorize.or(this.goBack).click()
  }

  async decline() {
    await this.fail.click()
  }

  /** Only at the sandbox. */
  async letItExpire() {
    await this.expire.click()
  }

  /** Approves, and is gone before the shop's page is asked for. Only at the sandbox, where approving is a link. */
  async approveAndCloseTab() {
    const link = await this.authorize.getAttribute('href')
    await this.page.request.get(new URL(link ?? '', this.page.url()).href, { maxRedirects: 0 })
    await this.page.close()
  }
}
