import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { ABANDONED_AFTER_SECONDS, sweepDelaySeconds } from '@/lib/domain/setup-status'
import { addSeconds } from '../clock'
import { expireSetupSession } from '../stripe/checkout-sessions'
import { cancelSetupIntent } from '../stripe/setup-intents'
import { openSession } from '../setups/open-session'
import { openSetup } from './open-setup'
import { claimDueSetup } from '../setups/store'
import { closeSetup, findSetup, type FoundSetup } from './store'
import { syncSetup } from './sync-setup'

/**
 * One turn of the sweep for one try: read it from Stripe, ask for an answer that never came, or close what nobody has
 * touched for a day. Settles every try even if no webhook ever arrives and the customer never comes back.
 */
export async function finishSetup(id: string, now: Date): Promise<void> {
  const setup = await findSetup(id)
  if (!setup) return
  const next = addSeconds(now, sweepDelaySeconds(setup.syncCount, setup.status))
  if (!(await claimDueSetup(id, { now, next }))) return
  const abandoned = setup.createdAt <= addSeconds(now, -ABANDONED_AFTER_SECONDS)
  if (!setup.stripeSetupIntentId && !setup.stripeSessionId) return abandoned ? closeSetup(id) : openAgain(setup)
  const synced = await syncSetup(id).catch(async (error: unknown) => {
    // What turned out not to be ours can never be finished by us. An AppError says that nobody knows, or not with these keys.
    if (abandoned && !(error instanceof AppError)) await closeSetup(id)
    throw error
  })
  if (abandoned && synced && isWaiting(synced.setup, now)) await closeAbandoned(synced.setup)
}

async function openAgain(setup: FoundSetup): Promise<void> {
  await (setup.offers ? openSession(setup) : openSetup(setup))
}

async function closeAbandoned({ id, stripeSessionId, stripeSetupIntentId }: FoundSetup): Promise<void> {
  // What belongs to a hosted page can't be cancelled by itself.
  if (stripeSessionId) await expireSetupSession(stripeSessionId, id)
  else if (stripeSetupIntentId) await cancelSetupIntent(stripeSetupIntentId, id)
  await syncSetup(id)
}

// For a payment Stripe promises to end the ten minutes at Amazon by itself; for a setup nobody says so.
function isWaiting({ status, redirectExpiresAt }: FoundSetup, now: Date): boolean {
  const dayAgo = addSeconds(now, -ABANDONED_AFTER_SECONDS)
  if (status === 'requires_action') return redirectExpiresAt !== null && redirectExpiresAt <= dayAgo
  return status === 'requires_payment_method' || status === 'requires_confirmation'
}
