import { beforeEach, describe, expect, it } from 'vitest'
import { type Sent, send, signedIn } from '../support/requests'
import { freshWorld } from '../support/business-clock'
import { customerWithMethod, newMerchant } from '../support/charging'
import { endOf, removed } from '../support/removing'
import { approved, control } from '../support/saving'
import { POST as chargeRoute } from '@/app/api/charges/route'
import { DELETE as removeRoute } from '@/app/api/payment-methods/[id]/route'
import { GET as listRoute } from '@/app/api/payment-methods/route'
import { removedDto, type PaymentMethodDto } from '@/lib/contracts/payment-methods'
import { viewCustomer } from '@/lib/server/console/view-customer'
import { db } from '@/lib/server/db'
import { listSavedMethods } from '@/lib/server/payment-methods/list-saved-methods'
import { syncSetup } from '@/lib/server/payment-methods/sync-setup'

beforeEach(freshWorld)

type Person = { userId: string }

async function remove(person: Person, id: string, sent: Sent = {}): Promise<Response> {
  return send(removeRoute, { method: 'DELETE', params: { id }, cookie: await signedIn(person), ...sent })
}

async function charge(merchant: Person, customerId: string, paymentMethodId?: string): Promise<Response> {
  const body = {
    customerId,
    amount: 1200,
    currency: 'usd',
    description: 'Ride',
    ...(paymentMethodId && { paymentMethodId }),
  }
  const headers = { 'idempotency-key': crypto.randomUUID() }
  return send(chargeRoute, { cookie: await signedIn(merchant), headers, json: body })
}

const mandateRow = (paymentMethodId: string) => db().mandate.findFirstOrThrow({ where: { paymentMethodId } })
const postsTo = async (path: RegExp) =>
  (await control.journal()).filter(({ method, path: asked }) => method === 'POST' && path.test(asked))

describe('a method that its customer removes', () => {
  it('is gone at Stripe and here, with a date, a reason and its permission', async () => {
    const customer = await customerWithMethod()
    const { id } = customer.paymentMethod
    const answer = await remove(customer, id)
    expect(answer.status).toBe(200)
    expect(removedDto.parse(await answer.json())).toEqual({ id, status: 'detached' })
    expect(await endOf(id)).toEqual(removed('customer'))
  })

  it('leaves every word that was agreed as it was', async () => {
    const customer = await customerWithMethod()
    const before = await mandateRow(customer.paymentMethod.id)
    await remove(customer, customer.paymentMethod.id)
    const { endedAt, ...after } = await mandateRow(customer.paymentMethod.id)
    expect(after).toEqual({ ...before, status: 'inactive', endedAt: undefined })
    expect(endedAt?.getTime()).toBeGreaterThanOrEqual(before.activatedAt?.getTime() ?? Infinity)
  })

  it('stays in the wallet and in the console as history, with the mandate to read', async () => {
    const [customer, merchant] = [await customerWithMethod(), await newMerchant()]
    const mandate = await mandateRow(customer.paymentMethod.id)
    await remove(customer, customer.paymentMethod.id)
    const kept = { status: 'detached', detachReason: 'customer', usage: null, mandateId: mandate.id, isDefault: false }
    const answer = await send(listRoute, { method: 'GET', cookie: await signedIn(customer) })
    const { paymentMethods } = (await answer.json()) as { paymentMethods: PaymentMethodDto[] }
    expect(paymentMethods).toMatchObject([kept])
    expect(paymentMethods[0]?.detachedAt).toMatch(/^\d{4}-/)
    expect((await viewCustomer(customer.id, merchant))?.customer.methods).toEqual(paymentMethods)
  })

  it('can’t be charged any more, and the merchant is told so in words', async () => {
    const [customer, merchant] = [await customerWithMethod(), await newMerchant()]
    await remove(customer, customer.paymentMethod.id)
    const asked = (await control.journal()).length
    for (const wanted of [undefined, customer.paymentMethod.id]) {
      const answer = await charge(merchant, customer.id, wanted)
      expect(answer.status).toBe(409)
      expect(await answer.json()).toMatchObject({
        code: 'mandate_missing',
        detail: wanted
          ? 'This Amazon Pay is no longer connected, so it can’t be charged any more.'
          : 'This customer has no saved Amazon Pay that could be charged.',
      })
    }
    expect(await db().order.count({ where: { customerId: customer.id } })).toBe(0)
    expect(await control.journal()).toHaveLength(asked)
  })

  it('makes way for a new save, which is another row and can be charged', async () => {
    const [customer, merchant] = [await customerWithMethod(), await newMerchant()]
    await remove(customer, customer.paymentMethod.id)
    await syncSetup((await approved(customer)).setupId)
    const [now, before] = await listSavedMethods(customer.id)
    expect([now, before]).toMatchObject([
      { status: 'active', isDefault: true, usage: 'off_session' },
      { id: customer.paymentMethod.id, status: 'detached', isDefault: false },
    ])
    expect(await (await charge(merchant, customer.id)).json()).toMatchObject({ state: 'paid' })
  })

  it('hands the default on to the one saved last of those that are left', async () => {
    const customer = await customerWithMethod()
    await syncSetup((await approved(customer)).setupId)
    await syncSetup((await approved(customer)).setupId)
    const saved = await db().paymentMethod.findMany({
      where: { customerId: customer.id },
      orderBy: { createdAt: 'asc' },
    })
    const [first, second, third] = saved.map(({ id }) => id)
    if (!first || !second || !third) throw new Error('Not all were saved.')
    const defaults = async () =>
      (await db().paymentMethod.findMany({ where: { customerId: customer.id, isDefault: true } })).map(({ id }) => id)
    expect(await defaults()).toEqual([first])
    await remove(customer, second)
    expect(await defaults()).toEqual([first])
    await remove(customer, first)
    expect(await defaults()).toEqual([third])
    await remove(customer, third)
    expect(await defaults()).toEqual([])
  })
})

describe('removing the same method again', () => {
  it('answers the same and does nothing more', async () => {
    const customer = await customerWithMethod()
    const { id } = customer.paymentMethod
    const first = await (await remove(customer, id)).json()
    const row = await db().paymentMethod.findUniqueOrThrow({ where: { id } })
    const again = await remove(customer, id)
    expect([again.status, await again.json()]).toEqual([200, first])
    expect(await db().paymentMethod.findUniqueOrThrow({ where: { id } })).toEqual(row)
    expect(await db().job.count({ where: { subjectId: id, kind: 'detach' } })).toBe(1)
    expect(await postsTo(/\/detach$/)).toHaveLength(1)
  })

  it('ten times at once detaches once, and nobody is told of a failure', async () => {
    const customer = await customerWithMethod()
    const { id } = customer.paymentMethod
    const answers = await Promise.all(Array.from({ length: 10 }, () => remove(customer, id)))
    expect(answers.every(({ status }) => status === 200 || status === 202)).toBe(true)
    expect(await endOf(id)).toEqual(removed('customer'))
    expect(await postsTo(/\/detach$/)).toHaveLength(1)
    const audit = await db().auditEntry.findMany({ where: { subject: `payment_method:${id}` }, orderBy: { id: 'asc' } })
    expect(audit.map(({ action, detail }) => [action, detail])).toEqual([
      ['payment_method.save', null],
      ['payment_method.remove', 'customer'],
      ['payment_method.detach', 'customer'],
    ])
    expect(audit[1]).toMatchObject({ actorId: customer.userId, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  })
})
