import { expect } from 'playwright/test'
import type { Site } from './pages/site'
import type { Person } from './people'

export const RIDE = { amount: '12.00', description: 'Ride to the moon' }

/** Finds the customer in the console and charges them, as the merchant does. Gives the payment's id. */
export async function chargeFromConsole(office: Site, person: Person): Promise<string> {
  await office.console.open()
  await office.console.search(person.email)
  await office.console.customer(person).getByRole('link', { name: person.name }).click()
  await expect(office.heading).toHaveText(person.name)
  await office.customer.fill(RIDE)
  await expect(office.customer.button).toHaveText('Charge $12.00 to Amazon Pay')
  await office.customer.button.click()
  await office.payment.arrive()
  return office.payment.id()
}

/** Both read that it was paid: the merchant on the payment's page, the customer in their orders. */
export async function expectPaid(office: Site, site: Site, person: Person) {
  await expect(office.payment.status).toContainText('Paid')
  await expect(office.heading).toHaveText(`$12.00, ${person.name}`)
  await expect(office.payment.definition('Status at Stripe')).toHaveText('succeeded')
  await expect(office.payment.timeline.filter({ hasText: 'Charge asked for' })).toHaveCount(1)
  await expect(office.payment.timeline.filter({ hasText: /^Paid/ })).toHaveCount(1)

  await site.orders.open()
  await expect(site.orders.order(RIDE.description)).toContainText('$12.00')
  await expect(site.orders.order(RIDE.description)).toContainText('Paid')
  await site.orders.read(RIDE.description)
  await expect(site.heading).toHaveText(RIDE.description)
  await expect(site.order.status).toContainText('Charged to your Amazon Pay.')
  await expect(site.order.definition('Amount')).toHaveText('$12.00')
  await expect(site.order.timeline).toContainText(['Order placed', 'Paid with Amazon Pay'])
}

/** Removes the one method through the dialog, changing one's mind twice before, with the keyboard alone. */
export async function removeByKeyboard(site: Site) {
  const { keyboard } = site.page
  const { remove, dialog } = site.wallet
  await site.wallet.open()
  for (const changeOfMind of ['Escape', 'Enter']) {
    await remove.focus()
    await keyboard.press('Enter')
    await expect(dialog.box).toBeVisible()
    // The safe choice has the focus, so Enter does no harm.
    await expect(dialog.keep).toBeFocused()
    await keyboard.press(changeOfMind)
    await expect(dialog.box).toBeHidden()
    await expect(remove).toBeFocused()
  }
  await keyboard.press('Enter')
  await keyboard.press('Tab')
  await expect(dialog.confirm).toBeFocused()
  await keyboard.press('Enter')
  await expect(site.wallet.savedHeading).toBeFocused()
  await expect(site.wallet.nothingLeft).toBeVisible()
  await expect(site.wallet.status).toContainText('was removed. It can’t be charged any more.')
}

/** A page with the form that was open before, and a fresh one, both say why there is nothing to charge. */
export async function expectRefused(stale: Site, person: Person) {
  await stale.customer.button.click()
  await expect(stale.customer.problem).toContainText('Nothing was charged.')
  await expect(stale.customer.problem).toContainText('no longer connected')
  await stale.page.reload()
  await expect(stale.page.getByText(`${person.name}’s Amazon Pay is no longer connected`)).toBeVisible()
  await expect(stale.customer.button).toHaveCount(0)
}

/** The wallet's history has it with date and reason, and what was agreed to with it. */
export async function expectInHistory(site: Site, reason: string | RegExp, status: string | RegExp) {
  await site.wallet.open()
  await expect(site.wallet.history).toHaveCount(1)
  await expect(site.wallet.history).toContainText(reason)
  await expect(site.wallet.history.getByRole('time').first()).toHaveText(/^\d{1,2} [A-Z][a-z]{2} \d{4}$/)
  await site.wallet.history.getByRole('link').click()
  await expect(site.heading).toHaveText('What you agreed to')
  await expect(site.mandate.quotes.first()).toContainText('you authorize Rocket Rides')
  await expect(site.mandate.definition('Status')).toContainText(status)
}
