import type Stripe from 'stripe'
import { idOf } from '../ids'
import { shownTransaction } from '../ledger'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { StripeError, noSuch } from '../wire/errors'
import { created, page, pageParams } from '../wire/list'
import { changedMetadata, metadata } from '../wire/metadata'
import { filled, flag, unsupported } from '../wire/parameters'
import type { World } from '../world'
import { type GivenEvidence, evidenceParam } from './dispute-evidence'
import { closeDispute, mustBeOpen, submitEvidence, updateDispute } from './dispute-outcome'

type Dispute = Readonly<Stripe.Dispute>

const PATH = '/v1/disputes'

export const disputeRoutes: Route[] = [
  { method: 'GET', path: PATH, handle: listDisputes },
  {
    method: 'GET',
    path: `${PATH}/:id`,
    handle: (call) => (readCall(call, {}), shownDispute(call.world, disputeInPath(call))),
  },
  { method: 'POST', path: `${PATH}/:id`, handle: respond },
  { method: 'POST', path: `${PATH}/:id/close`, handle: giveIn },
]

/** docs.stripe.com/api/disputes/list */
const listParams = { ...pageParams, charge: filled(), created: created(), payment_intent: filled() }

/** docs.stripe.com/api/disputes/update */
const updateParams = {
  evidence: evidenceParam,
  intended_submission_method: unsupported(),
  metadata: metadata(),
  submit: flag(),
}

/** A dispute as of now: the money in it becomes available by the clock alone. */
export function shownDispute(world: World, dispute: Dispute): Stripe.Dispute {
  return { ...dispute, balance_transactions: dispute.balance_transactions.map((row) => shownTransaction(world, row)) }
}

function listDisputes(call: Call): object {
  const { charge, payment_intent: intent, created: within, ...paging } = readCall(call, listParams)
  const { world } = call
  const rows = world.store
    .all('disputes')
    .filter((each) => charge === undefined || idOf(each.charge) === charge)
    .filter((each) => intent === undefined || idOf(each.payment_intent) === intent)
    .filter((each) => within?.(each.created) ?? true)
  const answer = page(rows, paging, { url: PATH, noun: 'dispute' })
  return { ...answer, data: answer.data.map((row) => shownDispute(world, row)) }
}

/** Evidence is submitted unless `submit=false` stages it; what was staged is submitted with `submit=true` alone. */
function respond(call: Call): Stripe.Dispute {
  const { world } = call
  const before = disputeInPath(call)
  const { evidence, metadata: change, submit } = readCall(call, updateParams)
  if (evidence !== undefined || submit) mustWaitForEvidence(before)
  const staged = withEvidence(before, evidence ?? {})
  const dispute: Stripe.Dispute =
    change === undefined ? staged : { ...staged, metadata: changedMetadata(before.metadata, change) }
  const submits = submit ?? evidence !== undefined
  if (submits && dispute.evidence_details.has_evidence) {
    return shownDispute(world, submitEvidence(world, before, dispute))
  }
  updateDispute(world, before, dispute)
  return shownDispute(world, dispute)
}

function withEvidence(before: Dispute, given: GivenEvidence): Stripe.Dispute {
  if (Object.keys(given).length === 0) return before
  return {
    ...before,
    evidence: { ...before.evidence, ...given },
    evidence_details: { ...before.evidence_details, has_evidence: true },
  }
}

/** The shop accepts the dispute; it cannot be taken back. */
function giveIn(call: Call): Stripe.Dispute {
  const dispute = disputeInPath(call)
  readCall(call, {})
  mustWaitForEvidence(dispute)
  return shownDispute(call.world, closeDispute(call.world, dispute, 'lost'))
}

/** Evidence is handed in once. @throws StripeError 400 after that. */
function mustWaitForEvidence(dispute: Dispute): void {
  mustBeOpen(dispute)
  if (dispute.status === 'needs_response') return
  const message = 'The evidence for this dispute has already been submitted and can no longer be changed.'
  throw new StripeError(400, { message })
}

function disputeInPath(call: Call): Dispute {
  const dispute = call.world.store.get('disputes', pathId(call))
  if (dispute) return dispute
  throw noSuch('dispute', pathId(call), { param: 'id', path: true })
}
