import { describe, expect, it } from 'vitest'
import { backend } from '../support/backend'
import { charge, customerWithMethod, newMerchant } from '../support/charging'
import { answerOf, askToRemove } from '../support/removing'
import { type Sent, send, signedIn } from '../support/requests'
import { newCustomer } from '../support/saving'
import { GET as attempt } from '@/app/api/attempts/[id]/route'
import { POST as chargeRoute } from '@/app/api/charges/route'
import { POST as retry } from '@/app/api/jobs/[id]/retry/route'
import { POST as drainRoute } from '@/app/api/jobs/drain/route'
import { POST as makeDefault } from '@/app/api/payment-methods/[id]/default/route'
import { DELETE as remove } from '@/app/api/payment-methods/[id]/route'
import { GET as list } from '@/app/api/payment-methods/route'
import type { Viewer } from '@/lib/server/auth/session'
import { listCustomers } from '@/lib/server/console/list-customers'
import { listDeadLetters } from '@/lib/server/console/list-dead-letters'
import { listPayments } from '@/lib/server/console/list-payments'
import { retryDeadLetter } from '@/lib/server/console/retry-dead-letter'
import { viewCustomer } from '@/lib/server/console/view-customer'
import { viewPayment } from '@/lib/server/console/view-payment'
import { db } from '@/lib/server/db'
import { compareLedger } from '@/lib/server/ledger/compare-ledger'
import { viewMandate } from '@/lib/server/mandates/view-mandate'
import { listOrders } from '@/lib/server/orders/list-orders'
import { viewOrder } from '@/lib/server/orders/view-order'
import { askCharge } from '@/lib/server/payments/ask-charge'
import { watchPayment } from '@/lib/server/payments/watch-payment'

const owner = await customerWithMethod()
const other = await newCustomer()
const merchant = await newMerchant()
const paymentId = await charge(merchant, owner.id)
const { orderId } = await db().payment.findUniqueOrThrow({ where: { id: paymentId } })
// The owner comes last, because removing ends it.
const WHO = ['nobody', 'other', 'merchant', 'owner'] as const
type Who = (typeof WHO)[number]
const cookies: Record<Who, string | undefined> = {
  nobody: undefined,
  other: await signedIn(other),
  merchant: await signedIn(merchant),
  owner: await signedIn(owner),
}

const NOBODY = [401, 'unauthenticated']
const FORBIDDEN = [403, 'forbidden']
const MISSING = [404, 'not_found']
const OK = [200]
const DONE = [204]

/** A command that was given up. */
async function deadLetter(): Promise<string> {
  const one = await customerWithMethod()
  const job = await askToRemove(one)
  await db().job.update({ where: { id: job?.id ?? '' }, data: { dueAt: null, lastError: 'given up' } })
  return job?.id ?? ''
}

const letter = await deadLetter()
const chargeBody = { customerId: owner.id, amount: 1200, currency: 'usd', description: 'Ride' }

type Route = [string, (sent: Sent) => Promise<Response>, Record<Who, (string | number)[]>]

/** Every route of charging and removing, who may call it, and what all the others are told. */
const READING: Route[] = [
  [
    'GET /api/attempts/[id] of a payment',
    (sent) => send(attempt, { ...sent, method: 'GET', params: { id: paymentId } }),
    { nobody: NOBODY, other: MISSING, merchant: OK, owner: OK },
  ],
  [
    'GET /api/attempts/[id] of a save',
    (sent) => send(attempt, { ...sent, method: 'GET', params: { id: owner.mandate?.setupId ?? '' } }),
    { nobody: NOBODY, other: MISSING, merchant: MISSING, owner: OK },
  ],
  [
    'GET /api/payment-methods',
    (sent) => send(list, { ...sent, method: 'GET' }),
    { nobody: NOBODY, other: OK, merchant: FORBIDDEN, owner: OK },
  ],
]
const CHANGING: Route[] = [
  [
    'POST /api/charges',
    (sent) =>
      send(chargeRoute, {
        ...sent,
        headers: { 'idempotency-key': crypto.randomUUID(), ...sent.headers },
        json: chargeBody,
      }),
    { nobody: NOBODY, other: FORBIDDEN, merchant: OK, owner: FORBIDDEN },
  ],
  [
    'POST /api/jobs/[id]/retry',
    (sent) => send(retry, { ...sent, params: { id: letter } }),
    { nobody: NOBODY, other: FORBIDDEN, merchant: DONE, owner: FORBIDDEN },
  ],
  [
    'POST /api/payment-methods/[id]/default',
    (sent) => send(makeDefault, { ...sent, params: { id: owner.paymentMethod.id } }),
    { nobody: NOBODY, other: MISSING, merchant: FORBIDDEN, owner: DONE },
  ],
  [
    'DELETE /api/payment-methods/[id]',
    (sent) => send(remove, { ...sent, method: 'DELETE', params: { id: owner.paymentMethod.id } }),
    { nobody: NOBODY, other: MISSING, merchant: FORBIDDEN, owner: OK },
  ],
]

describe.each(CHANGING)('%s from a page of another site', (_name, request) => {
  it.each(WHO)('is refused, also with the session of: %s', async (who) => {
    const origin = 'https://evil.example'
    expect(await answerOf(await request({ cookie: cookies[who], headers: { origin } }))).toEqual([
      403,
      'foreign_origin',
    ])
  })
})

describe.each([...READING, ...CHANGING])('%s', (_name, request, expected) => {
  it.each(WHO)('answers each what they may know: %s', async (who) => {
    expect(await answerOf(await request({ cookie: cookies[who] }))).toEqual(expected[who])
  })
})

describe('what a read shows', () => {
  it('is the owner’s alone: methods, orders, a payment, a mandate', async () => {
    const methods = async (who: Who) => (await send(list, { method: 'GET', cookie: cookies[who] })).json()
    expect(await methods('owner')).toMatchObject({ paymentMethods: [{ id: owner.paymentMethod.id }] })
    expect(await methods('other')).toEqual({ paymentMethods: [] })
    expect((await listOrders([owner.id])).map(({ id }) => id)).toContain(orderId)
    expect(await viewOrder(orderId, [owner.id])).toMatchObject({ id: orderId })
    expect([await listOrders([other.id]), await viewOrder(orderId, [other.id])]).toEqual([[], null])
    const stranger: Viewer = { ...other, role: 'customer' }
    expect(await watchPayment(paymentId, stranger)).toBeNull()
    expect(await viewMandate(owner.mandate?.id ?? '', stranger)).toBeNull()
  })

  it('tells the customer nothing that is the merchant’s', async () => {
    const shown = JSON.stringify([await listOrders([owner.id]), await viewOrder(orderId, [owner.id])])
    expect(shown).not.toMatch(/pi_|py_|cus_|pm_|mandate_\w|create:|confirm:|"fee/)
  })
})

describe('the merchant’s reads and commands', () => {
  const customer: Viewer = { ...owner, role: 'customer' }
  const page = { search: undefined, after: undefined }
  it.each<[string, () => Promise<unknown>]>([
    ['customers', () => listCustomers(customer, page)],
    ['a customer, even themselves', () => viewCustomer(owner.id, customer)],
    ['payments', () => listPayments(customer, page)],
    ['a payment, even their own', () => viewPayment(paymentId, customer)],
    ['dead letters', () => listDeadLetters(customer)],
    ['trying again', () => retryDeadLetter(letter, customer, crypto.randomUUID())],
    ['the ledger', () => compareLedger(customer)],
    [
      'charging',
      () => askCharge({ ...chargeBody, merchant: customer, idempotencyKey: 'own', requestId: crypto.randomUUID() }),
    ],
  ])('are refused to a customer where the data is read: %s', async (_what, call) => {
    await expect(call()).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('POST /api/jobs/drain', () => {
  const drain = (headers: Record<string, string>, cookie?: string) =>
    send(drainRoute, { headers: { origin: null, ...headers }, cookie }).then(answerOf)

  it('is for the scheduler alone', async () => {
    const secret = `Bearer ${backend.env.CRON_SECRET}`
    expect(await drain({})).toEqual(NOBODY)
    expect(await drain({ authorization: `${secret}x` })).toEqual(NOBODY)
    for (const cookie of [cookies.merchant, cookies.owner]) {
      expect(await drain({}, cookie)).toEqual([400, 'ambiguous_credentials'])
      expect(await drain({ authorization: secret }, cookie)).toEqual([400, 'ambiguous_credentials'])
    }
    expect(await drain({ authorization: secret })).toEqual(OK)
  })
})
