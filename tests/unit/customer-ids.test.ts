import { describe, expect, it } from 'vitest'
import { customerIdsOf, customerParam, isTheirs } from '@/lib/server/stripe/customer-ids'

const ids = (stripeCustomerId: string | null, stripeCustomerAccountId: string | null) => ({
  stripeCustomerId,
  stripeCustomerAccountId,
})
const [CUSTOMER, ACCOUNT, NOBODY] = [ids('cus_1', null), ids(null, 'acct_1'), ids(null, null)]

describe('an object of Stripe’s', () => {
  it.each<[string, [theirs: ReturnType<typeof ids>, row: ReturnType<typeof ids>], boolean]>([
    ['of the Customer', [ids('cus_1', null), CUSTOMER], true],
    ['of the Customer, who has become an account as well', [ids('cus_1', 'acct_9'), CUSTOMER], true],
    ['of the account, which shows a Customer too', [ids('cus_9', 'acct_1'), ACCOUNT], true],
    ['of another Customer', [ids('cus_2', null), CUSTOMER], false],
    ['of another account', [ids('cus_9', 'acct_2'), ACCOUNT], false],
    ['of a Customer where an account is wanted', [ids('cus_1', null), ACCOUNT], false],
    ['of nobody, for a Customer', [NOBODY, CUSTOMER], false],
    ['of nobody, for an account', [NOBODY, ACCOUNT], false],
    ['of nobody, for somebody not at Stripe', [NOBODY, NOBODY], false],
    ['of somebody, for somebody not at Stripe', [ids('cus_1', 'acct_1'), NOBODY], false],
  ])('%s: is told whose it is', (_case, [theirs, row], expected) => {
    expect(isTheirs(theirs, row)).toBe(expected)
  })

  it('names its owner by both ids, expanded or not', () => {
    expect(customerIdsOf({ customer: 'cus_1' })).toEqual(CUSTOMER)
    expect(customerIdsOf({ customer: { id: 'cus_1' }, customer_account: 'acct_1' })).toEqual(ids('cus_1', 'acct_1'))
    expect(customerIdsOf({ customer: null, customer_account: null })).toEqual(NOBODY)
  })
})

it('a call names a customer by what their row was made as, and nobody by nothing', () => {
  expect([customerParam(CUSTOMER), customerParam(ACCOUNT)]).toEqual([
    { customer: 'cus_1' },
    { customer_account: 'acct_1' },
  ])
  expect(() => customerParam(NOBODY)).toThrow(/not known at Stripe/)
})
