import { beforeAll, describe, expect, it } from 'vitest'
import { NOBODYS } from '../support/at-stripe'
import { charge, customerWithMethod, newMerchant } from '../support/charging'
import { brokenRules, type End, endsOf, isLegal } from '../support/race-ends'
import { remove, settle } from '../support/removing'

let legal: End

beforeAll(async () => {
  const one = await customerWithMethod()
  const answers = [
    { by: 'charge' as const, said: await charge(await newMerchant(), one.id) },
    { by: 'remove' as const, said: (await remove(one)).status },
  ]
  await settle()
  const { id: customerId, stripeCustomerId, paymentMethod } = one
  const race = { pair: ['charge', 'remove'] as const, customerId, stripeCustomerId, paymentMethodId: paymentMethod.id }
  const [end] = await endsOf([{ ...race, answers }])
  if (!end) throw new Error('Nothing was read.')
  legal = end
})

/** What must never be the end of a charge and a removal, each made from a legal one by one change. */
const ILLEGAL: [string, (end: End) => void, RegExp][] = [
  ['a crash that reached somebody', ({ answers }) => put(answers[1], { said: 'internal_error' }), /we promise/],
  ['a payment nobody was told of', ({ answers }) => put(answers[0], { said: 'mandate_missing' }), /were accepted/],
  ['a payment that was lost', ({ payments }) => void payments.pop(), /nobody’s/],
  ['two intents of one payment', ({ atStripe }) => twice(atStripe.intents), /one intent at most/],
  ['two charges of one payment', ({ atStripe }) => twice(atStripe.moved), /once and in full/],
  ['a payment that was never charged', ({ atStripe }) => void atStripe.moved.pop(), /once and in full/],
  ['another amount', ({ payments }) => put(payments[0], { amount: 1 }), /once and in full/],
  ['a charge taken for a failure', ({ payments }) => put(payments[0], failed()), /once and in full/],
  ['money that is not in the ledger', ({ payments }) => void payments[0]?.ledger.pop(), /ledger/],
  ['money that is in the ledger twice', ({ payments }) => twice(payments[0]?.ledger), /ledger/],
  ['a payment that goes on', ({ payments }) => put(payments[0], { nextSyncAt: new Date() }), /has ended/],
  ['a payment that is stuck', ({ payments }) => put(payments[0], { status: 'processing' }), /has ended/],
  ['a charge cut off by its own customer', ({ payments }) => put(payments[0], failed()), /goes through/],
  ['a method that is still attached', ({ atStripe }) => put(atStripe, { isAttached: true }), /ends it/],
  ['a method that is still being removed', ({ method }) => put(method, { status: 'removing' }), /gone here/],
  ['a method gone for nobody’s reason', ({ method }) => put(method, { detachReason: 'revoked' }), /when and why/],
  ['a method gone at no time', ({ method }) => put(method, { detachedAt: null }), /when and why/],
  ['a default that is gone', ({ method }) => put(method, { isDefault: true }), /default/],
  [
    'a permission that outlives its method',
    ({ method }) => put(method.mandates[0], { status: 'active' }),
    /permission/,
  ],
  ['a permission that ended at no time', ({ method }) => put(method.mandates[0], { endedAt: null }), /permission/],
  ['a customer forgotten', ({ method }) => put(method.customer, NOBODYS), /forgotten/],
  ['a command left over', ({ openJobs }) => void openJobs.push({} as never), /command/],
]

describe('a race may not end with', () => {
  it.each(ILLEGAL)('%s', (_what, spoil, rule) => {
    expect(brokenRules(legal)).toEqual([])
    const end = structuredClone(legal)
    spoil(end)
    expect(isLegal(end)).toBe(false)
    expect(brokenRules(end).join()).toMatch(rule)
  })
})

function put<T extends object>(target: T | undefined, changes: Partial<T>): void {
  Object.assign(target ?? {}, changes)
}

function twice<T>(things: T[] | undefined): void {
  if (things?.[0]) things.push(things[0])
}

function failed(): Partial<End['payments'][number]> {
  return { status: 'requires_payment_method', failure: 'declined', errorMessage: 'No.', stripeChargeId: null }
}
