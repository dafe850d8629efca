import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { freshWorld, moveClock } from '../support/business-clock'
import { charge, customerWithMethod, newMerchant, workOff } from '../support/charging'
import { movement } from '../support/ledger'
import { eventsAbout, intentOf, tell } from '../support/payment-ends'
import { control, stripe } from '../support/saving'
import type { Viewer } from '@/lib/server/auth/session'
import { db, transaction } from '@/lib/server/db'
import type { LedgerAccount } from '@/lib/server/generated/client'
import { sweep } from '@/lib/server/jobs/sweep'
import { compareLedger } from '@/lib/server/ledger/compare-ledger'

let merchant: Viewer
let customer: Awaited<ReturnType<typeof customerWithMethod>>
let paymentId: string

// One world for all of them: the ledger is never emptied, so Stripe's side must not be either.
beforeAll(async () => {
  await freshWorld()
  merchant = await newMerchant()
  customer = await customerWithMethod()
  paymentId = await charge(merchant, customer.id)
})
afterEach(() => control.faults([]))

describe('the ledger beside Stripe’s balance', () => {
  const difference = async () =>
    (await compareLedger(merchant))?.map(({ currency, difference }) => [currency, difference])

  it('is equal to the cent after charges, declines, late fees, refusals and unknown outcomes', async () => {
    await control.outcomes({ feeBasisPoints: 333, feeFixed: 17 })
    for (const amount of [50, 51, 999, 1234, 99_999, 99_999_999]) await charge(merchant, customer.id, { amount })
    await control.outcomes({ feeBasisPoints: 290, feeFixed: 30, nextOffSession: 'decline' })
    await charge(merchant, customer.id, { amount: 5000 })
    await control.outcomes({ nextOffSession: 'processing' })
    await charge(merchant, customer.id, { amount: 7001 })
    await control.faults([{ match: { path: '/v1/payment_intents*' }, kind: 'drop_mid_body', probability: 0.5 }], 7)
    for (const amount of [801, 802, 803]) await charge(merchant, customer.id, { amount })
    await control.faults([])
    await moveClock(61)
    await workOff()
    await sweep()
    const paid = await db().payment.count({ where: { status: 'succeeded' } })
    const { net } = (await control.balance()).usd ?? { net: 0 }
    expect([paid, await compareLedger(merchant)]).toEqual([
      11,
      [{ currency: 'usd', ledger: net, stripe: net, difference: 0 }],
    ])
  })

  it('has revenue and fees that together are what Stripe holds', async () => {
    const sums = await db().ledgerEntry.groupBy({ by: ['account'], _sum: { amount: true } })
    const of = (account: LedgerAccount) => sums.find((sum) => sum.account === account)?._sum.amount ?? 0
    const { amount, fee, net } = (await control.balance()).usd ?? { amount: 0, fee: 0, net: 0 }
    expect([of('revenue'), of('fees'), of('stripe_clearing')]).toEqual([-amount, fee, net])
  })

  it('stays equal when every event is told again', async () => {
    await tell(await eventsAbout((await intentOf(paymentId)).id))
    expect(await difference()).toEqual([['usd', 0]])
  })

  it('shows a payment that was taken outside of this shop', async () => {
    const terms = { amount: 1000, currency: 'usd', customer: customer.stripeCustomerId } as const
    await stripe.paymentIntents.create({
      ...terms,
      capture_method: 'automatic',
      allowed_payment_method_types: ['amazon_pay'],
      payment_method: customer.paymentMethod.stripePaymentMethodId,
      off_session: true,
      confirm: true,
    })
    // $10.00 less 2.9 % + 30 ¢.
    expect(await difference()).toEqual([['usd', -941]])
  })

  it('shows an entry that nothing at Stripe stands behind, in its own currency', async () => {
    await transaction((tx) => movement(tx, paymentId, ['stripe_clearing 500 eur', 'revenue -500 eur']))
    expect(await difference()).toEqual([
      ['eur', 500],
      ['usd', -941],
    ])
  })

  it('is not compared while Stripe is away, and not shown to customers', async () => {
    await control.faults([{ kind: 'error_503' }])
    expect(await compareLedger(merchant)).toBeNull()
    await expect(compareLedger({ ...merchant, role: 'customer' })).rejects.toMatchObject({ code: 'forbidden' })
  })
})
