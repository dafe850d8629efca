import { beforeAll, describe, expect, it } from 'vitest'
import { idsIn } from '../support/at-stripe'
import { freshWorld } from '../support/business-clock'
import { charge, chargeOf, customerWithMethod, newMerchant, paymentOf } from '../support/charging'
import { control } from '../support/saving'
import { db } from '@/lib/server/db'
import type { Prisma } from '@/lib/server/generated/client'
import { newId } from '@/lib/server/new-id'
import { askCharge } from '@/lib/server/payments/ask-charge'
import { recordFailure, recordGone, recordSnapshot } from '@/lib/server/payments/record-snapshot'
import { recordPayment } from '@/lib/server/payments/store'
import { retrievePaymentIntent } from '@/lib/server/stripe/payment-intents'

const ids = { open: '', paid: '', declined: '', canceled: '' }

beforeAll(async () => {
  await freshWorld()
  const [merchant, customer] = [await newMerchant(), await customerWithMethod()]
  ids.open = (await askCharge(chargeOf(merchant, customer.id))).paymentId
  ids.paid = await charge(merchant, customer.id)
  await control.outcomes({ nextOffSession: 'decline' })
  ids.declined = await charge(merchant, customer.id)
  await control.dashboard({ deleteCustomer: customer.stripeCustomerId })
  ids.canceled = await charge(merchant, customer.id)
})

type Id = keyof typeof ids
const REWRITTEN = /never rewritten/
const change = (which: Id, data: Prisma.PaymentUncheckedUpdateInput) =>
  db().payment.update({ where: { id: ids[which] }, data })

describe('the database', () => {
  it.each<[string, Id, Prisma.PaymentUncheckedUpdateInput]>([
    ['an amount, before anything was paid', 'open', { amount: 1 }],
    ['an amount, afterwards', 'paid', { amount: 1 }],
    ['a currency', 'open', { currency: 'eur' }],
    ['whose it is', 'open', { customerId: newId() }],
    ['what is charged', 'open', { paymentMethodId: newId() }],
    ['which order it is for', 'open', { orderId: newId() }],
    ['who is charged at Stripe', 'open', { stripeCustomerId: 'cus_other' }],
    ['by which account', 'open', { stripeCustomerAccountId: 'acct_other' }],
    ['which account it is of', 'open', { stripeAccountId: 'acct_other' }],
    ['which mode it is of', 'open', { livemode: true }],
    ['when it was asked for', 'open', { createdAt: new Date(0) }],
    ['its intent', 'declined', { stripePaymentIntentId: 'pi_other' }],
    ['that it has an intent', 'declined', { stripePaymentIntentId: null }],
    ['that it succeeded', 'paid', { status: 'processing' }],
    ['that it succeeded, as canceled', 'paid', { status: 'canceled', fee: null, feeCurrency: null }],
    ['which charge paid it', 'paid', { stripeChargeId: 'py_other' }],
    ['when it was paid', 'paid', { paidAt: new Date(0) }],
    ['its fee', 'paid', { fee: 1 }],
    ['that it is over', 'canceled', { status: null, failure: null, failedAt: null, nextSyncAt: new Date() }],
  ])('never lets anybody rewrite %s', async (_what, which, data) => {
    const before = await paymentOf(ids[which])
    await expect(change(which, data)).rejects.toThrow(REWRITTEN)
    expect(await paymentOf(ids[which])).toEqual(before)
  })

  it.each<[string, Id, Prisma.PaymentUncheckedUpdateInput]>([
    [
      'a success that names no charge',
      'declined',
      { status: 'succeeded', failure: null, failedAt: null, nextSyncAt: new Date() },
    ],
    ['a failure without its time', 'declined', { failedAt: null }],
    ['a live payment that nobody looks after', 'open', { nextSyncAt: null }],
    ['an ended payment that is still looked after', 'declined', { nextSyncAt: new Date() }],
    ['a fee without a currency', 'open', { fee: 5 }],
    ['a negative fee', 'open', { fee: -5, feeCurrency: 'usd' }],
  ])('refuses %s', async (_what, which, data) => {
    const before = await paymentOf(ids[which])
    await expect(change(which, data)).rejects.toThrow(/check constraint|23514/)
    expect(await paymentOf(ids[which])).toEqual(before)
  })

  it('keeps every payment and every order', async () => {
    const { id, orderId } = await paymentOf(ids.canceled)
    await expect(db().payment.delete({ where: { id } })).rejects.toThrow()
    await expect(db().$executeRaw`delete from orders where id = ${orderId}::uuid`).rejects.toThrow()
    expect((await paymentOf(id)).order.id).toBe(orderId)
  })

  it.each<Id>(['open', 'paid', 'declined'])(
    'lets no second payment begin for an order whose payment is %s',
    async (which) => {
      await expect(another(which)).rejects.toMatchObject({ code: 'P2002' })
    },
  )

  it('lets one begin for an order whose payment is canceled, and only one', async () => {
    await another('canceled')
    await expect(another('canceled')).rejects.toMatchObject({ code: 'P2002' })
  })

  async function another(which: Id) {
    const {
      orderId,
      customerId,
      paymentMethodId,
      stripeCustomerId,
      stripeCustomerAccountId,
      amount,
      currency,
      livemode,
      stripeAccountId,
      createdAt,
    } = await paymentOf(ids[which])
    const id = newId()
    const terms = {
      orderId,
      customerId,
      paymentMethodId,
      stripeCustomerId,
      stripeCustomerAccountId,
      amount,
      currency,
      livemode,
      stripeAccountId,
    }
    const keys = { createKey: `create:${id}:1`, confirmKey: `confirm:${id}:1`, nextSyncAt: createdAt }
    return db().payment.create({ data: { id, ...terms, ...keys, createdAt } })
  }
})

describe('a reading of Stripe that comes late', () => {
  const NOTHING_ELSE = {
    action: null,
    detail: null,
    at: new Date(),
    charge: null,
    rereadMethod: false,
    mail: null,
    decline: null,
    isPaid: false,
    paidWith: null,
  }

  it('writes nothing once the row has moved on since it was begun', async () => {
    const read = await paymentOf(ids.declined)
    await change('declined', { version: { increment: 1 } })
    expect(await recordPayment(read, { errorMessage: 'old news' }, NOTHING_ELSE)).toBe(false)
    expect((await paymentOf(ids.declined)).errorMessage).toBe(read.errorMessage)
  })

  it.each<Id>(['paid', 'canceled'])(
    'writes nothing over a payment that is %s, even with the right version',
    async (which) => {
      const read = await paymentOf(ids[which])
      expect(await recordPayment(read, { status: 'processing' }, NOTHING_ELSE)).toBe(false)
      expect(await paymentOf(ids[which])).toEqual(read)
    },
  )

  it('of a failure never undoes a success', async () => {
    const read = await paymentOf(ids.paid)
    const failure = { failure: 'refused', errorCode: null, errorMessage: 'No.' } as const
    await recordFailure(read, failure)
    await recordGone(read)
    expect(await paymentOf(ids.paid)).toEqual(read)
  })

  it('without news leaves even the version alone', async () => {
    const read = await paymentOf(ids.paid)
    const { snapshot } = await retrievePaymentIntent(String(read.stripePaymentIntentId))
    expect(await recordSnapshot(read, snapshot)).toMatchObject({ id: read.id, version: read.version })
  })

  it('of a success without its charge is not written, because a later one has both', async () => {
    const read = await paymentOf(ids.open)
    const [{ amount, currency, ...row }, paid] = [read, await paymentOf(ids.paid)]
    const { snapshot } = await retrievePaymentIntent(String(paid.stripePaymentIntentId))
    const halfDone = { ...snapshot, stripePaymentIntentId: 'pi_half', paymentId: read.id, charge: null }
    await recordSnapshot(read, { ...halfDone, amount, currency, ...idsIn(row) })
    expect(await paymentOf(ids.open)).toEqual(read)
  })
})
