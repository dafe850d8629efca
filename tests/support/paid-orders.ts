import { randomUUID } from 'node:crypto'
import { newCustomer } from './saving'
import { db } from '@/lib/server/db'

type Item = { description: string; quantity?: number; unitAmount: number }
type Changes = { items?: Item[]; payment?: object }

/** An order of $24.00 for an Orbit hop, unless others are given, that its customer has paid with Amazon Pay. */
export async function paidOrder({ items = [{ description: 'Orbit hop', unitAmount: 2400 }], payment }: Changes = {}) {
  const customer = await newCustomer()
  const now = new Date()
  const amount = items.reduce((sum, { unitAmount, quantity = 1 }) => sum + unitAmount * quantity, 0)
  const lines = items.map((item, at) => ({ ...item, position: at + 1 }))
  const order = await db().order.create({
    data: { customerId: customer.id, amount, currency: 'usd', createdAt: now, items: { create: lines } },
  })
  const { id: paymentId } = await db().payment.create({
    data: { ...paid(amount, now), orderId: order.id, customerId: customer.id, ...payment },
  })
  return { orderId: order.id, paymentId, customer }
}

/** The same order with its amount reserved instead. */
export async function heldOrder(captureBefore: Date) {
  const notYet = { status: 'requires_capture', stripeChargeId: null, paidAt: null, amountReceived: null } as const
  const held = { captureMethod: 'manual', authorizedAt: new Date(), captureBefore, nextSyncAt: captureBefore } as const
  return paidOrder({ payment: { ...notYet, ...held, fee: null, feeCurrency: null } })
}

/** A refund of $10.00, as Stripe has answered it. */
export async function newRefund(paymentId: string, status: 'succeeded' | 'failed') {
  const id = randomUUID()
  const { id: refundId } = await db().refund.create({
    data: {
      paymentId,
      amount: 1000,
      status,
      madeHere: true,
      createKey: `refund:${id}:1`,
      stripeRefundId: `pyr_${id}`,
      createdAt: new Date(),
    },
  })
  return refundId
}

/** A claim about all of it, to be answered by `evidenceDueBy`. */
export async function newDispute(paymentId: string, evidenceDueBy: Date) {
  const stripes = { stripeDisputeId: `du_${randomUUID()}`, status: 'needs_response', reason: 'product_not_received' }
  const { id } = await db().dispute.create({
    data: { ...stripes, paymentId, amount: 2400, currency: 'usd', kind: 'claim', evidenceDueBy, openedAt: new Date() },
  })
  return id
}

function paid(amount: number, now: Date) {
  const id = randomUUID()
  return {
    stripeCustomerId: `cus_${id}`,
    stripePaymentIntentId: `pi_${id}`,
    stripeChargeId: `py_${id}`,
    createKey: `create:${id}:1`,
    confirmKey: `confirm:${id}:1`,
    livemode: false,
    stripeAccountId: 'acct_1',
    offSession: false,
    methodType: 'amazon_pay',
    fundingBrand: 'visa',
    fundingLast4: '4242',
    status: 'succeeded',
    amount,
    amountReceived: amount,
    currency: 'usd',
    fee: 65,
    feeCurrency: 'usd',
    paidAt: now,
    createdAt: now,
  } as const
}
