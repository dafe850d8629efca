import { beforeAll, describe, expect, it } from 'vitest'
import { idsIn, nameOf } from '../support/at-stripe'
import { freshWorld } from '../support/business-clock'
import { anotherMethod, charge, customerWithMethod, newMerchant, paymentOf } from '../support/charging'
import { opened, paidAtAmazon, payOrder, placed } from '../support/checkout'
import { said } from '../support/console'
import { askForMail, both, join, mailedToken, newGuest, newOwner, ownerOf, verify } from '../support/joining'
import { send, signedIn } from '../support/requests'
import { POST as signInRoute } from '@/app/api/auth/sign-in/route'
import { POST as signUpRoute } from '@/app/api/auth/sign-up/route'
import { POST as orders } from '@/app/api/orders/route'
import { GET as methodsRoute } from '@/app/api/payment-methods/route'
import { DELETE as removeRoute } from '@/app/api/payment-methods/[id]/route'
import { findCandidates } from '@/lib/server/charge-batches/store'
import { viewCustomer } from '@/lib/server/console/view-customer'
import { listPayments } from '@/lib/server/console/list-payments'
import { listCustomers } from '@/lib/server/console/list-customers'
import { db } from '@/lib/server/db'
import { listOrders } from '@/lib/server/orders/list-orders'
import { customerIdsOf } from '@/lib/server/auth/store'
import { listSavedMethods } from '@/lib/server/payment-methods/list-saved-methods'
import { stripeAccount } from '@/lib/server/stripe/account'
import { makeDefault } from '@/lib/server/payment-methods/make-default'
import { stripe } from '../support/saving'

beforeAll(freshWorld)

const ordersOf = async ({ userId }: { userId: string }) =>
  (await listOrders(await customerIdsOf(userId))).map(({ id }) => id)
const joins = (customerId: string) =>
  db().auditEntry.count({ where: { action: 'customer.join', subject: `customer:${customerId}` } })
const FORGOTTEN = /^guest-\d+=; Path=\/; HttpOnly; SameSite=Lax; Max-Age=0$/

describe('a guest with an account whose address is verified', () => {
  it('keeps what they paid and began: each stays with its own Stripe Customer, and the cookie opens nothing any more', async () => {
    const paid = await paidAtAmazon()
    const { cookie: guest, customerId } = paid.order
    const open = await placed('orbit-hop', guest)
    const owner = await newOwner({ isVerified: false })
    const cookie = both(owner.cookie, guest)
    expect(await said(join(cookie))).toEqual([409, 'email_unverified'])
    expect(await ownerOf(customerId)).toBeNull()

    await askForMail(owner.cookie)
    const answer = await verify(await mailedToken(owner.email), cookie)
    expect(await said(answer)).toEqual([303, '/orders'])
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(FORGOTTEN)])
    expect(await db().customer.findUniqueOrThrow({ where: { id: customerId } })).toMatchObject({
      userId: owner.userId,
      joinedAt: expect.any(Date),
      guestTokenHash: null,
      ...idsIn(await paymentOf(paid.paymentId)),
    })
    expect(await joins(customerId)).toBe(1)
    expect(await ordersOf(owner)).toEqual([open.id, paid.order.id])
    expect(await said(payOrder({ ...open, cookie: guest }))).toEqual([401, 'unauthenticated'])
    // What was begun is paid by the account now, also when its page was open before.
    const started = await opened({ ...open, cookie: owner.cookie })
    expect((await paymentOf(started.paymentId)).customerId).toBe(customerId)
    // Sent again, it does nothing more.
    expect((await join(cookie)).status).toBe(204)
    expect(await joins(customerId)).toBe(1)
  })

  it('is joined by one press after the address was verified elsewhere', async () => {
    const guest = await newGuest()
    const owner = await newOwner({ isVerified: false })
    await askForMail(owner.cookie)
    await verify(await mailedToken(owner.email))
    expect(await ownerOf(guest.customerId)).toBeNull()
    const answer = await join(both(owner.cookie, guest.cookie))
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([204, expect.stringMatching(FORGOTTEN)])
    expect(await ordersOf(owner)).toEqual([guest.orderId])
    expect(await said(listOf(guest.cookie))).toEqual([401, 'unauthenticated'])
  })

  it('is joined by signing in, which says so in the cookies alone', async () => {
    const guest = await newGuest()
    const json = { email: `${crypto.randomUUID()}@example.com`, password: 'a-long-password' }
    await send(signUpRoute, { json: { ...json, name: 'Robin' } })
    const { id: userId } = await db().user.update({ where: { email: json.email }, data: { emailVerified: true } })
    const answer = await send(signInRoute, { json, cookie: guest.cookie })
    expect(await said(answer)).toEqual([200, { next: '/wallet' }])
    expect(answer.headers.getSetCookie().at(-1)).toMatch(FORGOTTEN)
    expect(await ordersOf({ userId })).toEqual([guest.orderId])
  })

  it('is joined once, however often and by whomever at once', async () => {
    const guest = await newGuest()
    const owners = [await newOwner(), await newOwner()]
    const all = owners.flatMap(({ cookie }) => Array.from({ length: 5 }, () => join(both(cookie, guest.cookie))))
    expect((await Promise.all(all)).map(({ status }) => status)).toEqual(Array(10).fill(204))
    expect(owners.map(({ userId }) => userId)).toContain(await ownerOf(guest.customerId))
    expect(await joins(guest.customerId)).toBe(1)
    expect((await Promise.all(owners.map(ordersOf))).flat()).toEqual([guest.orderId])
    const [winner] = owners
    const [second, third] = [await newGuest(), await newGuest()]
    await Promise.all([second, third].map(({ cookie }) => join(both(winner?.cookie ?? '', cookie))))
    expect(await Promise.all([second, third].map(({ customerId }) => ownerOf(customerId)))).toEqual(
      Array(2).fill(winner?.userId),
    )
    const stays = { data: { userId: null, guestTokenHash: 'x' }, where: { id: second.customerId } }
    await expect(db().customer.update(stays)).rejects.toThrow(/keeps the account it belongs to/)
    const moves = { data: { userId: owners[1]?.userId ?? '' }, where: { id: third.customerId } }
    await expect(db().customer.update(moves)).rejects.toThrow(/keeps the account it belongs to/)
    expect(await ownerOf(second.customerId)).toBe(winner?.userId)
  })
})

const listOf = (cookie: string) => send(methodsRoute, { method: 'GET', cookie })

describe('what a guest had saved', () => {
  it('is in the account’s wallet, pays its orders and is charged as the Stripe Customer it hangs on', async () => {
    const own = await customerWithMethod()
    await db().user.update({ where: { id: own.userId }, data: { emailVerified: true } })
    const guest = await newGuest()
    const { paymentMethod: saved, stripeCustomerId, row: hung } = await anotherMethod({ ...own, id: guest.customerId })
    expect(saved.isDefault).toBe(true)
    const cookie = await signedIn(own)
    await join(both(cookie, guest.cookie))
    const wallet = await listSavedMethods(own.id)
    expect(wallet.map(({ id, isDefault }) => [id, isDefault])).toEqual([
      [own.paymentMethod.id, true],
      [saved.id, false],
    ])

    const merchant = await newMerchant()
    const explicit = await paymentOf(await charge(merchant, own.id, { paymentMethodId: saved.id }))
    expect(explicit).toMatchObject({ status: 'succeeded', customerId: guest.customerId, ...idsIn(hung) })
    const atStripe = await stripe.paymentIntents.retrieve(explicit.stripePaymentIntentId ?? '')
    expect([atStripe.customer, atStripe.payment_method]).toEqual([stripeCustomerId, saved.stripePaymentMethodId])
    expect(await paymentOf(await charge(merchant, guest.customerId))).toMatchObject({
      customerId: own.id,
      ...idsIn(own.row),
      paymentMethodId: own.paymentMethod.id,
    })

    await makeDefault(saved.id, own, crypto.randomUUID())
    expect((await listSavedMethods(own.id)).map(({ id, isDefault }) => [id, isDefault])).toEqual([
      [saved.id, true],
      [own.paymentMethod.id, false],
    ])
    // A list that names the account by its address means its default, whoever that was saved by.
    const listed = await findCandidates([own.email, guest.customerId], await stripeAccount())
    expect(listed.get(own.email)).toEqual({ customerId: own.id, whyNot: null })
    // Whichever of the account's customers a list names, it is the account that is charged.
    expect(listed.get(guest.customerId)).toEqual({ customerId: own.id, whyNot: null })
    const order = await placed('orbit-hop', cookie)
    expect(order.customerId).toBe(guest.customerId)
    expect((await payOrder(order, { paymentMethodId: saved.id })).status).toBe(200)
    expect(await said(payOrder(await placed('orbit-hop', cookie), { paymentMethodId: own.paymentMethod.id }))).toEqual([
      409,
      'method_unavailable',
    ])

    const { customers } = await listCustomers(merchant, { search: own.email, after: undefined })
    expect(customers.map(({ id }) => id)).toEqual([own.id])
    for (const id of [own.id, guest.customerId]) {
      const seen = await viewCustomer(id, merchant)
      expect(seen?.customer).toMatchObject({
        email: own.email,
        stripeCustomerId: nameOf(own.row),
        methods: [{ id: saved.id }, { id: own.paymentMethod.id }],
        joined: [{ id: guest.customerId, stripeCustomerId: nameOf(hung) }],
      })
      const { payments } = await listPayments(merchant, { search: undefined, after: undefined, customerId: id })
      expect(payments).toHaveLength(3)
    }

    const removed = await send(removeRoute, { method: 'DELETE', params: { id: saved.id }, cookie })
    expect(await said(removed)).toEqual([200, { id: saved.id, status: 'detached' }])
    expect(await listSavedMethods(own.id)).toMatchObject([
      { id: own.paymentMethod.id, isDefault: true },
      { id: saved.id },
    ])
  })
})

it('an order repeated with its key stays one order when the default has changed hands meanwhile', async () => {
  const owner = await newOwner()
  const guest = await newGuest()
  await join(both(owner.cookie, guest.cookie))
  const product = await db().product.findFirstOrThrow({ where: { slug: 'orbit-hop' } })
  const json = { items: [{ productId: product.id, quantity: 1 }], attemptKey: crypto.randomUUID() }
  const first = await (await send(orders, { cookie: owner.cookie, json })).json()
  await anotherMethod({ ...owner, id: guest.customerId })
  expect(await (await send(orders, { cookie: owner.cookie, json })).json()).toEqual(first)
})
