import { beforeEach, describe, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { customerWithMethod, workOff } from '../support/charging'
import { approve, leaveForAmazon, opened, paymentRow, placed, payOrder, startPaying } from '../support/checkout'
import { said } from '../support/console'
import { inBatches } from '../support/in-batches'
import { booksOf, moneyOf } from '../support/money'
import { signedIn } from '../support/requests'
import { control, stripe } from '../support/saving'
import { db } from '@/lib/server/db'
import { syncPayment } from '@/lib/server/payments/sync-payment'

// All 500: ORDERS=500 node scripts/test.mjs --only integration checkout-races
const ORDERS = Number(process.env.ORDERS ?? 50)
const AT_ONCE = 20

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
  await control.outcomes({ savedOnSession: 'charge' })
})

type Order = Awaited<ReturnType<typeof placed>>

/** One order submitted twenty times at once, in every way there is. Gives the statuses. */
async function submitted(order: Order, paymentMethodId: string | undefined): Promise<string[]> {
  const pays = paymentMethodId ? { paymentMethodId } : {}
  const submits = [
    () => startPaying(order),
    () => payOrder(order, pays),
    () => startPaying(order, undefined, { form: {} }),
    () => payOrder(order, undefined, { form: pays }),
  ] as const
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => submits[at % submits.length]?.()))
  return Promise.all(
    answers.map(async (answer) => {
      if (!answer) throw new Error('Nothing was sent.')
      const [status, what] = await said(answer.headers.get('content-type')?.includes('html') ? page(answer) : answer)
      return typeof what === 'string' && status !== 303 ? `${String(status)} ${what}` : String(status)
    }),
  )
}

const page = ({ status }: Response) => Response.json({}, { status })

describe(`${ORDERS} orders, each submitted ${AT_ONCE} times at once in every way there is`, () => {
  it(
    'make one payment, one intent and one charge each, and nobody is shown a failure of ours',
    async () => {
      const customer = await customerWithMethod()
      const cookie = await signedIn(customer)
      const orders: { order: Order; isGuest: boolean }[] = []
      await inBatches(Array.from({ length: ORDERS }), 5, async () => {
        const isGuest = orders.length % 2 === 1
        orders.push({ order: await placed('orbit-hop', isGuest ? undefined : cookie), isGuest })
      })
      const statuses = new Set<string>()
      await inBatches(orders, 2, async ({ order, isGuest }) => {
        for (const status of await submitted(order, isGuest ? undefined : customer.paymentMethod.id))
          statuses.add(status)
      })
      await inBatches(orders, 5, async ({ order, isGuest }) => isGuest && (await approveLater(order)))
      await workOff()
      const possible = ['200', '202', '303', '409 order_paid', '409 payment_in_progress']
      expect([...statuses].filter((status) => !possible.includes(status))).toEqual([])
      const { payment_intents, charges } = (await control.state()).objects
      for (const { order } of orders) {
        const payments = await db().payment.findMany({ where: { orderId: order.id } })
        expect(payments).toMatchObject([{ status: 'succeeded', amountReceived: 2400 }])
        const intents = payment_intents.filter(({ metadata }) => metadata.order_id === order.id)
        expect(intents).toMatchObject([{ id: payments[0]?.stripePaymentIntentId, status: 'succeeded' }])
        expect(charges.filter(({ payment_intent }) => payment_intent === intents[0]?.id)).toHaveLength(1)
      }
    },
    60_000 + ORDERS * 6000,
  )
})

/** The customer approves at the one page of Amazon's that all their requests led to. */
async function approveLater({ id: orderId }: Order): Promise<void> {
  const { id, stripePaymentIntentId } = await db().payment.findFirstOrThrow({ where: { orderId } })
  const { next_action: action } = await stripe.paymentIntents.retrieve(stripePaymentIntentId ?? '')
  await approve(action?.redirect_to_url?.url ?? '')
  await syncPayment(id)
}

describe('choosing another way while the payment waits at Amazon', () => {
  it('is refused unless it is asked for', async () => {
    const order = await placed()
    const started = await opened(order)
    await leaveForAmazon(started)
    await syncPayment(started.paymentId)
    expect(await said(startPaying(order))).toEqual([409, 'payment_in_progress'])
    expect(await moneyOf(started.paymentId)).toMatchObject({ state: 'needs_customer' })
  })

  it('cancels the old intent before it makes a new one, which alone can be paid', async () => {
    const order = await placed()
    const first = await opened(order)
    const old = await leaveForAmazon(first)
    const second = await opened(order, { restart: true })
    expect(second.paymentId).not.toBe(first.paymentId)
    expect((await paymentRow(first.paymentId)).cancellationReason).toBe('requested_by_customer')
    const posts = (await control.wholeJournal()).filter(
      ({ method, path }) => method === 'POST' && /payment_intents/.test(path),
    )
    const paths = posts.map(({ path }) => path.replace(/pi_\w+/, 'pi'))
    const [cancel, create] = [
      paths.lastIndexOf('/v1/payment_intents/pi/cancel'),
      paths.lastIndexOf('/v1/payment_intents'),
    ]
    expect([cancel > 0, cancel < create]).toEqual([true, true])
    await expect(approve(old)).rejects.toThrow()
    await approve(await leaveForAmazon(second))
    await syncPayment(second.paymentId)
    expect(await moneyOf(second.paymentId)).toMatchObject({ state: 'paid', order: 'paid' })
    expect((await stripe.charges.list()).data).toHaveLength(1)
  })

  it('is too late once Amazon has been told yes, and cancels nothing', async () => {
    const order = await placed()
    const started = await opened(order)
    await approve(await leaveForAmazon(started))
    expect(await said(startPaying(order, { restart: true }))).toEqual([409, 'order_paid'])
    expect(await moneyOf(started.paymentId)).toMatchObject({ state: 'paid', atStripe: { intents: ['succeeded'] } })
  })

  it('at the very moment of approving charges once at most, and the order knows', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const order = await placed()
        const started = await opened(order)
        const amazon = await leaveForAmazon(started)
        const [restarted] = await Promise.all([
          said(startPaying(order, { restart: true })),
          approve(amazon).catch(() => undefined),
        ])
        await syncPayment(started.paymentId)
        const { state, order: orderState } = await moneyOf(started.paymentId)
        const charges = (await control.state()).objects.charges.filter(
          ({ payment_intent }) => payment_intent === started.stripePaymentIntentId,
        )
        return { state, orderState, charges: charges.length, status: restarted[0], live: await liveOf(order.id) }
      }),
    )
    for (const { state, ...rest } of outcomes) {
      if (state === 'paid') expect(rest).toEqual({ orderState: 'paid', charges: 1, status: 409, live: 1 })
      else
        expect({ state, ...rest }).toEqual({
          state: 'canceled',
          orderState: 'unpaid',
          charges: 0,
          status: 200,
          live: 1,
        })
    }
  })

  it('ten times at once leaves one payment that is live', async () => {
    const order = await placed()
    await leaveForAmazon(await opened(order))
    const answers = await Promise.all(Array.from({ length: 10 }, () => said(startPaying(order, { restart: true }))))
    expect([...new Set(answers.map(([status]) => status))]).toEqual([200])
    expect(await liveOf(order.id)).toBe(1)
    expect((await stripe.paymentIntents.list()).data.map(({ status }) => status).toSorted()).toEqual([
      'canceled',
      'requires_payment_method',
    ])
  })
})

const liveOf = (orderId: string) =>
  db().payment.count({ where: { orderId, OR: [{ status: null }, { status: { not: 'canceled' } }] } })

describe('a webhook, the return page and a poll at once', () => {
  it('record one payment once', async () => {
    const order = await placed()
    const started = await opened(order)
    await approve(await leaveForAmazon(started))
    await Promise.all(Array.from({ length: 12 }, () => syncPayment(started.paymentId)))
    const row = await paymentRow(started.paymentId)
    expect(row.ledger).toHaveLength(1)
    expect(await booksOf(row.id)).toEqual({ ours: 2300, stripes: 2300, unbalanced: 0 })
    expect(await db().notification.count({ where: { subjectId: row.id, kind: 'receipt' } })).toBe(1)
    expect(await db().job.count({ where: { subjectId: order.id, kind: 'fulfil' } })).toBe(1)
  })
})
