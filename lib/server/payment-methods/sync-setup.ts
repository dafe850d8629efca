import 'server-only'
import { log } from '../logger'
import { isMissing } from '../stripe/errors'
import { type OpenSetupIntent, retrieveSetupIntent } from '../stripe/setup-intents'
import { requireSameAccount } from '../stripe/same-account'
import { recordSnapshot } from './record-snapshot'
import { closeSetup, findSetup, findSetupByStripeId, type FoundSetup } from './store'

export type Synced = { setup: FoundSetup; intent: OpenSetupIntent | null }

/**
 * Copies a SetupIntent's present state from Stripe. The return page, webhooks, the sweep and polling all call it, in any
 * order and at once: it is safe to repeat. Gives the row as it is afterwards and what Stripe said, if Stripe was asked.
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

async function syncFound(first: FoundSetup, adopted?: string): Promise<Synced> {
  await requireSameAccount(first)
  for (let setup: FoundSetup | null = first, tries = 0; setup; setup = await findSetup(first.id), tries++) {
    const ended = setup.status === 'succeeded' || setup.status === 'canceled'
    const stripeSetupIntentId = setup.stripeSetupIntentId ?? adopted
    if (ended || !stripeSetupIntentId) return { setup, intent: null }
    const intent = await retrieveUnlessGone(stripeSetupIntentId, setup)
    const written = intent && (await recordSnapshot(setup, intent.snapshot))
    if (written) return { setup: written, intent }
    if (tries > 20) throw new Error(`Setup ${first.id} keeps changing.`)
  }
  throw new Error(`Setup ${first.id} disappeared.`)
}

// Test data can be deleted at Stripe. What is gone there can never be approved, so the try is over here as well.
async function retrieveUnlessGone(stripeSetupIntentId: string, { id }: FoundSetup): Promise<OpenSetupIntent | null> {
  try {
    return await retrieveSetupIntent(stripeSetupIntentId)
  } catch (error) {
    if (!isMissing(error)) throw error
    log.warn({ setupId: id, stripeSetupIntentId }, 'setup.gone')
    await closeSetup(id)
    return null
  }
}
