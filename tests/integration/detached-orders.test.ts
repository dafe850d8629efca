import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { customerWithMethod } from '../support/charging'
import { type Saved, type Step, take } from '../support/elsewhere'
import { inBatches } from '../support/in-batches'
import { askToRemove, endsOf, orders, removed, settle } from '../support/removing'
import { control } from '../support/saving'

beforeEach(freshWorld)
afterEach(() => control.outcomes({ detachOrder: 'mandate_first' }))

/** Takes the steps in every given order, each with a method of its own, and compares how they end. */
async function endAlike(all: Step[][], expected: object, begin: (one: Saved) => Promise<unknown>): Promise<void> {
  const methods = new Map<string, string>()
  await inBatches(all, 6, async (steps) => {
    const one = await customerWithMethod()
    methods.set(one.paymentMethod.id, steps.join(' → '))
    await begin(one)
    for (const step of steps) await take[step](one)
  })
  await settle()
  const ends = await endsOf([...methods.keys()])
  for (const [at, steps] of [...methods.values()].entries()) expect(ends[at], steps).toEqual(expected)
}

/** Both orders, each event twice, and each of them alone. */
const heard = (...events: Step[]) => [...distinct(orders([...events, ...events])), ...events.map((one) => [one])]
const distinct = (all: Step[][]) => [...new Map(all.map((steps) => [steps.join(), steps])).values()]

describe.each(['mandate_first', 'method_first'] as const)('at Stripe, %s:', (detachOrder) => {
  beforeEach(() => control.outcomes({ detachOrder }))

  it('a method detached in the Dashboard ends alike, whatever is heard of it in whichever order', async () => {
    const all = heard('mandate.updated', 'payment_method.detached')
    await endAlike(all, removed('detached'), take['the Dashboard detaches'])
  })

  it('a permission revoked at Amazon ends alike, and the method is detached by us', async () => {
    const all = orders<Step>(['mandate.updated', 'mandate.updated', 'payment_method.detached', 'the command runs'])
    await endAlike(distinct(all), removed('revoked'), take['Amazon revokes'])
  })

  it('a deleted customer’s method ends alike, whatever is heard in whichever order', async () => {
    const events: Step[] = ['mandate.updated', 'payment_method.detached', 'customer.deleted']
    const all = [
      ...orders(events),
      ...orders(events).map((steps) => [...steps, ...steps]),
      ...events.map((one) => [one]),
    ]
    await endAlike(all, removed('customer_deleted'), take['the customer is deleted'])
  })
})

describe('what happens elsewhere while the customer’s own removal is under way', () => {
  const ours: Step[] = ['mandate.updated', 'payment_method.detached', 'the command runs']

  it('changes nothing about how it ends: a Dashboard detach', async () => {
    await endAlike(orders([...ours, 'the Dashboard detaches']), removed('customer'), askToRemove)
  })

  it('changes nothing about how it ends: a revocation at Amazon', async () => {
    await endAlike(orders([...ours, 'Amazon revokes']), removed('customer'), askToRemove)
  })

  it('changes nothing about its reason: the customer is deleted', async () => {
    const all = orders<Step>([
      'payment_method.detached',
      'the command runs',
      'the customer is deleted',
      'customer.deleted',
    ])
    const expected = { ...removed('customer'), hasStripeCustomer: false }
    await endAlike(
      all.map((steps) => [...steps, 'customer.deleted']),
      expected,
      askToRemove,
    )
  })
})
