import type Stripe from 'stripe'
import { idOf } from '../ids'
import { shownTransaction } from '../ledger'
import { mustWaitForEvidence } from '../machines/dispute'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { noSuch } from '../wire/errors'
import { created, page, pageParams } from '../wire/list'
import { changedMetadata, metadata } from '../wire/metadata'
import { filled, flag, unsupported } from '../wire/parameters'
import type { World } from '../world'
import { stepDispute } from './dispute-changes'
import { evidenceParam } from './dispute-evidence'
import { closeDispute, decideByWords } from './dispute-outcome'

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
  const described = change === undefined ? before.metadata : changedMetadata(before.metadata, change)
  if (evidence === undefined && !submit) {
    return shownDispute(world, stepDispute(world, before.id, { do: 'describe', metadata: described }))
  }
  mustWaitForEvidence(before)
  // Nothing but texts gets through the parameters; the SDK types the other fields as well.
  const said = (evidence ?? {}) as Partial<Stripe.Dispute.Evidence>
  const response = { evidence: said, metadata: described, submit: submit ?? true }
  return shownDispute(world, decideByWords(world, stepDispute(world, before.id, { do: 'respond', ...response })))
}

/** The shop accepts the dispute; it cannot be taken back. */
function giveIn(call: Call): Stripe.Dispute {
  const dispute = disputeInPath(call)
  readCall(call, {})
  mustWaitForEvidence(dispute)
  return shownDispute(call.world, closeDispute(call.world, dispute, 'lost'))
}

function disputeInPath(call: Call): Dispute {
  const dispute = call.world.store.get('disputes', pathId(call))
  if (dispute) return dispute
  throw noSuch('dispute', pathId(call), { param: 'id', path: true })
}
