import { randomUUID } from 'node:crypto'
import { expect, test } from './fixtures'
import { look } from './look'
import { LONG_WAY, sellLongWay, stopSelling } from './long-way'
import { lookAtOutcome } from './outcome'
import { intentOf, leaveWithOrder, payOrder } from './paid-order'
import { signUp } from './people'
import { paymentOf, placeOrder } from './placed-order'
import { currentNoticeId, methodOf } from './records'
import { newRider } from './rider'
import { BAD_CARD } from './ways'

const CREATE = { method: 'POST', path: '/v1/payment_intents' } as const
const TEN_MINUTES = 600
const NOTHING = 'Nothing was charged'

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

  test('of a payment that went through', async ({ browser, page, site, stack, database, sandbox, stripe, watch }) => {
    watch.allow(/status of 404/)
    const shop = { origin: stack.origin, database }
    const first = await payOrder(site, shop)
    await lookAtOutcome(site, sandbox, 'paid', { title: 'Paid', text: '$24.00 was charged to your Amazon Pay.' })
    const refunds = [await sandbox.refund(first.intent, { amount: 1000 }), await sandbox.refund(first.intent)]
    await expect(async () => {
      await site.order.open(first.orderId)
      await expect(page.getByText('On its way')).toHaveCount(2, { timeout: 1000 })
    }).toPass()
    await look(page, 'order-refund-pending')
    for (const settleRefund of refunds) await sandbox.dashboard({ settleRefund })
    await expect(async () => {
      await site.returned.open(first.paymentId)
      await expect(site.heading).toHaveText('Refunded', { timeout: 1000 })
    }).toPass()
    await lookAtOutcome(site, sandbox, 'refunded', { title: 'Refunded', text: 'All of the $24.00' })
    await site.order.open(first.orderId)
    await expect(site.order.status).toContainText('Refunded')
    await look(page, 'order-refunded')

    const held = await payOrder(site, shop, { slug: 'moon-landing' })
    await lookAtOutcome(site, sandbox, 'reserved', { title: 'Reserved, not charged', text: '$60.00 is reserved' })
    await site.order.open(held.orderId)
    await look(page, 'order-reserved')
    await stripe.paymentIntents.cancel(held.intent)
    await site.returned.open(held.paymentId)
    await lookAtOutcome(site, sandbox, 'released', { title: NOTHING, text: 'has been released' })
    const part = await payOrder(site, shop, { slug: 'moon-landing' })
    await stripe.paymentIntents.capture(part.intent, { amount_to_capture: 4500 })
    await site.returned.open(part.paymentId)
    await lookAtOutcome(site, sandbox, 'paid-in-part', { title: 'Paid', text: '$45.00 was charged' })
    await site.orders.open()
    await look(page, 'orders-guest')

    const rider = await newRider(browser, shop)
    watch.watch(rider.context)
    await payOrder(rider.site, shop, { save: { noticeId: await currentNoticeId(database), agreed: true } })
    await expect(rider.site.page.getByText('Amazon Pay is saved, and may be charged')).toBeVisible()
    await lookAtOutcome(rider.site, sandbox, 'paid-and-saved', { title: 'Paid', text: '$24.00 was charged' })
    // Somebody else's is as good as none.
    await rider.site.returned.open(first.paymentId)
    await expect(rider.site.heading).toHaveText('There is nothing here for you to see')
    await look(rider.site.page, 'return-payment-not-yours')
    const said = await rider.site.page.getByRole('main').innerText()
    await rider.site.returned.open(randomUUID())
    expect(await rider.site.page.getByRole('main').innerText()).toBe(said)
    await rider.context.close()
  })

  test('of a payment that did not go through', async ({
    browser,
    page,
    site,
    stack,
    database,
    sandbox,
    stripe,
    advanceClock,
    watch,
  }) => {
    watch.allow(/status of 402/)
    const shop = { origin: stack.origin, database }
    const { returned } = site
    const open = await placeOrder(page.context(), shop)
    await returned.open((await paymentOf(database, open)).id)
    await lookAtOutcome(site, sandbox, 'open', { title: NOTHING, text: 'You came back without approving' })

    const left = await leaveWithOrder(site, shop)
    await returned.open(left.paymentId)
    await lookAtOutcome(site, sandbox, 'needs-customer', { title: 'Nothing is charged yet', text: 'waiting for your' })
    await returned.continueAtAmazon.click()
    await site.amazon.decline()
    await lookAtOutcome(site, sandbox, 'declined', { title: NOTHING, text: 'The payment wasn’t approved.' })
    await site.order.open(left.orderId)
    await look(page, 'order-not-paid')
    await site.checkout.open(left.orderId)
    await site.checkout.element.arrive()
    await expect(site.checkout.note).toBeVisible()
    await look(page, 'checkout-declined')
    await stripe.paymentIntents.cancel(left.intent)
    await returned.open(left.paymentId)
    await lookAtOutcome(site, sandbox, 'declined-and-cancelled', { title: NOTHING, text: 'You can try again' })
    const never = await placeOrder(page.context(), shop)
    const cancelled = await paymentOf(database, never)
    await stripe.paymentIntents.cancel(await intentOf(database, cancelled.id))
    await returned.open(cancelled.id)
    await lookAtOutcome(site, sandbox, 'cancelled', { title: NOTHING, text: 'This payment was cancelled.' })

    const late = await leaveWithOrder(site, shop)
    await advanceClock(TEN_MINUTES + 1)
    await returned.open(late.paymentId)
    await lookAtOutcome(site, sandbox, 'expired', { title: NOTHING, text: 'The approval window closed.' })

    const card = await placeOrder(page.context(), shop)
    await site.checkout.open(card)
    await site.checkout.element.enterCard(BAD_CARD)
    await site.checkout.element.button.click()
    await expect(site.checkout.element.problem).toBeVisible()
    await returned.open((await paymentOf(database, card)).id)
    await lookAtOutcome(site, sandbox, 'card-declined', { title: NOTHING, text: 'The payment wasn’t approved.' })

    await sandbox.outcomes({ savedOnSession: 'redirect' })
    const rider = await newRider(browser, shop)
    watch.watch(rider.context)
    const lost = await leaveWithOrder(rider.site, shop, { paymentMethodId: await methodOf(database, rider.customerId) })
    await rider.site.amazon.decline()
    await rider.site.returned.arrive()
    const text = 'Amazon Pay was removed from your saved methods.'
    await expect(async () => {
      await rider.site.returned.open(lost.paymentId)
      await expect(rider.site.returned.status).toContainText(text, { timeout: 1000 })
    }).toPass({ timeout: 10_000 })
    await lookAtOutcome(rider.site, sandbox, 'declined-and-lost', { title: NOTHING, text })
    await sandbox.outcomes({ savedOnSession: 'charge' })
    await rider.context.close()
  })

  test('of a payment nobody knows about yet', async ({ page, site, stack, database, sandbox, line, advanceClock }) => {
    const shop = { origin: stack.origin, database }
    const { returned } = site
    const at = await leaveWithOrder(site, shop)
    line.cut()
    await returned.open(at.paymentId)
    await lookAtOutcome(site, sandbox, 'unknown', {
      title: 'We’re not sure yet whether this went through',
      text: 'Don’t pay again',
    })
    line.mend()

    await sandbox.faults([{ match: CREATE, kind: 'error_503' }])
    const starting = await placeOrder(page.context(), shop, { starts: false })
    await page.request.post(`${stack.origin}/api/orders/${starting}/payment-intents`, {
      headers: { origin: stack.origin },
      data: {},
    })
    await returned.open((await paymentOf(database, starting)).id)
    await lookAtOutcome(site, sandbox, 'starting', { title: 'Nothing is charged yet', text: 'waiting for our payment' })
    await sandbox.faults([])

    await sandbox.outcomes({ nextPayment: 'processing', settleSeconds: 600 })
    await page.clock.install()
    const { orderId } = await payOrder(site, shop)
    await expect(returned.checking).toBeVisible()
    await lookAtOutcome(site, sandbox, 'processing', {
      title: 'Confirming with Amazon',
      text: 'We don’t know yet whether',
    })
    await expect(async () => {
      await page.clock.runFor(6000)
      await expect(page.getByText('It’s taking longer than usual.')).toBeVisible({ timeout: 200 })
    }).toPass({ intervals: [100] })
    await look(page, 'return-payment-processing-longer')
    await site.order.open(orderId)
    await look(page, 'order-processing')
    await advanceClock(TEN_MINUTES + 1)
    await expect(async () => {
      await page.clock.runFor(6000)
      await expect(site.order.status).toContainText('Charged to your Amazon Pay.', { timeout: 200 })
    }).toPass({ intervals: [100] })
    await sandbox.outcomes({ settleSeconds: 60 })
  })
})
