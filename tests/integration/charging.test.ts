import { beforeEach, describe, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { charge, customerWithMethod, newMerchant, paymentOf } from '../support/charging'
import { control } from '../support/saving'

beforeEach(freshWorld)

describe('a charge of a saved method', () => {
  it('is paid, recorded in the ledger with its fee, and named in the wallet', async () => {
    const [merchant, customer] = [await newMerchant(), await customerWithMethod()]
    const payment = await paymentOf(await charge(merchant, customer.id))
    expect(payment).toMatchObject({ status: 'succeeded', failure: null, nextSyncAt: null, fee: 65, feeCurrency: 'usd' })
    expect(
      payment.ledger.map(({ source, entries }) => ({ source, sum: entries.reduce((a, b) => a + b.amount, 0) })),
    ).toEqual([{ source: `charge:${payment.stripeChargeId}`, sum: 0 }])
    expect(payment.paymentMethod).toMatchObject({
      fundingBrand: 'visa',
      fundingLast4: '4242',
      lastPaidAt: payment.paidAt,
    })
    expect(await control.balance()).toEqual({ usd: expect.objectContaining({ net: 1135 }) })
  })
})
