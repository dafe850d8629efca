import { afterEach, beforeEach, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { usualOutcomes } from '../support/charge-outcomes'
import { anotherMethod, customerWithMethod, expireLeases, workOff } from '../support/charging'
import { said } from '../support/console'
import { twice } from '../support/faults'
import { send, signedIn } from '../support/requests'
import { control, newCustomer } from '../support/saving'
import { ask, atStripe, DAY, live, rowOf, seen, subscribed } from '../support/subscriptions'
import { POST as change } from '@/app/api/subscriptions/[id]/route'
import { db } from '@/lib/server/db'
import { removeMethod } from '@/lib/server/payment-methods/remove-method'

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
})
afterEach(usualOutcomes)

it('a subscription ends with its period, goes on after all, and ends at once; asking twice changes nothing more', async () => {
  const customer = await customerWithMethod()
  const { id } = await subscribed(customer, { paymentMethodId: customer.paymentMethod.id })
  const ending = [200, { id, state: 'ending' }]
  for (let times = 0; times < 2; times++) expect(await said(ask(customer, id, { when: 'period_end' }))).toEqual(ending)
  expect(await atStripe(id)).toMatchObject({ cancel_at_period_end: true })
  for (let times = 0; times < 2; times++)
    expect(await said(ask(customer, id, { action: 'keep' }))).toEqual([200, { id, state: 'active' }])
  expect(await atStripe(id)).toMatchObject({ cancel_at_period_end: false })

  // A plain form is answered by a page, whatever it asked for.
  const form = (fields: Record<string, string>, cookie: string) =>
    send(change, { form: fields, cookie, params: { id }, path: `/api/subscriptions/${id}` })
  const cookie = await signedIn(customer)
  const pressed = await form({ action: 'cancel_at_period_end' }, cookie)
  expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/subscriptions'])
  const wrong = await form({ action: 'pause' }, cookie)
  expect(wrong.headers.get('location')).toBe('/subscriptions?problem=validation_failed')
  const stranger = await form({ action: 'cancel_now' }, await signedIn(await newCustomer()))
  expect(stranger.headers.get('location')).toBe('/subscriptions?problem=not_found')

  await live(33 * DAY, { step: 33 * DAY })
  const over = await seen(customer, id)
  expect(over).toMatchObject({ state: 'ended', endedAt: over.currentPeriodEnd, payOrderId: null })
  expect((await rowOf(id)).invoices).toHaveLength(1)
  expect(await said(ask(customer, id, { when: 'now' }))).toEqual([200, { id, state: 'ended' }])
  expect(await said(ask(customer, id, { action: 'keep' }))).toEqual([409, 'subscription_not_changeable'])

  const again = await subscribed(customer, { paymentMethodId: customer.paymentMethod.id })
  expect(await said(ask(customer, again.id, { when: 'now' }))).toEqual([200, { id: again.id, state: 'ended' }])
})

it('a subscription is paid with another method of the same customer’s that may be charged', async () => {
  const customer = await customerWithMethod()
  const { id } = await subscribed(customer, { paymentMethodId: customer.paymentMethod.id })
  const second = await anotherMethod(customer)
  const shy = await anotherMethod(customer, 'on_session')
  const foreign = await customerWithMethod()
  const method = (paymentMethodId: string) => said(ask(customer, id, { action: 'method', paymentMethodId }))
  expect(await method(shy.paymentMethod.id)).toEqual([409, 'mandate_missing'])
  expect(await method(foreign.paymentMethod.id)).toEqual([404, 'not_found'])
  expect(await said(ask(foreign, id, { when: 'now' }))).toEqual([404, 'not_found'])
  await removeMethod(shy.paymentMethod.id, customer, crypto.randomUUID())
  expect(await method(shy.paymentMethod.id)).toEqual([409, 'method_unavailable'])
  expect(await method(second.paymentMethod.id)).toEqual([200, { id, state: 'active' }])
  expect((await seen(customer, id)).method?.id).toBe(second.paymentMethod.id)
  await live(33 * DAY, { step: 33 * DAY })
  const { invoices } = await rowOf(id)
  expect(invoices.map(({ payment }) => payment?.paymentMethodId)).toEqual([
    customer.paymentMethod.id,
    second.paymentMethod.id,
  ])
})

it.each(['error_500_no_effect', 'error_500_with_effect', 'drop_after'] as const)(
  'what was asked is done once when Stripe answers it with %s, and nothing else meanwhile',
  async (kind) => {
    const customer = await customerWithMethod()
    const { id } = await subscribed(customer, { paymentMethodId: customer.paymentMethod.id })
    await control.faults([twice({ kind }, { method: 'POST', path: '/v1/subscriptions/*' })])
    expect((await said(ask(customer, id, { when: 'period_end' })))[0]).toBe(202)
    expect(await seen(customer, id)).toMatchObject({ isChanging: true })
    expect(await said(ask(customer, id, { when: 'now' }))).toEqual([409, 'subscription_changing'])
    await control.faults([])
    await expireLeases()
    await workOff()
    expect(await seen(customer, id)).toMatchObject({ isChanging: false, state: 'ending' })
    expect((await atStripe(id)).cancel_at_period_end).toBe(true)
  },
)
