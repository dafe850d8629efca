import { beforeAll, describe, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { customerWithMethod, newMerchant } from '../support/charging'
import { opened, paidAtAmazon, payOrder, placed, products, startPaying } from '../support/checkout'
import { keyed, said } from '../support/console'
import { send, type Sent, signedIn } from '../support/requests'
import { newCustomer, stripe } from '../support/saving'
import { GET as attempts } from '@/app/api/attempts/[id]/route'
import { POST as orders } from '@/app/api/orders/route'
import { viewCheckout } from '@/lib/server/checkout/view-checkout'
import { watchReturn } from '@/lib/server/checkout/watch-return'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { db } from '@/lib/server/db'

beforeAll(freshWorld)

const attempt = (id: string, cookie?: string) =>
  said(send(attempts, { method: 'GET', params: { id }, path: `/api/attempts/${id}`, cookie }))

/** What every route that knows an order or its payment says to this cookie. */
async function toldTo(cookie: string | undefined, { id, paymentId }: { id: string; paymentId: string }) {
  const other = { ...(await placed()), id, cookie: cookie ?? '' }
  return [
    await said(startPaying(other)),
    await said(startPaying(other, { restart: true })),
    await said(payOrder(other)),
    await attempt(paymentId, cookie),
  ]
}

const all = (answer: unknown[]) => [answer, answer, answer, answer]

describe('an order and its payment', () => {
  it('are not found by anybody else, guest or customer', async () => {
    const { order, paymentId } = await paidAtAmazon()
    const { cookie: guest, buyer } = await placed()
    const customer = await newCustomer()
    const own = { id: order.id, paymentId }
    for (const cookie of [guest, await signedIn(customer), `${await signedIn(customer)}; ${guest}`])
      expect(await toldTo(cookie, own)).toEqual(all([404, 'not_found']))
    expect(await viewCheckout(order.id, buyer)).toBeNull()
    expect(await watchReturn(paymentId, buyer)).toBeNull()
    expect(await watchReturn(paymentId, order.buyer)).not.toBeNull()
  })

  it('of a customer are not found by a guest', async () => {
    const order = await placed('orbit-hop', await signedIn(await newCustomer()))
    const { paymentId } = await opened(order)
    expect(await toldTo((await placed()).cookie, { id: order.id, paymentId })).toEqual(all([404, 'not_found']))
  })

  it('are shown to nobody without a cookie, nor to a made-up one', async () => {
    const { order, paymentId } = await paidAtAmazon()
    const name = order.cookie.split('=')[0]
    for (const cookie of [undefined, `${name}=${'x'.repeat(43)}`, `${name}=`, order.cookie.slice(0, -1)])
      expect(await toldTo(cookie, { id: order.id, paymentId })).toEqual(all([401, 'unauthenticated']))
  })

  it('can be looked at and not paid by the merchant’s people', async () => {
    const order = await placed()
    const { paymentId } = await opened(order)
    const merchant = await signedIn(await newMerchant())
    const told = await toldTo(merchant, { id: order.id, paymentId })
    expect(told.slice(0, 3)).toEqual(Array(3).fill([403, 'forbidden']))
    expect(told[3]).toMatchObject([200, { state: 'open' }])
    expect(await said(send(orders, { cookie: merchant, json: {} }))).toEqual([422, 'validation_failed'])
    const items = [{ productId: (await products())['orbit-hop'], quantity: 1 }]
    expect(await said(send(orders, { cookie: merchant, json: { items } }))).toEqual([403, 'forbidden'])
  })

  it('that do not exist are not found', async () => {
    const ids = { id: crypto.randomUUID(), paymentId: crypto.randomUUID() }
    expect(await toldTo((await placed()).cookie, ids)).toEqual(all([404, 'not_found']))
  })
})

describe('a guest', () => {
  it('gets one cookie that only the browser’s requests can bring, kept as a hash alone', async () => {
    const productId = (await products())['orbit-hop']
    const json = { items: [{ productId, quantity: 1 }] }
    const first = await send(orders, { json })
    const header = first.headers.get('set-cookie') ?? ''
    expect(header).toMatch(/^guest-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/)
    const cookie = header.split(';')[0] ?? ''
    const second = await send(orders, { json, cookie })
    expect(second.headers.get('set-cookie')).toBeNull()
    const ids = [(await first.json()) as { id: string }, (await second.json()) as { id: string }].map(({ id }) => id)
    const rows = await db().order.findMany({ where: { id: { in: ids } }, include: { customer: true } })
    expect(new Set(rows.map(({ customerId }) => customerId)).size).toBe(1)
    expect(rows[0]?.customer.guestTokenHash).not.toContain(cookie.split('=')[1])
  })

  it('keeps their order beside a session, which pays it but saves nothing from it', async () => {
    const order = await placed()
    const customer = await newCustomer()
    const both = { ...order, cookie: `${await signedIn(customer)}; ${order.cookie}` }
    const save = { noticeId: (await currentNotice()).id, agreed: true }
    expect(await said(startPaying(both, { save }))).toEqual([403, 'forbidden'])
    const { paymentId } = await opened(both)
    expect((await db().payment.findUniqueOrThrow({ where: { id: paymentId } })).customerId).toBe(order.customerId)
    const own = await placed('orbit-hop', both.cookie)
    expect(own.customerId).toBe(customer.id)
  })

  it('with the address of a customer is not that customer', async () => {
    const customer = await newCustomer()
    const items = [{ productId: (await products())['orbit-hop'], quantity: 1 }]
    const answer = await send(orders, { json: { items, email: customer.email } })
    const { id } = (await answer.json()) as { id: string }
    expect((await db().order.findUniqueOrThrow({ where: { id } })).customerId).not.toBe(customer.id)
    const theirs = { ...(await placed()), id, cookie: await signedIn(customer) }
    expect(await said(startPaying(theirs))).toEqual([404, 'not_found'])
  })
})

it('another customer’s saved method pays nothing', async () => {
  const [customer, other] = [await customerWithMethod(), await customerWithMethod()]
  const order = await placed('orbit-hop', await signedIn(customer))
  const before = (await stripe.paymentIntents.list()).data.length
  for (const paymentMethodId of [other.paymentMethod.id, crypto.randomUUID()])
    expect(await said(payOrder(order, { paymentMethodId }))).toEqual([409, 'method_unavailable'])
  expect((await stripe.paymentIntents.list()).data).toHaveLength(before)
})

describe('a repeated request with its key', () => {
  it('gives the same order, also ten times at once, and another body is refused', async () => {
    const { cookie } = await placed()
    const productId = (await products())['orbit-hop']
    const order = (quantity: number, more: Partial<Sent>) =>
      said(send(orders, { cookie, json: { items: [{ productId, quantity }] }, ...more }))
    const key = keyed(crypto.randomUUID())
    const answers = await Promise.all(Array.from({ length: 10 }, () => order(1, key)))
    answers.push(await order(1, key))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject([201, { amount: 2400 }])
    expect(await order(2, key)).toEqual([409, 'idempotency_key_reused'])
    expect(await order(1, keyed(crypto.randomUUID()))).not.toEqual(answers[0])
  })

  it('gives the same attempt at paying, also ten times at once and afterwards', async () => {
    const customer = await customerWithMethod()
    const order = await placed('orbit-hop', await signedIn(customer))
    const key = keyed(crypto.randomUUID())
    const body = { paymentMethodId: customer.paymentMethod.id }
    const answers = await Promise.all(Array.from({ length: 10 }, () => said(payOrder(order, body, key))))
    answers.push(await said(payOrder(order, body, key)))
    expect(new Set(answers.map(([status]) => status))).toEqual(new Set([200]))
    expect(new Set(answers.map(([, paid]) => (paid as { paymentId: string }).paymentId)).size).toBe(1)
    expect(await said(payOrder(order, {}, key))).toEqual([409, 'idempotency_key_reused'])
    const other = await placed('orbit-hop', order.cookie)
    expect(await said(payOrder(other, body, key))).toEqual([409, 'idempotency_key_reused'])
    expect(await db().payment.count({ where: { orderId: other.id } })).toBe(0)
  })
})
