import type { Locator, Page } from 'playwright/test'
import type { Person } from '../people'

export class SignInPage {
  readonly name: Locator
  readonly email: Locator
  readonly password: Locator
  readonly problem: Locator
  readonly createAccount: Locator
  readonly signIn: Locator
  private readonly page: Page

  constructor(page: Page) {
    const main = page.getByRole('main')
    this.page = page
    this.name = main.getByLabel('Name')
    this.email = main.getByLabel('E-mail')
    this.password = main.getByLabel('Password')
    this.problem = main.getByRole('alert')
    this.createAccount = main.getByRole('button', { name: 'Create account' })
    this.signIn = main.getByRole('button', { name: 'Sign in' })
  }

  async open(query: { next?: string; mode?: 'sign-up' } = {}) {
    await this.page.goto(`/sign-in?${new URLSearchParams(query)}`)
  }

  async switchToSignUp() {
    await this.page.getByRole('link', { name: 'Create an account' }).click()
  }

  async enterAsNew({ name, email, password }: Person) {
    await this.name.fill(name)
    await this.email.fill(email)
    await this.password.fill(password)
    await this.createAccount.click()
  }

  async enter({ email, password }: Pick<Person, 'email' | 'password'>) {
    await this.email.fill(email)
    await this.password.fill(password)
    await this.signIn.click()
  }
}
