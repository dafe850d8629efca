import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { anotherMethod, chargeOf, customerWithMethod, newMerchant, paymentOf, workOff } from '../support/charging'
import { atStripe, endOf, eventsAbout, intentOf, PAID, PAID_AT_STRIPE, tell, twin } from '../support/payment-ends'
import { control, stripe } from '../support/saving'
import type { Viewer } from '@/lib/server/auth/session'
import { db } from '@/lib/server/db'
import { carryOut } from '@/lib/server/jobs/carry-out'
import { askCharge } from '@/lib/server/payments/ask-charge'

const CONFIRM = { method: 'POST', path: '/v1/payment_intents/:id/confirm' } as const
const CREATE = { method: 'POST', path: '/v1/payment_intents' } as const
const READ = { method: 'GET', path: '/v1/payment_intents/:id' } as const

type Customer = Awaited<ReturnType<typeof customerWithMethod>>
let merchant: Viewer
let customer: Customer

beforeEach(async () => {
  await freshWorld()
  merchant = await newMerchant()
  customer = await customerWithMethod()
})
afterEach(() => control.faults([]))

const asked = async () => (await askCharge(chargeOf(merchant, customer.id))).paymentId

/** A charge that Stripe has carried out, and nobody here knows it: the answers were lost from this call on. */
async function unheard(from: 'create' | 'confirm'): Promise<{ id: string; intent: string }> {
  const { paymentId: id, job } = await askCharge(chargeOf(merchant, customer.id))
  if (!job) throw new Error('No command was filed.')
  const lost = { match: from === 'create' ? CREATE : CONFIRM, kind: 'drop_mid_body' } as const
  await control.faults([lost, { match: READ, kind: 'error_503' }])
  await carryOut(job)
  await control.faults([])
  const { id: intent } = await intentOf(id)
  // What a worker that was frozen before its call may still do.
  if (from === 'create') await confirmed(intent, customer)
  return { id, intent }
}

async function confirmed(intent: string, { paymentMethod }: Customer) {
  await stripe.paymentIntents.confirm(intent, {
    payment_method: paymentMethod.stripePaymentMethodId,
    off_session: true,
  })
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((first, at) => permutations(items.toSpliced(at, 1)).map((rest) => [first, ...rest]))
}

describe('a charge whose answer was lost', () => {
  it.each(['confirm', 'create'] as const)(
    'from the %s on is told by its events, in every order, doubled and with twins, and recorded once',
    async (from) => {
      const ends: unknown[] = []
      for (let order = 0; order < 6; order++) {
        const { id, intent } = await unheard(from)
        const told = permutations(await eventsAbout(intent))[order] ?? []
        expect(told.map(({ type }) => type).toSorted()).toEqual([
          'charge.succeeded',
          'payment_intent.created',
          'payment_intent.succeeded',
        ])
        await tell(told.flatMap((event) => [event, event, twin(event)]))
        // What the command still does afterwards must add nothing.
        await workOff()
        const end = await endOf(id)
        // How much of the way there is noticed depends on what comes first; that it was paid is noticed once.
        const moments = end.moments.filter((moment) => moment === 'payment.paid')
        ends.push({ ...end, moments, ...(await atStripe(id)) })
      }
      const end = { ...PAID, moments: ['payment.paid'], ...PAID_AT_STRIPE }
      expect(ends).toEqual(Array.from({ length: 6 }, () => end))
    },
  )

  it('is told by one event alone, whichever arrives', async () => {
    for (const type of ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded']) {
      const { id, intent } = await unheard('create')
      await tell((await eventsAbout(intent)).filter((event) => event.type === type))
      expect(await endOf(id)).toMatchObject({ state: 'paid', ledger: PAID.ledger })
    }
  })

  it('is told by all of its events at the same time', async () => {
    const { id, intent } = await unheard('create')
    const told = (await eventsAbout(intent)).flatMap((event) => [event, twin(event), twin(event), twin(event)])
    await Promise.all([...told.map((event) => tell([event])), workOff()])
    await workOff()
    expect(await endOf(id)).toMatchObject({ state: 'paid', ledger: PAID.ledger, openJobs: 0 })
    expect(await atStripe(id)).toEqual(PAID_AT_STRIPE)
  })
})

describe('an event that is faster than the answer to the create', () => {
  it('names the intent, and the command confirms that one instead of making another', async () => {
    const { paymentId: id, job } = await askCharge(chargeOf(merchant, customer.id))
    await control.faults([{ match: CREATE, kind: 'drop_mid_body' }])
    if (job) await carryOut(job)
    await control.faults([])
    const { id: intent } = await intentOf(id)
    await tell(await eventsAbout(intent))
    expect(await paymentOf(id)).toMatchObject({ stripePaymentIntentId: intent, status: 'requires_payment_method' })
    await workOff()
    expect(await endOf(id)).toEqual(PAID)
    expect(await atStripe(id)).toEqual(PAID_AT_STRIPE)
  })

  it('for an intent that a stored 500 left behind is followed, or ignored once there is another one', async () => {
    const { paymentId: id, job } = await askCharge(chargeOf(merchant, customer.id))
    await control.faults([{ match: CREATE, kind: 'error_500_with_effect', count: 1 }])
    if (job) await carryOut(job)
    const orphan = await intentOf(id)
    await workOff()
    expect(await endOf(id)).toEqual(PAID)
    expect(await atStripe(id)).toEqual({ intents: ['requires_payment_method', 'succeeded'], charges: ['succeeded'] })
    const { stripePaymentIntentId } = await paymentOf(id)
    expect(stripePaymentIntentId).not.toBe(orphan.id)
    await tell((await eventsAbout(orphan.id)).flatMap((event) => [event, twin(event)]))
    expect(await paymentOf(id)).toMatchObject({ stripePaymentIntentId, status: 'succeeded' })
  })
})

describe('a payment intent that names one of our payments without being it', () => {
  const unopened = { stripePaymentIntentId: null, status: null, failure: null, paidAt: null, version: 0 }
  const opened = async (params: Partial<Stripe.PaymentIntentCreateParams>, owner: Customer) => {
    const terms = { amount: 1200, currency: 'usd', customer: owner.stripeCustomerId } as const
    const made = await stripe.paymentIntents.create({
      ...terms,
      allowed_payment_method_types: ['amazon_pay'],
      ...params,
    })
    return made.id
  }

  it.each([
    ['of another customer', {}, true],
    ['of another amount', { amount: 100 }, false],
  ])('%s is not believed, paid or not', async (_whose, terms, isForeign) => {
    const owner = isForeign ? await customerWithMethod() : customer
    const id = await asked()
    const intent = await opened({ ...terms, metadata: { payment_id: id } }, owner)
    await tell(await eventsAbout(intent))
    await confirmed(intent, owner)
    await tell(await eventsAbout(intent))
    expect(await paymentOf(id)).toMatchObject(unopened)
    expect(await endOf(id)).toMatchObject({ state: 'starting', ledger: [] })
    const events = await db().stripeEvent.findMany({ where: { objectId: intent } })
    expect(
      events.length > 0 && events.every(({ handledAt, lastError }) => handledAt !== null && lastError === null),
    ).toBe(true)
    await workOff()
    expect(await endOf(id)).toEqual(PAID)
    expect((await paymentOf(id)).stripePaymentIntentId).not.toBe(intent)
  })

  it('because its metadata was changed moves no money from one payment to another', async () => {
    const mine = await asked()
    await workOff()
    const theirs = (await askCharge(chargeOf(merchant, (await customerWithMethod()).id))).paymentId
    const [paid, before] = [await paymentOf(mine), await endOf(theirs)]
    const intent = String(paid.stripePaymentIntentId)
    await stripe.paymentIntents.update(intent, { metadata: { payment_id: theirs } })
    const object = await stripe.paymentIntents.retrieve(intent)
    await tell((await eventsAbout(intent)).map((event) => ({ ...twin(event), data: { object } }) as Stripe.Event))
    expect(before).toMatchObject({ state: 'starting', hasIntent: false })
    expect([await endOf(theirs), await paymentOf(mine)]).toEqual([before, paid])
  })

  it('and names no payment at all changes nothing', async () => {
    const intent = await opened({}, customer)
    await confirmed(intent, customer)
    await tell(await eventsAbout(intent))
    const events = await db().stripeEvent.findMany({ where: { objectId: intent } })
    expect(events.map(({ handledAt, lastError }) => [handledAt !== null, lastError])).toEqual([
      [true, null],
      [true, null],
      [true, null],
    ])
    expect(await db().payment.count({ where: { stripePaymentIntentId: intent } })).toBe(0)
  })
})

it('a customer with two methods is charged with the one that was asked for, whatever is the default by then', async () => {
  const second = await anotherMethod(customer)
  const id = await asked()
  await db().$transaction([
    db().paymentMethod.update({ where: { id: customer.paymentMethod.id }, data: { isDefault: false } }),
    db().paymentMethod.update({ where: { id: second.paymentMethod.id }, data: { isDefault: true } }),
  ])
  await workOff()
  expect(await endOf(id)).toEqual(PAID)
  expect((await intentOf(id)).payment_method).toBe(customer.paymentMethod.stripePaymentMethodId)
})
