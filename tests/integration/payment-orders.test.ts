import { describe, expect, it } from 'vitest'
import { opened, paymentRow, placed } from '../support/checkout'
import { WAYS } from '../support/payment-orders'
import { drawPlans, usualPlan, wordsOf } from '../support/payment-plans'
import { endsOf } from '../support/payment-runs'
import { ordersToTry, seed } from '../support/payment-sizes'
import { syncPayment } from '@/lib/server/payments/sync-payment'

const timeout = 6 * 3600_000
console.log(`MANDATE_SEED=${seed} repeats these orders.`)

const CHARGED = { status: 'succeeded', amountReceived: 2400, fee: 100, failure: null, ledger: [expect.anything()] }
const NOT_CHARGED = { amountReceived: null, fee: null, ledger: [] }
const PAID = {
  rows: {
    states: { order: 'paid', payments: ['paid'] },
    payments: [{ ...CHARGED, paymentMethodId: null, mandates: [] }],
    fulfilment: expect.anything(),
    methods: [],
    mails: [{ kind: 'receipt', sentAt: 'a moment' }],
    jobs: [{ kind: 'confirm' }, { kind: 'notify' }, { kind: 'fulfil' }],
  },
  atStripe: { intents: ['succeeded'], charges: ['succeeded 2400'] },
}

/** What the usual order ends in, and with it all others. */
const HOW_IT_ENDS = {
  approves: PAID,
  saves: {
    ...PAID,
    rows: {
      ...PAID.rows,
      payments: [{ ...CHARGED, paymentMethodId: 'the saved method', mandates: [{ status: 'active' }] }],
      methods: [{ status: 'active', isDefault: true, stripePaymentMethodId: 'the method at Stripe' }],
      jobs: [{ kind: 'sync_method' }, ...PAID.rows.jobs],
    },
  },
  holds: {
    rows: {
      states: { order: 'authorized', payments: ['authorized'] },
      payments: [{ ...NOT_CHARGED, status: 'requires_capture', authorizedAt: 'a moment', captureBefore: 'a moment' }],
      fulfilment: null,
      mails: [{ kind: 'hold_placed', sentAt: 'a moment' }],
      jobs: [{ kind: 'confirm' }, { kind: 'notify' }],
    },
    atStripe: { intents: ['requires_capture'], charges: ['succeeded 0'] },
  },
  declines: {
    rows: {
      states: { order: 'failed', payments: ['declined'] },
      payments: [{ ...NOT_CHARGED, status: 'requires_payment_method', failure: 'declined', failedAt: 'a moment' }],
      fulfilment: null,
      mails: [],
      jobs: [{ kind: 'confirm' }],
    },
    atStripe: { intents: ['requires_payment_method'], charges: ['failed 0'] },
  },
  'declines, then approves': { ...PAID, atStripe: { ...PAID.atStripe, charges: ['succeeded 2400', 'failed 0'] } },
}

describe('whatever the order in which answers, events, the return and the sweep are handled,', () => {
  it.each(WAYS)('a customer who %s ends in the same rows', { timeout }, async (way) => {
    const count = ordersToTry(way)
    const [usual, ...ends] = await endsOf([usualPlan(way), ...drawPlans(way, { seed, count })])
    expect(usual?.rows).toMatchObject(HOW_IT_ENDS[way])
    expect(ends).toHaveLength(count)
    const others = ends.filter(({ rows }) => JSON.stringify(rows) !== JSON.stringify(usual?.rows))
    for (const { plan, rows } of others.slice(0, 1)) expect(rows, wordsOf(plan)).toEqual(usual?.rows)
    expect(others.map(({ plan }) => wordsOf(plan))).toEqual([])
  })
})

it('a crowd that reads one payment without news finds it as it was, and keeps nobody from writing', async () => {
  const { paymentId } = await opened(await placed())
  const before = await paymentRow(paymentId)
  await Promise.all(Array.from({ length: 20 }, () => syncPayment(paymentId)))
  expect(await paymentRow(paymentId)).toEqual(before)
})
