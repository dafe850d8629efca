import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { forgetIfGone } from '../customers/forget-if-gone'
import { accountCurrency } from '../stripe/account'
import { createSetupSession, type SetupSession } from '../stripe/checkout-sessions'
import { isAtStripe } from '../stripe/customer-ids'
import { requireSameAccount } from '../stripe/same-account'
import { returnUrl, stateOf } from '../payment-methods/dto'
import { failedCreate } from '../payment-methods/open-setup'
import { recordSnapshot } from '../payment-methods/record-snapshot'
import { closeSetup, findSetup, type FoundSetup } from '../payment-methods/store'
import { syncSetup } from '../payment-methods/sync-setup'
import { sessionOwner } from './session-owner'
import { nameSession } from './store'

/**
 * Opens the hosted page of a try, or finds the one it has, and gives its address. A repeated request has the same key, and
 * gets the same page. Throws `payment_provider_unavailable` while the outcome is unknown, `setup_ended` when there is nothing
 * left to do there, `payment_provider_refused`.
 */
export async function openSession(setup: FoundSetup): Promise<string> {
  if (setup.stripeSessionId || setup.status !== null) return reopen(setup)
  await requireSameAccount(setup)
  const { stripeSessionId, snapshot, url } = await create(setup)
  await nameSession(setup.id, stripeSessionId)
  const fresh = await findSetup(setup.id)
  const isRecorded = fresh && (await recordSnapshot(fresh, snapshot))
  return isRecorded && url ? url : reopen(setup)
}

async function create(setup: FoundSetup): Promise<SetupSession> {
  const { id: setupId, offers, mandate, createKey: idempotencyKey } = setup
  const owner = sessionOwner(setup)
  if (!offers || !mandate) throw new Error(`Setup ${setupId} is not for a hosted page.`)
  try {
    return await createSetupSession({
      setupId,
      idempotencyKey,
      offers,
      owner,
      email: mandate.customerEmail,
      currency: await accountCurrency(),
      returnUrl: returnUrl(setupId),
    })
  } catch (error) {
    const isGone = isAtStripe(owner) && (await forgetIfGone(error, setup.customerId, owner))
    if (!isGone) throw await failedCreate(setup, error, false)
    // It was to be made for somebody who is gone at Stripe, so the next try is another one.
    await closeSetup(setupId)
    throw new AppError('setup_ended', 'Please start again.', { cause: error })
  }
}

async function reopen({ id }: FoundSetup): Promise<string> {
  const synced = await syncSetup(id)
  const url = synced && stateOf(synced.setup) === 'ready' ? synced.intent?.redirectUrl : null
  if (!url) throw new AppError('setup_ended', 'This try has already ended.')
  return url
}
