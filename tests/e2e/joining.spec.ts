import { expect, test } from './fixtures'
import { look } from './look'
import { Site } from './pages/site'
import { payOrder } from './paid-order'
import { newPerson, type Person } from './people'
import { placeOrder } from './placed-order'
import { customerIdOf } from './records'

const ADDED = '1 order was added to your account'

/** The worker sends mails a moment later. */
async function openMailedLink(site: Site, { email }: Person): Promise<void> {
  await expect(async () => {
    await site.mailbox.open()
    await expect(site.mailbox.linkTo(email)).toBeVisible({ timeout: 500 })
  }).toPass()
  await site.mailbox.linkTo(email).click()
  await site.verify.arrive()
}

async function signUpFromOrders(site: Site, person: Person): Promise<void> {
  await site.orders.open()
  await site.orders.createAccount.click()
  await site.signIn.enterAsNew(person)
  await site.page.waitForURL(/\/orders$/)
}

test('a guest pays, signs up, confirms their e-mail, and finds the order in their account', async ({
  browser,
  context,
  page,
  site,
  office,
  stack,
  database,
  watch,
}) => {
  test.slow()
  const person = newPerson('Gale Guest')
  const { orderId } = await payOrder(site, { origin: stack.origin, database })
  await signUpFromOrders(site, person)
  await expect(page.getByText('Confirm your e-mail to keep your orders here')).toBeVisible()
  await expect(site.orders.orders).toHaveCount(1)
  await look(page, 'orders-unconfirmed')
  await site.orders.sendAnother.click()
  await page.waitForURL(/\/orders$/)
  await openMailedLink(site, person)
  await expect(page.getByText(`${person.email} for the account of Gale Guest.`)).toBeVisible()
  await look(page, 'verify-email')
  // Looking confirms nothing.
  await site.orders.open()
  await expect(site.orders.sendAnother).toBeVisible()
  await page.goBack()
  await site.verify.confirm.click()
  await expect(site.orders.joined).toContainText(ADDED)
  await expect(site.orders.orders).toHaveCount(1)
  expect((await context.cookies()).filter(({ name }) => name.startsWith('guest'))).toEqual([])
  await look(page, 'orders-joined')
  await page.goBack()
  await expect(site.heading).toHaveText('Your e-mail is confirmed')
  await look(page, 'verify-email-confirmed')

  const elsewhere = await browser.newContext()
  watch.watch(elsewhere)
  const there = new Site(await elsewhere.newPage())
  await there.signIn.open({ next: '/orders' })
  await there.signIn.enter(person)
  await there.orders.read('Orbit hop')
  expect(there.page.url()).toContain(orderId)
  await expect(there.order.status).toContainText('Charged to your Amazon Pay.')
  await elsewhere.close()

  await office.customer.open(await customerIdOf(database, person))
  await expect(office.page.getByText('Guest who joined')).toBeVisible()
  await expect(office.page.getByRole('table', { name: 'Payments' })).toContainText('Orbit hop')
  await look(office.page, 'customer-joined')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the link is opened in another browser, and one press adds the order', async ({
    browser,
    page,
    site,
    stack,
    database,
    watch,
  }) => {
    test.slow()
    const person = newPerson('Gale Guest')
    await placeOrder(page.context(), { origin: stack.origin, database })
    await signUpFromOrders(site, person)
    const elsewhere = await browser.newContext({ javaScriptEnabled: false })
    watch.watch(elsewhere)
    const there = new Site(await elsewhere.newPage())
    await openMailedLink(there, person)
    const link = there.page.url()
    await there.verify.confirm.click()
    await expect(there.heading).toHaveText('Your e-mail is confirmed')
    expect((await elsewhere.cookies()).map(({ name }) => name)).toEqual([])
    await there.verify.signIn.click()
    await there.signIn.enter(person)
    await expect(there.orders.nothing).toBeVisible()
    await elsewhere.close()

    await site.orders.open()
    await expect(site.orders.orders).toHaveCount(1)
    await site.orders.join.click()
    await expect(site.orders.joined).toContainText(ADDED)
    await expect(site.orders.join).toHaveCount(0)
    await page.goto(link)
    await expect(site.heading).toHaveText('Your e-mail is confirmed')
  })
})

test('a link that has expired or was never sent says so and offers another', async ({
  page,
  site,
  customer,
  database,
}) => {
  test.slow()
  await openMailedLink(site, customer)
  await database.rows(
    `update email_verifications set created_at = now() - interval '2 days', expires_at = now() - interval '1 day'
     where email = $1`,
    [customer.email],
  )
  // The page was open before.
  await site.verify.confirm.click()
  await expect(site.heading).toHaveText('This link has expired')
  await look(page, 'verify-email-expired')
  await site.verify.sendAnother.click()
  await expect(site.orders.sendAnother).toBeVisible()
  await look(page, 'orders-confirm-email')
  await site.verify.open('x'.repeat(43))
  await expect(site.heading).toHaveText('This link doesn’t work')
  await look(page, 'verify-email-unknown')
})
