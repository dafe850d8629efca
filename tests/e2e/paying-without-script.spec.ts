import { expect, test } from './fixtures'
import { Site } from './pages/site'
import { endOf, PAID, PAID_AND_SAVED } from './payment-end'
import { leaveWithOrder } from './paid-order'
import { newPerson, signUp } from './people'
import { placeOrder } from './placed-order'
import { newRider } from './rider'
import { intentsOf } from './stripe-world'

test.use({ javaScriptEnabled: false })

test('a guest orders and pays', async ({ page, site, database, stripe }) => {
  const { email } = newPerson('Gale Guest')
  await site.shop.open()
  await site.shop.order.click()
  await expect(site.shop.problem).toContainText('Some fields are missing or wrong.')
  await site.shop.quantity('Orbit hop').fill('1')
  await site.shop.email.fill(email)
  await site.shop.order.click()
  await site.checkout.arrive()
  const orderId = page.url().slice(-36)
  await site.checkout.start.click()
  await expect(site.checkout.element.button).toBeHidden()
  await site.checkout.amazon.click()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Paid')
  expect(page.url()).not.toContain('secret')
  await site.returned.receipt.click()
  await expect(site.order.status).toContainText('Charged to your Amazon Pay.')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID)
})

test('a page that waits says how to look again, and keeps every way on', async ({ site, stack, database }) => {
  const { paymentId } = await leaveWithOrder(site, { origin: stack.origin, database })
  await site.returned.open(paymentId)
  await expect(site.heading).toHaveText('Checking with Amazon')
  await expect(site.returned.checking).toBeHidden()
  await expect(site.returned.payAnotherWay).toBeVisible()
  await site.returned.lookAgain.click()
  await site.returned.continueAtAmazon.click()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Paid')
  await expect(site.returned.lookAgain).toHaveCount(0)
})

test('a customer saves Amazon Pay while paying', async ({ page, signedInSite: site, stack, database, stripe }) => {
  const orderId = await placeOrder(page.context(), { origin: stack.origin, database })
  await site.checkout.open(orderId)
  await site.checkout.optIn.check()
  await site.checkout.amazon.click()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Paid')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID_AND_SAVED)
  await site.returned.readAgreement()
  await expect(site.mandate.definition('Status')).toHaveText('In force')
})

test('a customer saves Amazon Pay in the wallet, with the choice they made', async ({ site, customer, stripe }) => {
  await site.add.open()
  await site.add.optIn.check()
  await site.add.save()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Amazon Pay is saved')
  expect(await intentsOf(stripe, customer)).toMatchObject([{ usage: 'off_session', status: 'succeeded' }])
  await site.wallet.open()
  await expect(site.wallet.methods).toHaveCount(1)
})

test('a customer pays with what they have saved', async ({ browser, page, site, stack, database, stripe }) => {
  const shop = { origin: stack.origin, database }
  const rider = await newRider(browser, shop)
  await page.context().addCookies(await rider.context.cookies())
  await rider.context.close()
  const orderId = await placeOrder(page.context(), shop)
  await site.checkout.open(orderId)
  await site.checkout.saved.click()
  await site.returned.arrive()
  await expect(site.heading).toHaveText('Paid')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID)
})

test('a page from before the order was paid charges nothing more', async ({ page, site, stack, database, stripe }) => {
  await signUp(page.context(), stack.origin)
  const orderId = await placeOrder(page.context(), { origin: stack.origin, database })
  const stale = new Site(await page.context().newPage())
  for (const { checkout } of [site, stale]) await checkout.open(orderId)
  await site.checkout.amazon.click()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Paid')
  await stale.checkout.amazon.click()
  await stale.returned.arrive()
  await expect(stale.heading).toHaveText('Paid')
  await expect.poll(() => endOf({ database, stripe }, orderId)).toEqual(PAID)
})
