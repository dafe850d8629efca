import { RIDE } from './charging-journey'
import { expect, test } from './fixtures'
import { chargesOf, giveUpNext } from './records'
import { paymentsOf } from './stripe-world'

const CREATE = { method: 'POST', path: '/v1/payment_intents' } as const
const CONFIRM = { method: 'POST', path: '/v1/payment_intents/:id/confirm' } as const
const READ = { method: 'GET', path: '/v1/payment_intents/:id' } as const
const FIVE_MINUTES = 300

test('a charge Stripe has not answered is shown as such, and turns to paid by itself', async ({
  rider,
  office,
  sandbox,
  stripe,
}) => {
  await sandbox.faults([{ match: CONFIRM, kind: 'error_503' }])
  await office.charge(rider.customerId, RIDE)
  await expect(office.payment.status).toContainText('Not known yet')
  await expect(office.payment.checking).toBeVisible()
  await rider.site.orders.open()
  await expect(rider.site.orders.order(RIDE.description)).toContainText('Confirming')
  await rider.site.orders.read(RIDE.description)
  await expect(rider.site.order.status).toContainText('We don’t know yet whether this was charged.')
  for (const { page } of [office, rider.site]) await page.evaluate(() => Object.assign(window, { sameDocument: true }))

  await sandbox.faults([])
  await expect(office.payment.status).toContainText('Paid', { timeout: 20_000 })
  await expect(rider.site.order.status).toContainText('Charged to your Amazon Pay.', { timeout: 20_000 })
  for (const { page } of [office, rider.site]) expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
  expect(await paymentsOf(stripe, rider)).toMatchObject([{ status: 'succeeded' }])
})

test('a charge whose worker is dead and whose webhooks are lost is settled five minutes later', async ({
  rider,
  office,
  sandbox,
  stack,
  database,
  advanceClock,
}) => {
  await sandbox.dropWebhooks(true)
  await stack.stopWorker()
  await sandbox.faults([
    { match: CONFIRM, kind: 'drop_after' },
    { match: READ, kind: 'drop_before' },
  ])
  const id = await office.charge(rider.customerId, RIDE)
  await expect(office.payment.status).toContainText('Not known yet')
  await sandbox.faults([])
  // With the command gone as well, there is only the sweep.
  await database.rows('delete from jobs where subject_id = $1', [id])
  await advanceClock(FIVE_MINUTES)
  expect(await chargesOf(database, rider.customerId)).not.toMatchObject([{ status: 'succeeded' }])

  await stack.resumeWorker()
  await expect.poll(() => chargesOf(database, rider.customerId)).toMatchObject([{ status: 'succeeded' }])
  await expect(office.payment.status).toContainText('Paid', { timeout: 20_000 })
  await rider.site.orders.open()
  await expect(rider.site.orders.order(RIDE.description)).toContainText('Paid')
})

test('a charge that takes its time is processing until Stripe says more', async ({
  rider,
  office,
  sandbox,
  advanceClock,
}) => {
  await sandbox.dropWebhooks(true)
  await sandbox.outcomes({ nextOffSession: 'processing' })
  await office.charge(rider.customerId, RIDE)
  await expect(office.payment.status).toContainText('Stripe is still processing it')
  await rider.site.orders.open()
  await expect(rider.site.orders.order(RIDE.description)).toContainText('Confirming')
  await advanceClock(FIVE_MINUTES)
  await expect(office.payment.status).toContainText('Paid', { timeout: 20_000 })
})

test('what the worker gave up waits under Attention, and trying again finishes it once', async ({
  rider,
  office,
  sandbox,
  stripe,
  database,
}) => {
  await sandbox.faults([{ match: CREATE, kind: 'error_503' }])
  const id = await office.charge(rider.customerId, RIDE)
  await expect(office.payment.status).toContainText('Stripe has not answered.')
  await giveUpNext(database, id)
  await expect(async () => {
    await office.attention.open()
    await expect(office.attention.letter(id)).toContainText('Tried 450 times', { timeout: 1000 })
  }).toPass()
  await office.payments.open()
  await expect(office.payments.payment(rider.email)).toContainText('Needs attention')
  await office.payment.open(id)
  await expect(office.payment.givenUp).toBeVisible()

  await sandbox.faults([])
  await office.attention.open()
  await office.attention.tryAgain(id)
  await expect(office.attention.letter(id)).toHaveCount(0)
  await office.payment.open(id)
  await expect(office.payment.status).toContainText('Paid', { timeout: 20_000 })
  await expect(office.payment.givenUp).toHaveCount(0)
  expect(await paymentsOf(stripe, rider)).toMatchObject([{ status: 'succeeded' }])
})
