import type { Locator, Page } from 'playwright/test'
import { expect, test } from './fixtures'
import { newPerson } from './people'

test('the whole journey works with a keyboard alone', async ({ page, site }) => {
  const person = newPerson('Kim Keyboard')

  await page.goto('/wallet')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()

  await press(page, page.getByRole('link', { name: 'Create an account' }))
  await expect(site.heading).toHaveText('Create your account')
  await type(page, site.signIn.name, person.name)
  await type(page, site.signIn.email, person.email)
  await type(page, site.signIn.password, person.password)
  await page.keyboard.press('Enter')
  await expect(site.wallet.nothingSaved).toBeVisible()

  await press(page, page.getByRole('main').getByRole('link', { name: 'Save Amazon Pay' }))
  await expect(site.add.notice).toBeVisible()
  await tabTo(page, site.add.optIn)
  await page.keyboard.press('Space')
  await expect(site.add.optIn).toBeChecked()
  await press(page, site.add.button)

  await site.amazon.arrive()
  await press(page, site.amazon.authorize)
  await expect(site.heading).toHaveText('Amazon Pay is saved')
  await expect(site.heading).toBeFocused()
  await press(page, page.getByRole('link', { name: 'See what you agreed to' }))
  await expect(site.heading).toHaveText('What you agreed to')
})

async function type(page: Page, field: Locator, words: string) {
  await tabTo(page, field)
  await page.keyboard.type(words)
}

async function press(page: Page, control: Locator) {
  await tabTo(page, control)
  await page.keyboard.press('Enter')
}

/** Presses Tab until the control has focus, which shows that it can be reached and that focus is never trapped. */
async function tabTo(page: Page, control: Locator) {
  await control.waitFor()
  for (let presses = 0; presses < 40; presses++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Forty presses of Tab did not get there.')
}
