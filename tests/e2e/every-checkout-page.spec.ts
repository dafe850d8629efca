import { expect, test } from './fixtures'
import { look } from './look'
import { LONG_WAY, sellLongWay, stopSelling } from './long-way'
import { signUp } from './people'
import { placeOrder } from './placed-order'
import { newRider } from './rider'
import { BAD_CARD } from './ways'

const CREATE = { method: 'POST', path: '/v1/payment_intents' } as const

test.describe('every page of paying looks right and is accessible', () => {
  test.slow()

  test('where rides are chosen', async ({ page, site, office, stack, database }) => {
    await sellLongWay(stack.databaseUrl, database)
    await site.shop.open()
    await site.shop.email.fill('robin@example')
    await site.shop.order.click()
    await expect(site.shop.problem).toBeVisible()
    await look(page, 'shop-nothing-chosen')
    await site.shop.add('Orbit hop')
    await site.shop.add(LONG_WAY.name)
    await site.shop.add('Moon landing')
    await signUp(page.context(), stack.origin)
    await look(page, 'shop-chosen')
    await site.shop.open()
    await look(page, 'shop-signed-in')
    await office.shop.open()
    await look(office.page, 'shop-merchant')
    await stopSelling(database)
    await database.rows('update products set active = false')
    await site.shop.open()
    await expect(page.getByText('Nothing is for sale right now')).toBeVisible()
    await look(page, 'shop-empty')
    await database.rows('update products set active = true where slug <> $1', [LONG_WAY.slug])
  })

  test('where a guest pays', async ({ page, site, stack, database, sandbox, line, watch }) => {
    watch.allow(/status of (402|503)|ERR_FAILED|ERR_EMPTY_RESPONSE|payment Element/i)
    const shop = { origin: stack.origin, database }
    const { checkout, amazon } = site
    await checkout.open(await placeOrder(page.context(), shop, { starts: false }))
    await expect(checkout.start).toBeVisible()
    await look(page, 'checkout-not-started')
    await sandbox.faults([{ match: CREATE, kind: 'error_503' }])
    await checkout.start.click()
    await page.waitForURL(/\?problem=|checkout/)
    await expect(checkout.start).toBeVisible()
    await look(page, 'checkout-getting-ready')
    await sandbox.faults([])

    const orderId = await placeOrder(page.context(), shop)
    await checkout.open(orderId)
    await checkout.element.arrive()
    await look(page, 'checkout-guest')
    await checkout.element.enterCard(BAD_CARD)
    await checkout.element.button.click()
    await expect(checkout.element.problem).toContainText('Your card was declined.')
    await look(page, 'checkout-card-declined')
    await page.route('**/v1/elements/sessions**', (route) => route.abort())
    await page.reload()
    await expect(checkout.element.problem).toBeVisible()
    await look(page, 'checkout-element-failed')
    await page.unroute('**/v1/elements/sessions**')
    await checkout.amazon.click()
    await amazon.arrive()
    await look(page, 'amazon-payment')
    await checkout.open(orderId)
    await expect(checkout.continueAtAmazon).toBeVisible()
    await look(page, 'checkout-at-amazon')
    line.cut()
    await checkout.open(orderId)
    await expect(page.getByText('You can’t pay right now')).toBeVisible()
    await look(page, 'checkout-stripe-away')
    line.mend()
    await checkout.open(await placeOrder(page.context(), shop, { slug: 'moon-landing' }))
    await checkout.element.arrive()
    await look(page, 'checkout-hold')
  })

  test('where a customer pays', async ({ browser, page, site, stack, database, watch }) => {
    const shop = { origin: stack.origin, database }
    await signUp(page.context(), stack.origin)
    await site.checkout.open(await placeOrder(page.context(), shop))
    await site.checkout.element.arrive()
    await site.checkout.optIn.check()
    await site.checkout.element.arrive()
    await look(page, 'checkout-saving')
    const rider = await newRider(browser, shop)
    watch.watch(rider.context)
    await rider.site.checkout.open(await placeOrder(rider.context, shop))
    await expect(rider.site.checkout.saved).toBeEnabled()
    await look(rider.site.page, 'checkout-saved-method')
    await rider.site.checkout.useAnother.click()
    await rider.site.checkout.element.arrive()
    await look(rider.site.page, 'checkout-saved-method-open')
    await rider.context.close()
  })
})
