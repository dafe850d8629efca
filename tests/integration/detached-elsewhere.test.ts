import { beforeEach, describe, expect, it } from 'vitest'
import { stripeCustomerIdOf } from '../support/at-stripe'
import { freshWorld } from '../support/business-clock'
import { charge, customerWithMethod, newMerchant } from '../support/charging'
import { type Saved, stripeMandateOf, stripeMethodOf, take } from '../support/elsewhere'
import { askToRemove, endOf, hear, remove, removed, settle } from '../support/removing'
import { approved, control, newCustomer, rowOf, stripe } from '../support/saving'
import { deliver, madeUpEvent } from '../support/webhooks'
import { db } from '@/lib/server/db'
import { listSavedMethods } from '@/lib/server/payment-methods/list-saved-methods'
import { syncSetup } from '@/lib/server/payment-methods/sync-setup'

beforeEach(freshWorld)

describe('a method that Stripe ended and nobody told us', () => {
  it.each([
    ['the Dashboard detaches', 'detached'],
    ['the customer is deleted', 'customer_deleted'],
    ['Amazon revokes', 'revoked'],
  ] as const)('(%s) is found out by the charge that fails, and charged no more', async (step, reason) => {
    const [one, merchant] = [await customerWithMethod(), await newMerchant()]
    await take[step](one)
    const paymentId = await charge(merchant, one.id)
    const payment = await db().payment.findUniqueOrThrow({ where: { id: paymentId } })
    expect(payment.failure).not.toBeNull()
    await settle()
    expect(await endOf(one.paymentMethod.id)).toEqual(removed(reason))
    await expect(charge(merchant, one.id)).rejects.toMatchObject({ code: 'mandate_missing' })
    expect(await control.balance()).toEqual({})
  })

  it.each([
    ['the Dashboard detaches', true],
    ['the customer is deleted', false],
  ] as const)('(%s) can be removed by its customer, whose wish is the reason then', async (step, hasStripeCustomer) => {
    const one = await customerWithMethod()
    await take[step](one)
    expect(await remove(one)).toMatchObject({ status: 'detached' })
    expect(await endOf(one.paymentMethod.id)).toEqual({ ...removed('customer'), hasStripeCustomer })
  })
})

describe('all news of one method at once', () => {
  it.each([
    ['the Dashboard detaches', 'detached', ['mandate.updated', 'payment_method.detached']],
    ['Amazon revokes', 'revoked', ['mandate.updated', 'payment_method.detached']],
    ['the customer is deleted', 'customer_deleted', ['mandate.updated', 'payment_method.detached', 'customer.deleted']],
  ] as const)('(%s) is filed once', async (step, reason, events) => {
    const one = await customerWithMethod()
    await take[step](one)
    await Promise.all([1, 2, 3, 4, 5].flatMap(() => events.map((event) => take[event](one))))
    await settle()
    expect(await endOf(one.paymentMethod.id)).toEqual(removed(reason))
    const audit = await db().auditEntry.findMany({ where: { subject: `payment_method:${one.paymentMethod.id}` } })
    const actions = audit.map(({ action }) => action)
    expect(new Set(actions).size).toBe(actions.length)
  })
})

describe('a deleted customer', () => {
  it('loses every method, also one being removed, and can save again as somebody new at Stripe', async () => {
    const one = await customerWithMethod()
    await syncSetup((await approved(one)).setupId)
    await syncSetup((await approved(one)).setupId)
    await askToRemove(one)
    await take['the customer is deleted'](one)
    await take['customer.deleted'](one)
    const methods = await listSavedMethods(one.id)
    expect(methods.map(({ status, detachReason }) => [status, detachReason]).toSorted()).toEqual([
      ['detached', 'customer'],
      ['detached', 'customer_deleted'],
      ['detached', 'customer_deleted'],
    ])
    const { setupId } = await approved(one)
    await syncSetup(setupId)
    const { customer, mandate } = await rowOf(setupId)
    expect(await stripeCustomerIdOf(customer)).toMatch(/^cus_/)
    expect(await stripeCustomerIdOf(customer)).not.toBe(one.stripeCustomerId)
    await settle()
    // Late news of the one who is gone.
    for (const event of ['mandate.updated', 'payment_method.detached', 'customer.deleted'] as const)
      await take[event](one)
    expect(await endOf(mandate?.paymentMethodId ?? '')).toMatchObject({ method: { status: 'active', isDefault: true } })
  })
})

describe('a mandate whose id we never learned', () => {
  it.each([
    ['the Dashboard detaches', 'detached'],
    ['Amazon revokes', 'revoked'],
  ] as const)('(%s) is recognised by its payment method, and its id is filled in', async (step, reason) => {
    const one = await customerWithMethod()
    await forgetMandateId(one)
    await take[step](one)
    await take['mandate.updated'](one)
    await settle()
    expect(await endOf(one.paymentMethod.id)).toEqual(removed(reason))
    expect(await db().mandate.findFirst({ where: { paymentMethodId: one.paymentMethod.id } })).toMatchObject({
      stripeMandateId: stripeMandateOf(one),
    })
  })

  it('is named by news that it is in force, which ends nothing', async () => {
    const one = await customerWithMethod()
    const before = await endOf(one.paymentMethod.id)
    await forgetMandateId(one)
    await take['mandate.updated'](one)
    expect(await endOf(one.paymentMethod.id)).toEqual(before)
  })
})

describe('an event about something unknown', () => {
  it('changes nothing here or at Stripe', async () => {
    const one = await customerWithMethod()
    const stranger = await stripe.customers.create({ email: 'else@example.com' })
    const before = [await endOf(one.paymentMethod.id), await db().customer.count(), await db().job.count()]
    const written = async () => (await control.journal()).filter(({ method }) => method !== 'GET').length
    const asked = await written()
    const objects = [
      ['mandate.updated', { id: 'mandate_unknown', object: 'mandate' }],
      ['payment_method.detached', { id: 'pm_unknown', object: 'payment_method' }],
      ['payment_method.detached', { id: one.paymentMethod.id, object: 'payment_method' }],
      ['customer.deleted', { id: 'cus_unknown', object: 'customer' }],
      ['customer.deleted', { id: stranger.id, object: 'customer' }],
      // Untrue, and so it means nothing: what counts is what Stripe says when it is asked.
      ['mandate.updated', { id: stripeMandateOf(one), object: 'mandate', status: 'inactive' }],
      ['payment_method.detached', { id: stripeMethodOf(one), object: 'payment_method', customer: null }],
      ['customer.deleted', { id: one.stripeCustomerId, object: 'customer', deleted: true }],
    ] as const
    for (const [type, object] of objects) await deliver(madeUpEvent({ type, data: { object } }))
    await settle()
    expect(await db().stripeEvent.count({ where: { handledAt: null } })).toBe(0)
    expect([await endOf(one.paymentMethod.id), await db().customer.count(), await db().job.count()]).toEqual(before)
    expect(await written()).toBe(asked)
  })
})

describe('news of a detach that is older than the save it belongs to', () => {
  it('leaves nothing in the wallet that could be charged', async () => {
    const customer = await newCustomer()
    const { setupId, stripeSetupIntentId } = await approved(customer)
    const { payment_method: method } = await stripe.setupIntents.retrieve(stripeSetupIntentId)
    await control.dashboard({ detachPaymentMethod: String(method) })
    await hear('payment_method.detached', String(method))
    await syncSetup(setupId)
    expect((await listSavedMethods(customer.id)).filter(({ status }) => status === 'active')).toEqual([])
    await expect(charge(await newMerchant(), customer.id)).rejects.toMatchObject({ code: 'mandate_missing' })
  })
})

// As if Stripe had not shown it when the method was saved; the trigger would refuse to forget it.
async function forgetMandateId({ paymentMethod: { id } }: Saved): Promise<void> {
  await db().$transaction([
    db().$executeRawUnsafe(`set local session_replication_role = replica`),
    db().$executeRaw`update mandates set stripe_mandate_id = null where payment_method_id = ${id}::uuid`,
  ])
}

describe('a permission revoked before we heard that it was given', () => {
  it.each(['mandate_first', 'method_first'] as const)('ends as if we had heard in time (%s)', async (detachOrder) => {
    await control.outcomes({ detachOrder })
    const customer = await newCustomer()
    const { setupId, stripeSetupIntentId } = await approved(customer)
    const { mandate } = await stripe.setupIntents.retrieve(stripeSetupIntentId)
    await control.dashboard({ revokeMandate: String(mandate) })
    await hear('mandate.updated', String(mandate))
    await syncSetup(setupId)
    await expect(charge(await newMerchant(), customer.id)).rejects.toMatchObject({ code: 'mandate_missing' })
    await settle()
    const { mandate: row } = await rowOf(setupId)
    expect(await endOf(row?.paymentMethodId ?? '')).toEqual(removed('revoked'))
  })
})
