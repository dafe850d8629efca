import { beforeEach, describe, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { customerWithMethod } from '../support/charging'
import { approve, leaveForAmazon, opened, payOrder, placed } from '../support/checkout'
import { said } from '../support/console'
import { moneyOf } from '../support/money'
import { signedIn } from '../support/requests'
import { stripe } from '../support/saving'
import { env } from '@/lib/server/env'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { syncPayment } from '@/lib/server/payments/sync-payment'

// Read when the first request is made.
process.env.STATEMENT_DESCRIPTOR = 'ROCKET RIDES'

beforeEach(freshWorld)

describe('a shop with a statement descriptor of its own', () => {
  it('can still be paid by card: Stripe would refuse the descriptor where cards are allowed', async () => {
    expect(env().STATEMENT_DESCRIPTOR).toBe('ROCKET RIDES')
    const open = await opened(await placed())
    const intent = await stripe.paymentIntents.retrieve(open.stripePaymentIntentId)
    expect(intent).toMatchObject({ statement_descriptor: null, allowed_payment_method_types: ['amazon_pay', 'card'] })
    await approve(await leaveForAmazon(open))
    await syncPayment(open.paymentId)
    expect(await moneyOf(open.paymentId)).toMatchObject({ state: 'paid' })
  })
})

describe('paying with what is saved already', () => {
  it('is refused together with saving, and nothing is started', async () => {
    const customer = await customerWithMethod()
    const order = await placed('orbit-hop', await signedIn(customer))
    const save = { noticeId: (await currentNotice()).id, agreed: true }
    const both = { paymentMethodId: customer.paymentMethod.id, save }
    expect((await said(payOrder(order, both)))[0]).toBe(422)
    expect((await stripe.paymentIntents.list()).data).toEqual([])
    expect(await said(payOrder(order, { paymentMethodId: customer.paymentMethod.id }))).toMatchObject([
      200,
      { state: 'paid' },
    ])
  })
})
