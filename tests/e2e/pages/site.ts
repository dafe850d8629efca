import type { Locator, Page } from 'playwright/test'
import { AddPage } from './add-page'
import { AmazonPage } from './amazon-page'
import { AttentionPage } from './attention-page'
import { ChargesPage } from './charges-page'
import { CheckoutPage } from './checkout-page'
import { ConsolePage } from './console-page'
import { type Charge, CustomerPage } from './customer-page'
import { DisputesPage } from './disputes-page'
import { HoldsPage } from './holds-page'
import { HostedPage } from './hosted-page'
import { MailboxPage } from './mailbox-page'
import { MandatePage } from './mandate-page'
import { OrderPage } from './order-page'
import { OrdersPage } from './orders-page'
import { PaymentPage } from './payment-page'
import { PaymentsPage } from './payments-page'
import { ReturnPage } from './return-page'
import { ShopPage } from './shop-page'
import { SignInPage } from './sign-in-page'
import { SubscriptionsPage } from './subscriptions-page'
import { VerifyPage } from './verify-page'
import { WalletPage } from './wallet-page'

/** Everything one tab can show: the shop's pages, and Amazon's. */
export class Site {
  readonly heading: Locator
  readonly signIn: SignInPage
  readonly shop: ShopPage
  readonly checkout: CheckoutPage
  readonly wallet: WalletPage
  readonly subscriptions: SubscriptionsPage
  readonly add: AddPage
  readonly hosted: HostedPage
  readonly amazon: AmazonPage
  readonly returned: ReturnPage
  readonly mandate: MandatePage
  readonly orders: OrdersPage
  readonly order: OrderPage
  readonly console: ConsolePage
  readonly customer: CustomerPage
  readonly payments: PaymentsPage
  readonly payment: PaymentPage
  readonly charges: ChargesPage
  readonly attention: AttentionPage
  readonly holds: HoldsPage
  readonly disputes: DisputesPage
  readonly mailbox: MailboxPage
  readonly verify: VerifyPage
  readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.heading = page.getByRole('heading', { level: 1 })
    this.signIn = new SignInPage(page)
    this.shop = new ShopPage(page)
    this.checkout = new CheckoutPage(page)
    this.wallet = new WalletPage(page)
    this.subscriptions = new SubscriptionsPage(page)
    this.add = new AddPage(page)
    this.hosted = new HostedPage(page)
    this.amazon = new AmazonPage(page)
    this.returned = new ReturnPage(page)
    this.mandate = new MandatePage(page)
    this.orders = new OrdersPage(page)
    this.order = new OrderPage(page)
    this.console = new ConsolePage(page)
    this.customer = new CustomerPage(page)
    this.payments = new PaymentsPage(page)
    this.payment = new PaymentPage(page)
    this.charges = new ChargesPage(page)
    this.attention = new AttentionPage(page)
    this.holds = new HoldsPage(page)
    this.disputes = new DisputesPage(page)
    this.mailbox = new MailboxPage(page)
    this.verify = new VerifyPage(page)
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

  /** Charges a customer, as the merchant. Gives the payment's id, whatever became of it. */
  async charge(customerId: string, charge: Charge): Promise<string> {
    await this.customer.open(customerId)
    await this.customer.charge(charge)
    await this.payment.arrive()
    return this.payment.id()
  }
}
