import type Stripe from 'stripe'
import { invalid } from '../wire/errors'
import { type Param, hash, orEmpty, text, unsupported } from '../wire/parameters'

type Evidence = Stripe.Dispute.Evidence
export type GivenEvidence = { [Name in Text]?: string | null }

/** What the shop can write. Each up to 20,000 characters (docs.stripe.com/api/disputes/update). */
const TEXTS = [
  'access_activity_log',
  'billing_address',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'customer_email_address',
  'customer_name',
  'customer_purchase_ip',
  'duplicate_charge_explanation',
  'duplicate_charge_id',
  'product_description',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'service_date',
  'shipping_address',
  'shipping_carrier',
  'shipping_date',
  'shipping_tracking_number',
  'uncategorized_text',
] as const satisfies (keyof Evidence)[]
type Text = (typeof TEXTS)[number]

/** Ids of uploaded files, which the sandbox does not take. */
const FILES = [
  'cancellation_policy',
  'customer_communication',
  'customer_signature',
  'duplicate_charge_documentation',
  'receipt',
  'refund_policy',
  'service_documentation',
  'shipping_documentation',
  'uncategorized_file',
] as const satisfies (keyof Evidence)[]

/** Nothing said yet. */
export const EVIDENCE: Evidence = {
  ...nothing(TEXTS),
  ...nothing(FILES),
  enhanced_evidence: {},
}

const MAXIMUM = 20_000
const MAXIMUM_TOGETHER = 150_000

const fields = hash({
  ...Object.fromEntries(TEXTS.map((name) => [name, orEmpty(text(MAXIMUM))])),
  ...Object.fromEntries([...FILES, 'appeal', 'enhanced_evidence'].map((name) => [name, unsupported()])),
})

export const evidenceParam: Param<GivenEvidence> = {
  read: (value, name) => {
    // Nothing but the texts gets through: the other fields are refused, and unknown ones too.
    const given = fields.read(value, name) as GivenEvidence
    const length = Object.values(given).reduce((sum, each) => sum + (each?.length ?? 0), 0)
    if (length <= MAXIMUM_TOGETHER) return given
    const message = `Evidence can have up to ${MAXIMUM_TOGETHER} characters in total, but you passed in ${length}.`
    throw invalid(message, { param: name })
  },
}

function nothing<Name extends string>(names: readonly Name[]): { [Each in Name]: null } {
  // Object.fromEntries forgets which names it was given.
  return Object.fromEntries(names.map((name) => [name, null])) as { [Each in Name]: null }
}
