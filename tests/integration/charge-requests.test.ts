import { beforeEach, describe, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { answerOf, shop } from '../support/charge-asked'
import { anotherMethod, paymentOf } from '../support/charging'
import { send } from '../support/requests'
import { control } from '../support/saving'
import { POST } from '@/app/api/charges/route'
import { db } from '@/lib/server/db'
import { customerParam } from '@/lib/server/stripe/customer-ids'

// Read when the first request is made.
process.env.STATEMENT_DESCRIPTOR = 'ROCKET RIDES'

beforeEach(async () => {
  await freshWorld()
  await control.faults([])
})

describe('POST /api/charges', () => {
  it('answers 200 with the outcome, which is kept as an order with one line', async () => {
    const { ask, customer, merchant } = await shop()
    const [status, charged] = await answerOf(await ask())
    expect([status, charged]).toEqual([200, { ...charged, state: 'paid', reason: null }])
    const payment = await paymentOf(charged.id)
    expect(payment).toMatchObject({
      orderId: charged.orderId,
      customerId: customer.id,
      amount: 1200,
      currency: 'usd',
      order: { amount: 1200, currency: 'usd', customerId: customer.id },
    })
    expect(payment.order.items).toMatchObject([{ description: 'Ride to the moon', unitAmount: 1200, quantity: 1 }])
    const asked = await db().auditEntry.findMany({
      where: { subject: `payment:${charged.id}` },
      orderBy: { id: 'asc' },
    })
    expect(asked.map(({ action }) => action)).toEqual(['payment.ask', 'payment.create', 'payment.paid'])
    expect(asked[0]).toMatchObject({ actorId: merchant.userId, requestId: expect.any(String) })
  })

  it('creates without confirming, stores the intent, and confirms it off-session with the saved method', async () => {
    const { ask, customer } = await shop()
    const [, { id, orderId }] = await answerOf(await ask())
    const { stripePaymentIntentId } = await paymentOf(id)
    const posts = (await control.wholeJournal()).filter(
      ({ method, path }) => method === 'POST' && /payment_intents/.test(path),
    )
    expect(posts.map(({ path, idempotencyKey, params }) => ({ path, idempotencyKey, params }))).toEqual([
      {
        path: '/v1/payment_intents',
        idempotencyKey: `create:${id}:1`,
        params: {
          amount: '1200',
          currency: 'usd',
          ...customerParam(customer.row),
          allowed_payment_method_types: ['amazon_pay'],
          capture_method: 'automatic',
          statement_descriptor: 'ROCKET RIDES',
          metadata: { payment_id: id, order_id: orderId },
          expand: ['latest_charge.balance_transaction', 'payment_method'],
        },
      },
      {
        path: `/v1/payment_intents/${stripePaymentIntentId}/confirm`,
        idempotencyKey: `confirm:${id}:1`,
        params: {
          payment_method: customer.paymentMethod.stripePaymentMethodId,
          off_session: 'true',
          expand: ['latest_charge.balance_transaction', 'payment_method'],
        },
      },
    ])
  })

  it('charges the default method, or the one that is named', async () => {
    const { ask, customer } = await shop()
    const { paymentMethod: second } = await anotherMethod(customer)
    const [, usual] = await answerOf(await ask())
    expect((await paymentOf(usual.id)).paymentMethodId).toBe(customer.paymentMethod.id)
    const [, named] = await answerOf(await ask({ changes: { paymentMethodId: second.id } }))
    expect((await paymentOf(named.id)).paymentMethodId).toBe(second.id)
    const charged = (await control.state()).objects.charges.map(({ payment_method }) => payment_method)
    expect(charged).toEqual([second.stripePaymentMethodId, customer.paymentMethod.stripePaymentMethodId])
  })

  it('answers 200 for a decline, with Stripe’s sentence and code', async () => {
    const { ask } = await shop()
    await control.outcomes({ nextOffSession: 'decline', offSessionDecline: { code: 'card_declined', message: 'No.' } })
    const [status, charged] = await answerOf(await ask())
    expect([status, charged.state, charged.reason]).toEqual([200, 'declined', 'No. (card_declined)'])
  })

  it.each([
    ['while Stripe does not answer', () => control.faults([{ kind: 'error_503' }]), 'starting'],
    ['while Stripe processes it', () => control.outcomes({ nextOffSession: 'processing' }), 'processing'],
  ])('answers 202 and when to ask again %s', async (_while, prepare, state) => {
    const { ask } = await shop()
    await prepare()
    const response = await ask()
    const retryAfter = response.headers.get('retry-after')
    const [status, charged] = await answerOf(response)
    await control.faults([])
    expect([status, charged.state, retryAfter]).toEqual([202, state, '1'])
  })

  it('takes a form’s amount as people type it, and leads to the payment', async () => {
    const { body, cookie } = await shop()
    const form = { ...body, amount: '12.5', paymentMethodId: '', attemptKey: crypto.randomUUID() }
    const response = await send(POST, { cookie, form })
    const [, , id = ''] = response.headers.get('location')?.match(/^(\/console\/payments\/)(.*)$/) ?? []
    expect(response.status).toBe(303)
    expect(await paymentOf(id)).toMatchObject({ amount: 1250, status: 'succeeded' })
    const again = await send(POST, { cookie, form })
    expect(again.headers.get('location')).toBe(response.headers.get('location'))
  })
})
