import type { Locator, Page } from 'playwright/test'
import { AddPage } from './add-page'
import { AmazonPage } from './amazon-page'
import { ConsolePage } from './console-page'
import { MandatePage } from './mandate-page'
import { ReturnPage } from './return-page'
import { SignInPage } from './sign-in-page'
import { WalletPage } from './wallet-page'

/** Everything one tab can show: the shop's pages, and Amazon's. */
export class Site {
  readonly heading: Locator
  readonly signIn: SignInPage
  readonly wallet: WalletPage
  readonly add: AddPage
  readonly amazon: AmazonPage
  readonly returned: ReturnPage
  readonly mandate: MandatePage
  readonly console: ConsolePage
  readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.heading = page.getByRole('heading', { level: 1 })
    this.signIn = new SignInPage(page)
    this.wallet = new WalletPage(page)
    this.add = new AddPage(page)
    this.amazon = new AmazonPage(page)
    this.returned = new ReturnPage(page)
    this.mandate = new MandatePage(page)
    this.console = new ConsolePage(page)
  }

  async signOut() {
    await this.page.getByRole('button', { name: 'Sign out' }).click()
    await this.page.getByRole('link', { name: 'Sign in', exact: true }).waitFor()
  }

  /** Goes to Amazon, from where the test decides. */
  async leaveForAmazon({ optIn = true } = {}) {
    await this.add.open()
    if (optIn) await this.add.optIn.check()
    await this.add.save()
    await this.amazon.arrive()
  }

  /** The whole way there and back. Gives the id of the try. */
  async saveAmazonPay(choice?: { optIn: boolean }): Promise<string> {
    await this.leaveForAmazon(choice)
    await this.amazon.approve()
    await this.returned.arrive()
    return this.returned.id()
  }
}
