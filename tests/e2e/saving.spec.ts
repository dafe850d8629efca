import type { Page } from 'playwright/test'
import { expect, test } from './fixtures'
import { newPerson, signUpMerchant } from './people'
import { intentsOf } from './stripe-world'

const WORDS =
  "By continuing, you authorize Rocket Rides to debit your Amazon Pay account for this payment and future payments in accordance with Rocket Rides's terms, until this authorization is revoked."
const OPT_IN = 'Rocket Rides may also charge this Amazon Pay account while I’m not here, as described in the terms.'

test(
  'a customer saves Amazon Pay and can read what they agreed to, and so can the merchant',
  { tag: '@phone' },
  async ({ page, site, browser, stack, database }) => {
    const person = newPerson('Robin Rider')
    const address = stack.sandboxUrl
      ? /^127\.0\.0\.1 \(as recorded by Stripe\)$/
      : /^[\da-f.:]+ \(as recorded by Stripe\)$/

    await test.step('sign up', async () => {
      await page.goto('/')
      await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click()
      await site.signIn.switchToSignUp()
      await site.signIn.enterAsNew(person)
      await expect(site.wallet.nothingSaved).toBeVisible()
    })

    await test.step('save, with the opt-in ticked', async () => {
      await site.wallet.addAmazonPay()
      await expect(site.add.notice).toHaveText(WORDS)
      await expect(site.add.optIn).not.toBeChecked()
      await site.add.optIn.check()
      await site.add.save()
      await site.amazon.approve()
      await expect(site.heading).toHaveText('Amazon Pay is saved')
      await expect(site.returned.status).toContainText('Nothing was charged.')
      expect(page.url()).not.toContain('secret')
    })

    await test.step('see it in the wallet', async () => {
      await site.wallet.open()
      await expect(site.wallet.methods).toHaveCount(1)
      const row = site.wallet.methods.first()
      // Whether Stripe tells the Amazon account's e-mail in test mode is not documented; the sandbox does.
      if (stack.sandboxUrl) await expect(row).toContainText(person.email)
      await expect(row).toContainText('Default')
      await expect(row).toContainText('May be charged while you’re away')
      await expect(row.getByRole('time')).toHaveText(/^\d{1,2} [A-Z][a-z]{2} \d{4}$/)
    })

    await test.step('read what was agreed', async () => {
      await site.wallet.readAgreement()
      await expect(site.heading).toHaveText('What you agreed to')
      await expect(site.mandate.quotes).toHaveText([WORDS, OPT_IN])
      await expect(site.mandate.definition('Wording')).toHaveText(/^Version \d+$/)
      await expect(site.mandate.definition('Status')).toHaveText('In force')
      await expect(site.mandate.definition('IP address')).toHaveText(address)
      await expect(site.mandate.definition('Browser')).toHaveText(await page.evaluate(() => navigator.userAgent))
      await expect(site.mandate.definition('Customer')).toHaveText(`${person.name}, ${person.email}`)
    })

    await test.step('print it', async () => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      for (const role of ['banner', 'contentinfo', 'navigation', 'button'] as const)
        await expect(page.getByRole(role)).toHaveCount(0)
      await expect(site.mandate.quotes.first()).toBeVisible()
      expect(await inkAndPaper(page)).toEqual({ ink: 'rgb(0, 0, 0)', paper: 'rgb(255, 255, 255)' })
      await page.emulateMedia({ media: 'screen', colorScheme: 'light' })
    })

    const mandatePath = new URL(page.url()).pathname
    await test.step('sign out', async () => {
      await site.signOut()
      await page.goto(mandatePath)
      await expect(site.heading).toHaveText('Sign in')
    })

    await test.step('the merchant finds the customer, the method and the agreement', async () => {
      const office = await browser.newContext()
      const merchant = await signUpMerchant(office, stack.origin, database)
      await office.close()
      await site.signIn.open()
      await site.signIn.enter(merchant)
      await expect(site.heading).toHaveText('Console')
      await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
      await site.console.search(person.email)
      const row = site.console.customer(person)
      await expect(row).toContainText(stack.sandboxUrl ? `Amazon Pay, ${person.email}` : 'Amazon Pay')
      await expect(row).toContainText('may be charged while away')
      await expect(row).toContainText(/cus_/)
      await row.getByRole('link', { name: 'What was agreed' }).click()
      await expect(site.heading).toHaveText(`What ${person.name} agreed to`)
      await expect(site.mandate.quotes).toHaveText([WORDS, OPT_IN])
    })
  },
)

test('without the opt-in it is saved for use in the customer’s presence only', async ({ site, customer, stripe }) => {
  await site.saveAmazonPay({ optIn: false })
  await expect(site.heading).toHaveText('Amazon Pay is saved')
  await expect(site.returned.status).toBeVisible()

  await site.wallet.open()
  await expect(site.wallet.methods).toContainText(['Only used while you’re here'])
  await site.wallet.readAgreement()
  await expect(site.mandate.quotes.first()).toHaveText(WORDS)
  await expect(site.mandate.document).toContainText(/left unticked/i)
  expect(await intentsOf(stripe, customer)).toMatchObject([{ usage: 'on_session', status: 'succeeded' }])
})

test('a double click starts one try', async ({ site, customer, stripe }) => {
  await site.add.open()
  await site.add.button.evaluate((button: HTMLButtonElement) => {
    button.click()
    button.click()
  })
  await site.amazon.arrive()
  expect(await intentsOf(stripe, customer)).toMatchObject([{ status: 'requires_action' }])
})

test('a lost answer is asked for again and costs nothing', async ({ page, site, customer, watch, stripe }) => {
  watch.allow(/ERR_CONNECTION_RESET/)
  await site.add.open()
  // The server does its work; what it says never arrives.
  await page.route(
    '**/api/setup-intents',
    async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    },
    { times: 1 },
  )
  await site.add.save()
  await expect(site.add.problem).toContainText('Nothing was saved.')
  await expect(site.add.button).toBeEnabled()
  expect(await intentsOf(stripe, customer)).toHaveLength(1)

  await site.add.save()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Amazon Pay is saved')
  expect(await intentsOf(stripe, customer)).toMatchObject([{ status: 'succeeded' }])
})

async function inkAndPaper(page: Page): Promise<{ ink: string; paper: string }> {
  return page.evaluate(() => {
    const words = document.querySelector('blockquote')
    const ink = words ? getComputedStyle(words).color : ''
    const background = getComputedStyle(document.body).backgroundColor
    // Paper is white where nothing is painted on it.
    return { ink, paper: background === 'rgba(0, 0, 0, 0)' ? 'rgb(255, 255, 255)' : background }
  })
}
