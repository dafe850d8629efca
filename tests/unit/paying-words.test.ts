import { describe, expect, it } from 'vitest'
import { momentWords, orderWords } from '@/components/orders/order-words'
import type { OrderDto } from '@/lib/contracts/orders'

describe('what an order says was paid with', () => {
  it.each([
    ['amazon_pay', 'Charged to your Amazon Pay. ', ['Paid with Amazon Pay', 'Reserved at Amazon Pay, not charged']],
    ['card', 'Charged to your card. ', ['Paid by card', 'Reserved on your card, not charged']],
    [null, 'Charged. ', ['Paid', 'Reserved, not charged']],
  ])('is only what Stripe has told: %s', (methodType, text, moments) => {
    const order = orderPaidWith(methodType)
    expect(orderWords(order, 'Rocket Rides').text).toContain(text)
    expect((['paid', 'authorized'] as const).map((what) => momentWords(what, order).title)).toEqual(moments)
  })

  function orderPaidWith(methodType: string | null): OrderDto {
    const payment = { id: '', state: 'paid', funding: null, email: null, methodType, mandateId: null } as const
    const money = { amount: 2400, currency: 'usd', isHold: false }
    const payments = [{ ...payment, amountReceived: 2400, captureBefore: null, refunds: [] }]
    return { id: '', ...money, state: 'paid', placedAt: '', fulfilment: null, items: [], payments, timeline: [] }
  }
})
