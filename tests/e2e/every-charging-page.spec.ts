import { expect, test } from './fixtures'
import { look } from './look'
import { customerIdOf, endWait, giveUpNext } from './records'
import { newRider } from './rider'
import { onlyMethodOf } from './stripe-world'

const CREATE = { method: 'POST', path: '/v1/payment_intents' } as const
const CONFIRM = { method: 'POST', path: '/v1/payment_intents/:id/confirm' } as const
const RIDE = { amount: '12.00', description: 'Ride to the moon' }
const LONG = { amount: '999999.99', description: 'Donaudampfschifffahrtsgesellschaftskapitänsausflug '.repeat(3) }

test.describe('every page about charges looks right and is accessible', () => {
  test.slow()

  test('for the customer', async ({ page, site, customer, database, office, sandbox }) => {
    await site.orders.open()
    await look(page, 'orders-empty')
    await site.saveAmazonPay()
    const id = await customerIdOf(database, customer)
    await office.charge(id, RIDE)
    await expect(office.payment.status).toContainText('Paid')
    await sandbox.outcomes({ nextOffSession: 'decline' })
    await office.charge(id, LONG)
    await expect(office.payment.status).toContainText('Nothing was charged')
    await site.wallet.open()
    await look(page, 'wallet-last-paid')
    await site.orders.open()
    await site.orders.read(LONG.description.trim())
    await look(page, 'order-declined')
    await site.orders.open()
    await site.orders.read(RIDE.description)
    await look(page, 'order-paid')
    await sandbox.faults([{ match: CONFIRM, kind: 'error_503' }])
    await office.charge(id, { ...RIDE, description: 'Ride to Venus' })
    await site.orders.open()
    await look(page, 'orders')
    await site.orders.read('Ride to Venus')
    await expect(site.order.checking).toBeVisible()
    await look(page, 'order-in-progress')
  })

  test('for the customer who removes it', async ({ rider, office, sandbox, database, watch }) => {
    watch.allow(/ERR_CONNECTION_RESET/)
    const { page, wallet, mandate } = rider.site
    await wallet.open()
    await wallet.remove.click()
    await look(page, 'wallet-dialog')
    await page.route('**/api/payment-methods/*', (route) => route.abort('connectionreset'), { times: 1 })
    await wallet.dialog.confirm.click()
    await expect(wallet.problem).toBeVisible()
    await look(page, 'wallet-not-removed')
    await sandbox.faults([{ match: CONFIRM, kind: 'error_503' }])
    const id = await office.charge(rider.customerId, RIDE)
    await wallet.removeAmazonPay()
    await expect(wallet.status).toContainText('is being removed')
    await look(page, 'wallet-removing')
    await sandbox.faults([])
    await endWait(database, id)
    await expect(wallet.nothingLeft).toBeVisible({ timeout: 30_000 })
    await look(page, 'wallet-history')
    await wallet.history.getByRole('link').click()
    await expect(mandate.document).toBeVisible()
    await look(page, 'mandate-ended')
  })

  test('for the merchant who charges', async ({ rider, office, sandbox, database, browser, stack, watch }) => {
    watch.allow(/ERR_CONNECTION_RESET/)
    const { page, customer } = office
    await customer.open(rider.customerId)
    await look(page, 'customer')
    await customer.charge({ amount: '12,50', description: '' })
    await expect(customer.amount).toBeFocused()
    await look(page, 'customer-errors')
    await page.route('**/api/charges', (route) => route.abort('connectionreset'), { times: 1 })
    await customer.charge(RIDE)
    await expect(customer.problem).toBeVisible()
    await look(page, 'customer-unsure')
    await customer.button.click()
    await office.payment.arrive()
    await expect(office.payment.status).toContainText('Paid')
    await look(page, 'payment-paid')

    await sandbox.outcomes({ nextOffSession: 'decline' })
    await office.charge(rider.customerId, LONG)
    await expect(office.payment.status).toContainText('Nothing was charged')
    await look(page, 'payment-declined')
    await sandbox.faults([{ match: CREATE, kind: 'error_503' }])
    const id = await office.charge(rider.customerId, { ...RIDE, description: 'Ride to Venus' })
    await expect(office.payment.status).toContainText('Not known yet')
    await look(page, 'payment-in-flight')
    await giveUpNext(database, id)
    await expect(async () => {
      await office.attention.open()
      await expect(office.attention.letter(id)).toBeVisible({ timeout: 1000 })
    }).toPass()
    await look(page, 'attention')
    await office.payment.open(id)
    await look(page, 'payment-needs-attention')
    await office.payments.open()
    await look(page, 'payments')
    await office.payments.search('nothing-of-that-name')
    await look(page, 'payments-none-found')
    await customer.open(rider.customerId)
    await look(page, 'customer-charged')
    await sandbox.faults([])
    await office.attention.open()
    await office.attention.tryAgain(id)
    await expect(office.attention.nothing).toBeVisible()
    await look(page, 'attention-empty')

    const here = await newRider(browser, { origin: stack.origin, database }, { optIn: false })
    await customer.open(here.customerId)
    await look(page, 'customer-not-chargeable')
    await here.site.saveAmazonPay({ optIn: true })
    await customer.open(here.customerId)
    await look(page, 'customer-two-methods')
    await here.context.close()
  })

  test('for the merchant who counts', async ({ rider, office, line, stripe, database, advanceClock, watch }) => {
    const { page } = office
    watch.allow(/status of 5\d\d/)
    await database.rows('alter table payments rename to payments_away')
    await database.rows('create table payments (like payments_away including all)')
    await office.payments.open()
    await expect(page.getByText('No payments yet')).toBeVisible()
    await look(page, 'payments-empty')
    await database.rows('drop table payments')
    await database.rows('alter table payments_away rename to payments')

    await office.charge(rider.customerId, RIDE)
    await expect(office.payment.status).toContainText('Paid')
    // Whatever an earlier test has kept from telling its fee, the sweep has asked for by then.
    await advanceClock(3700)
    await expect(async () => {
      await page.goto('/console/ledger')
      await expect(page.getByText('They agree')).toBeVisible({ timeout: 1000 })
    }).toPass()
    await look(page, 'ledger')
    // Something made outside the shop.
    const { id, customer } = await onlyMethodOf(stripe, rider)
    const outside = { amount: 5000, currency: 'usd', customer: String(customer), payment_method: id }
    await stripe.paymentIntents.create({
      ...outside,
      allowed_payment_method_types: ['amazon_pay'],
      confirm: true,
      off_session: true,
    })
    await expect(async () => {
      await page.goto('/console/ledger')
      await expect(page.getByText('They differ')).toBeVisible({ timeout: 1000 })
    }).toPass()
    await look(page, 'ledger-differs')
    line.cut()
    await page.reload()
    await expect(page.getByText('Stripe can’t be reached')).toBeVisible()
    await look(page, 'ledger-unreachable')
  })
})
