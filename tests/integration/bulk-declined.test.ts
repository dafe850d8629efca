import { beforeAll, expect, it } from 'vitest'
import { counts, csvOf, drafted, fillBudget, linesOf, openDesk, outcomeFile, start, started } from '../support/batches'
import { freshWorld } from '../support/business-clock'
import { customerWithMethod, paymentOf } from '../support/charging'
import { opened, startPaying } from '../support/checkout'
import { said } from '../support/console'
import { send, signedIn } from '../support/requests'
import { browser, control } from '../support/saving'
import { POST as startRoute } from '@/app/api/charge-batches/[id]/start/route'
import { workBulk } from '@/lib/server/bulk/work-bulk'
import { syncPayment } from '@/lib/server/payments/sync-payment'

// It keeps cards away from what a list charges. Read when the first charge is asked for.
process.env.STATEMENT_DESCRIPTOR = 'MOON RIDES'

beforeAll(freshWorld)

it('a declined line says when it is charged again, and is paid once its customer has paid in another way', async () => {
  const [desk, rider] = [await openDesk(), await customerWithMethod()]
  const id = await drafted(desk, csvOf([[rider.email, '5.00', 'Ride']]))
  await started(desk, id)
  await control.outcomes({ nextOffSession: 'decline' })
  await fillBudget(10)
  await workBulk()
  const [failed] = await linesOf(desk, id)
  expect(failed).toMatchObject({ outcome: 'failed', nextTryAt: expect.any(String) })
  expect(await (await outcomeFile(desk, id)).text()).toContain(`"${failed?.nextTryAt}"\r\n`)

  const { orderId } = await paymentOf(failed?.paymentId ?? '')
  const buyer = { customerIds: [rider.id] as [string], customer: null }
  const order = { id: orderId, customerId: rider.id, cookie: await signedIn(rider), buyer }
  await startPaying(order)
  // By card it has to be another intent.
  const { paymentId, clientSecret, stripePaymentIntentId } = await opened(order, { restart: true })
  expect(await linesOf(desk, id)).toMatchObject([{ outcome: 'failed', nextTryAt: null }])
  const byCard = { client_secret: clientSecret, payment_method: 'pm_card_visa' } as object
  await browser.paymentIntents.confirm(stripePaymentIntentId, byCard)
  await syncPayment(paymentId)
  expect(await linesOf(desk, id)).toMatchObject([{ outcome: 'paid', paymentId, reason: null }])
  expect(await counts(desk, id)).toEqual({ paid: 1 })
})

it('the very same file is not started a second time by mistake, in whichever tabs', async () => {
  const [desk, rider] = [await openDesk(), await customerWithMethod()]
  const file = csvOf([[rider.email, '7.00', 'Ride']])
  const figures = { count: 1, sums: { usd: 700 } }
  const [first = '', second = ''] = [await drafted(desk, file), await drafted(desk, file)]
  const both = await Promise.all([first, second].map((id) => said(start(desk, id, figures))))
  expect(both.map(([status]) => status).toSorted()).toEqual([200, 409])
  const refused = both[0]?.[0] === 200 ? second : first
  expect(await said(start(desk, refused, figures))).toEqual([409, 'file_started_before'])
  expect(await counts(desk, refused)).toEqual({ waiting: 1 })
  const form = { count: '1', 'sum:usd': '7.00' }
  const page = { cookie: desk.cookie, params: { id: refused }, headers: { referer: null } }
  expect(await said(send(startRoute, { ...page, form }))).toEqual([409, 'file_started_before'])
  expect((await send(startRoute, { ...page, form: { ...form, again: 'true' } })).status).toBe(303)
  expect((await start(desk, refused, figures)).status).toBe(200)
})
