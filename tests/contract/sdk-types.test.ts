import { expect, it } from 'vitest'
import { misfits } from '../support/sdk-types/conformity'
import { modelOf } from '../support/sdk-types/model-of'
import { paid } from './payments'
import { sandboxForThisFile } from './sandbox-under-test'

const openWorld = sandboxForThisFile()

type Hash = { [name: string]: unknown }
/** What a sandbox could answer wrongly, and what is said of it. */
const DEFECTS: [change: (intent: Hash, charge: Hash) => void, said: RegExp][] = [
  [(intent) => delete intent['amount_received'], /^payment_intent.amount_received is missing/],
  [(intent) => delete intent['client_secret'], /^payment_intent.client_secret is missing/],
  [(intent) => (intent['charges'] = []), /^payment_intent.charges is unknown/],
  [(intent) => (intent['status'] = 'paid'), /^payment_intent.status is "paid"/],
  [(intent) => (intent['amount'] = null), /^payment_intent.amount is null/],
  [(intent) => (intent['amount'] = 12.5), /^payment_intent.amount is 12.5/],
  [(intent) => (intent['metadata'] = { order: 7 }), /^payment_intent.metadata.order is 7/],
  [(intent) => (intent['payment_method_types'] = [null]), /^payment_intent.payment_method_types\[\] is null/],
  [(intent) => (intent['customer'] = { object: 'customer', deleted: true }), /^payment_intent.customer.id is missing/],
  [(intent) => (intent['latest_charge'] = { object: 'refund' }), /^payment_intent.latest_charge is/],
  [(_, charge) => delete charge['paid'], /^payment_intent.latest_charge.paid is missing/],
  [(_, charge) => ((charge['outcome'] as Hash)['advice_code'] = 'hope'), /latest_charge.outcome.advice_code is "hope"/],
  [(_, charge) => ((charge['billing_details'] as Hash)['fax'] = ''), /latest_charge.billing_details.fax is unknown/],
]

it("knows an answer that is not as the SDK's types say, however deep", async () => {
  const world = openWorld()
  const { intent: id } = await paid(world)
  const { body } = await world.raw(`/v1/payment_intents/${id}?expand[]=latest_charge.balance_transaction`)
  const model = modelOf('2026-10-28.endive')
  if (!model) throw new Error('The newest SDK has no model.')
  expect(misfits(model, body)).toEqual([])
  for (const [change, said] of DEFECTS) {
    const broken = structuredClone(body)
    change(broken, broken['latest_charge'] as Hash)
    const [found, ...more] = misfits(model, broken)
    expect(found).toMatch(said)
    expect(more).toEqual([])
  }
  const page = { object: 'list', data: [body], url: '/v1/payment_intents' }
  expect(misfits(model, page)).toEqual(['list.has_more is missing', 'list is no page'])
  expect(misfits(model, { object: 'token' })).not.toEqual([])
  expect(misfits(model, { error: { message: 'No.', type: 'card_error', reason: 'x' } })).toHaveLength(1)
  expect(misfits(model, { id, object: 'payment_intent', secret: 1 }, { whole: false })).toHaveLength(1)
})
