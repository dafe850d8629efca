import { randomUUID } from 'node:crypto'
import { expect, test } from './fixtures'
import { look } from './look'
import { lookAtOutcome } from './outcome'
import { intentOf, leaveWithOrder, payOrder } from './paid-order'
import { paymentOf, placeOrder } from './placed-order'
import { currentNoticeId, methodOf } from './records'
import { newRider } from './rider'
import { BAD_CARD } from './ways'

const CREATE = { method: 'POST', path: '/v1/payment_intents' } as const
const TEN_MINUTES = 600
const NOTHING = 'Nothing was charged'

test.describe('every page payments come back to looks right and is accessible', () => {
  test.slow()

  test('of a payment that went through', async ({ browser, page, site, stack, database, sandbox, stripe, watch }) => {
    watch.allow(/status of 404/)
    const shop = { origin: stack.origin, database }
    const first = await payOrder(site, shop)
    await lookAtOutcome(site, sandbox, { name: 'paid', title: 'Paid', text: '$24.00 was charged to your Amazon Pay.' })
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
    await lookAtOutcome(site, sandbox, { name: 'refunded', title: 'Refunded', text: 'All of the $24.00' })
    await site.order.open(first.orderId)
    await expect(site.order.status).toContainText('Refunded')
    await look(page, 'order-refunded')

    const held = await payOrder(site, shop, { slug: 'moon-landing' })
    await lookAtOutcome(site, sandbox, { name: 'reserved', title: 'Reserved, not charged', text: '$60.00 is reserved' })
    await site.order.open(held.orderId)
    await look(page, 'order-reserved')
    await stripe.paymentIntents.cancel(held.intent)
    await site.returned.open(held.paymentId)
    await lookAtOutcome(site, sandbox, { name: 'released', title: NOTHING, text: 'has been released' })
    const part = await payOrder(site, shop, { slug: 'moon-landing' })
    await stripe.paymentIntents.capture(part.intent, { amount_to_capture: 4500 })
    await site.returned.open(part.paymentId)
    await lookAtOutcome(site, sandbox, { name: 'paid-in-part', title: 'Paid', text: '$45.00 was charged' })
    await site.orders.open()
    await look(page, 'orders-guest')

    const rider = await newRider(browser, shop)
    watch.watch(rider.context)
    await payOrder(rider.site, shop, { save: { noticeId: await currentNoticeId(database), agreed: true } })
    await expect(rider.site.page.getByText('Amazon Pay is saved, and may be charged')).toBeVisible()
    await lookAtOutcome(rider.site, sandbox, { name: 'paid-and-saved', title: 'Paid', text: '$24.00 was charged' })
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
    await lookAtOutcome(site, sandbox, { name: 'open', title: NOTHING, text: 'You came back without approving' })

    const left = await leaveWithOrder(site, shop)
    await returned.open(left.paymentId)
    await lookAtOutcome(site, sandbox, {
      name: 'needs-customer',
      title: 'Checking with Amazon',
      text: 'We don’t know yet whether',
    })
    await returned.continueAtAmazon.click()
    await site.amazon.decline()
    await lookAtOutcome(site, sandbox, { name: 'declined', title: NOTHING, text: 'The payment wasn’t approved.' })
    await site.order.open(left.orderId)
    await look(page, 'order-not-paid')
    await site.checkout.open(left.orderId)
    await site.checkout.element.arrive()
    await expect(site.checkout.note).toBeVisible()
    await look(page, 'checkout-declined')
    await stripe.paymentIntents.cancel(left.intent)
    await returned.open(left.paymentId)
    await lookAtOutcome(site, sandbox, { name: 'declined-and-cancelled', title: NOTHING, text: 'You can try again' })
    const never = await placeOrder(page.context(), shop)
    const cancelled = await paymentOf(database, never)
    await stripe.paymentIntents.cancel(await intentOf(database, cancelled.id))
    await returned.open(cancelled.id)
    await lookAtOutcome(site, sandbox, { name: 'cancelled', title: NOTHING, text: 'This payment was cancelled.' })

    const late = await leaveWithOrder(site, shop)
    await advanceClock(TEN_MINUTES + 1)
    await returned.open(late.paymentId)
    await lookAtOutcome(site, sandbox, { name: 'expired', title: NOTHING, text: 'The approval window closed.' })

    const card = await placeOrder(page.context(), shop)
    await site.checkout.open(card)
    await site.checkout.element.enterCard(BAD_CARD)
    await site.checkout.element.button.click()
    await expect(site.checkout.element.problem).toBeVisible()
    await returned.open((await paymentOf(database, card)).id)
    await lookAtOutcome(site, sandbox, { name: 'card-declined', title: NOTHING, text: 'The payment wasn’t approved.' })

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
    await lookAtOutcome(rider.site, sandbox, { name: 'declined-and-lost', title: NOTHING, text })
    await sandbox.outcomes({ savedOnSession: 'charge' })
    await rider.context.close()
  })

  test('of a payment nobody knows about yet', async ({ page, site, stack, database, sandbox, line, advanceClock }) => {
    const shop = { origin: stack.origin, database }
    const { returned } = site
    const at = await leaveWithOrder(site, shop)
    line.cut()
    await returned.open(at.paymentId)
    await lookAtOutcome(site, sandbox, {
      name: 'unknown',
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
    await lookAtOutcome(site, sandbox, {
      name: 'starting',
      title: 'Nothing is charged yet',
      text: 'waiting for our payment',
    })
    await sandbox.faults([])

    await sandbox.outcomes({ nextPayment: 'processing', settleSeconds: 600 })
    await page.clock.install()
    await returned.open((await leaveWithOrder(site, shop)).paymentId)
    await expect(async () => {
      await page.clock.runFor(6000)
      await expect(returned.status).toContainText('waiting for your approval', { timeout: 200 })
    }).toPass({ intervals: [100] })
    await look(page, 'return-payment-needs-customer-longer')
    const { orderId } = await payOrder(site, shop)
    await expect(returned.checking).toBeVisible()
    await lookAtOutcome(site, sandbox, {
      name: 'processing',
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
