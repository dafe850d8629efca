import type { Evidence } from './evidence'
import { checkAftermath } from './aftermath'
import { checkHistory } from './history'
import { checkLedger } from './ledger'
import { checkOnce } from './once'
import { checkSameState } from './same-state'

const OWNER = { stripe_customer_id: 'cus_1', stripe_customer_account_id: null }
const CREATED = new Date('2026-11-21T00:00:00Z')
const PAID_AT = CREATED.getTime() / 1000 + 2

/** The names of the statements that do not hold for what a faultless run leaves behind, once `spoil` has been at it. */
export function brokenBy(spoil: (evidence: Evidence) => void): string[] {
  const evidence = soundEvidence()
  spoil(evidence)
  const checkers = [checkOnce, checkSameState, checkLedger, checkHistory, checkAftermath]
  const checks = checkers.flatMap((checker) => checker(evidence))
  return checks.filter(({ offenders }) => offenders.length > 0).map(({ name }) => name)
}

/**
 * What a faultless run of two orders leaves behind: one paid, one declined. Each checker's own test spoils one thing in it.
 * Stripe's objects have the fields that the checkers read, no others.
 */
function soundEvidence(): Evidence {
  const evidence = {
    orders: [order(1), order(2)],
    answers: {
      told: [
        { order: order(1), paymentId: 'payment-1', orderId: 'order-1', state: 'paid' },
        { order: order(2), paymentId: 'payment-2', orderId: 'order-2', state: 'declined' },
      ],
      wrong: [],
      troubles: new Map(),
      sent: 2,
      begun: 2,
    },
    world: {
      objects: {
        payment_intents: [
          { ...intent(1), status: 'succeeded', latest_charge: 'py_1', last_payment_error: null },
          {
            ...intent(2),
            status: 'requires_payment_method',
            latest_charge: 'py_2',
            last_payment_error: { code: 'no' },
          },
        ],
        charges: [
          { ...charge(1), status: 'succeeded', paid: true, balance_transaction: 'txn_1' },
          { ...charge(2), status: 'failed', paid: false, balance_transaction: null },
        ],
        balance_transactions: [{ id: 'txn_1', source: 'py_1', amount: 1200, fee: 65, net: 1135 }],
        payment_methods: [
          { id: 'pm_1', customer: 'cus_1' },
          { id: 'pm_unsaved', customer: null },
        ],
        mandates: [{ id: 'mandate_1', status: 'active', payment_method: 'pm_1' }],
      },
      balance: { usd: { amount: 1200, fee: 65, net: 1135 } },
      settings: { journalLimit: 1000 },
    },
    journal: [1, 2].flatMap((number) => [create(number), confirm(number)]),
    rows: {
      orders: [{ id: 'order-1' }, { id: 'order-2' }],
      payments: [
        {
          ...row(1),
          status: 'succeeded',
          failure: null,
          stripe_charge_id: 'py_1',
          paid_at: new Date(PAID_AT * 1000),
          fee: 65,
        },
        {
          ...row(2),
          status: 'requires_payment_method',
          failure: 'declined',
          stripe_charge_id: null,
          paid_at: null,
          fee: null,
        },
      ],
      methods: [{ id: 'method-1', stripe_payment_method_id: 'pm_1', status: 'active', ...OWNER }],
      mandates: [
        { id: 'mandate-1', stripe_mandate_id: 'mandate_1', status: 'active', stripe_payment_method_id: 'pm_1' },
      ],
      entries: [entry('stripe_clearing', 1135), entry('fees', 65), entry('revenue', -1200)],
      fulfilments: [{ order_id: 'order-1' }],
      mails: [{ id: 'mail-1', kind: 'receipt', subject_id: 'payment-1', sent_at: CREATED }],
      open: [],
      audit: [...history(1, 'payment.paid'), ...history(2, 'payment.declined')],
    },
  }
  // Only what the checkers read is there.
  return evidence as unknown as Evidence
}

function order(number: number) {
  return { number, key: `key-${number}`, customerId: 'customer-1', amount: 1200, senders: 1, impatient: false }
}

function intent(number: number) {
  const metadata = { order_id: `order-${number}`, payment_id: `payment-${number}` }
  return { id: `pi_${number}`, amount: 1200, currency: 'usd', customer: 'cus_1', metadata }
}

function charge(number: number) {
  return { id: `py_${number}`, payment_intent: `pi_${number}`, amount: 1200, created: PAID_AT }
}

function row(number: number) {
  return {
    id: `payment-${number}`,
    order_id: `order-${number}`,
    stripe_payment_intent_id: `pi_${number}`,
    ...OWNER,
    amount: 1200,
    currency: 'usd',
    created_at: CREATED,
    next_sync_at: null,
  }
}

function entry(account: string, amount: number) {
  return {
    transaction_id: 'transaction-1',
    source: 'charge:py_1',
    payment_id: 'payment-1',
    account,
    currency: 'usd',
    amount,
  }
}

function history(number: number, end: string) {
  return ['payment.ask', 'payment.create', end].map((action) => ({
    subject: `payment:payment-${number}`,
    action,
    at: CREATED,
  }))
}

function create(number: number) {
  const params = { amount: '1200', metadata: { payment_id: `payment-${number}` } }
  return { ...post(`create:payment-${number}:1`), path: '/v1/payment_intents', params }
}

function confirm(number: number) {
  const params = { payment_method: 'pm_1', off_session: 'true' }
  return { ...post(`confirm:payment-${number}:1`), path: `/v1/payment_intents/pi_${number}/confirm`, params }
}

function post(idempotencyKey: string) {
  const at = CREATED.getTime() / 1000 + 1
  return { id: `req_${idempotencyKey}`, at, method: 'POST', key: 'secret', idempotencyKey, errorCode: null }
}
