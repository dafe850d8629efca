import 'server-only'
import { log } from '../logger'
import { retrieveSetupSession, type SessionSnapshot } from '../stripe/checkout-sessions'
import { isMissing } from '../stripe/errors'
import { retrieveSetupIntent } from '../stripe/setup-intents'
import { requireSameAccount } from '../stripe/same-account'
import { attachSaved, isUnattached } from '../setups/attach-saved'
import { recordSnapshot } from './record-snapshot'
import { closeSetup, findSetup, findSetupByStripeId, type FoundSetup } from './store'
import { findSetupBySession, nameSession } from '../setups/store'

/** What Stripe said of a try just now. The secret and the address are to be handed on, not to be logged or stored. */
export type ReadSetup = { snapshot: SessionSnapshot; clientSecret: string | null; redirectUrl: string | null }
export type Synced = { setup: FoundSetup; intent: ReadSetup | null }

/**
 * Copies the present state of a try at saving from Stripe: of its Checkout Session, or of its SetupIntent. The return page,
 * webhooks, the sweep and polling all call it, in any order and at once: it is safe to repeat. What was saved for nobody is
 * attached to our customer on the way. Gives the row as it is afterwards and what Stripe said, if Stripe was asked.
 */
export async function syncSetup(setupId: string): Promise<Synced | null> {
  const setup = await findSetup(setupId)
  return setup && syncFound(setup)
}

/** The same for an event, which knows Stripe's id and perhaps ours from the metadata. Not one of ours: nothing to do. */
export async function syncSetupByStripeId(stripeSetupIntentId: string, setupId: string | null): Promise<void> {
  const setup = await findSetupByStripeId(stripeSetupIntentId, setupId)
  if (!setup) return log.warn({ stripeSetupIntentId }, 'setup.unknown')
  await syncFound(setup, stripeSetupIntentId)
}

/** The same for an event about a Checkout Session. One in another mode is not a try at saving. */
export async function syncSetupBySession(stripeSessionId: string, setupId: string | null): Promise<void> {
  const setup = await findSetupBySession(stripeSessionId, setupId)
  if (!setup) return log.info({ stripeSessionId }, 'session.unknown')
  await nameSession(setup.id, stripeSessionId)
  await syncSetup(setup.id)
}

async function syncFound(first: FoundSetup, adopted?: string): Promise<Synced> {
  await requireSameAccount(first)
  let isAttached = false
  for (let setup: FoundSetup | null = first, tries = 0; setup; setup = await findSetup(first.id), tries++) {
    const ended = setup.status === 'succeeded' || setup.status === 'canceled'
    const intent = ended ? null : await readUnlessGone(setup, adopted)
    if (!intent) return { setup: (await findSetup(first.id)) ?? setup, intent: null }
    if (!isAttached && isUnattached(setup, intent.snapshot)) {
      isAttached = true
      await attachSaved(setup, intent.snapshot)
      continue
    }
    const written = await recordSnapshot(setup, intent.snapshot)
    if (written) return { setup: written, intent }
    if (tries > 20) throw new Error(`Setup ${first.id} keeps changing.`)
  }
  throw new Error(`Setup ${first.id} disappeared.`)
}

// Test data can be deleted at Stripe. What is gone there can never be approved, so the try is over here as well.
async function readUnlessGone(setup: FoundSetup, adopted?: string): Promise<ReadSetup | null> {
  try {
    return await readFromStripe(setup, adopted)
  } catch (error) {
    if (!isMissing(error)) throw error
    log.warn({ setupId: setup.id }, 'setup.gone')
    await closeSetup(setup.id)
    return null
  }
}

async function readFromStripe(
  { stripeSessionId, stripeSetupIntentId: known }: FoundSetup,
  adopted?: string,
): Promise<ReadSetup | null> {
  // A hosted page outlives the attempts that are made on it, so it is what says how things stand.
  if (stripeSessionId) {
    const { snapshot, url } = await retrieveSetupSession(stripeSessionId)
    return { snapshot, clientSecret: null, redirectUrl: url }
  }
  const stripeSetupIntentId = known ?? adopted
  return stripeSetupIntentId ? retrieveSetupIntent(stripeSetupIntentId) : null
}
