import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { acceptanceFrom } from '../checkout/acceptance'
import { confirmSetupIntent } from '../stripe/setup-intents'
import { returnUrl, stateOf } from './dto'
import { openSetup } from './open-setup'
import { recordSnapshot } from './record-snapshot'
import { type FoundSetup, findSetup, nameConfirmKey } from './store'
import { syncSetup } from './sync-setup'

/**
 * Confirms a try for a customer without JavaScript and gives Amazon's address, where they approve; null when there is
 * nothing to approve any more. A try is confirmed once: a repeated request has the same key, and gets the same address.
 * When Stripe does not answer, the return page and the sweep find out what happened. Throws what openSetup throws, and
 * `address_unknown`.
 */
export async function confirmSetupHere(setup: FoundSetup): Promise<string | null> {
  const { mandate } = setup
  if (!mandate) throw new Error(`Setup ${setup.id} has no mandate.`)
  const acceptance = acceptanceFrom(mandate)
  const opened = await openUnlessConfirmed(setup)
  if (opened !== null) {
    const stripeSetupIntentId = opened
    const idempotencyKey = `confirm:${setup.id}:1`
    await nameConfirmKey(setup.id, idempotencyKey)
    const { snapshot, redirectUrl } = await confirmSetupIntent({
      stripeSetupIntentId,
      idempotencyKey,
      acceptance,
      returnUrl: returnUrl(setup.id),
    })
    const fresh = await findSetup(setup.id)
    if (fresh) await recordSnapshot(fresh, snapshot)
    return redirectUrl
  }
  const synced = await syncSetup(setup.id)
  return synced && stateOf(synced.setup) === 'confirming' ? (synced.intent?.redirectUrl ?? null) : null
}

// The intent's id while it is still to be confirmed; null once it was.
async function openUnlessConfirmed(setup: FoundSetup): Promise<string | null> {
  try {
    return (await openSetup(setup)).snapshot.stripeSetupIntentId
  } catch (error) {
    if (error instanceof AppError && error.code === 'setup_ended') return null
    throw error
  }
}
