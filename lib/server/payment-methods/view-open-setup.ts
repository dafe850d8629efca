import 'server-only'
import { requireCurrentNotice } from '../mandates/current-notice'
import { returnUrl, stateOf } from './dto'
import { findSetup } from './store'
import { syncSetup } from './sync-setup'

/**
 * A try as the server-rendered page needs it: the words that were agreed to and the secret to confirm with, read from
 * Stripe for this one rendering. `ended` when there is nothing left to confirm; null when it is not this customer's.
 * Throws `notice_changed` when the words are no longer the current ones.
 */
export async function viewOpenSetup(id: string, customerId: string) {
  if (!(await findSetup(id, customerId))) return null
  const synced = await syncSetup(id)
  const clientSecret = synced?.intent?.clientSecret
  if (!synced || !clientSecret || stateOf(synced.setup) !== 'ready') return 'ended'
  const { mandate } = synced.setup
  if (!mandate) throw new Error(`Setup ${id} has no mandate.`)
  await requireCurrentNotice(mandate.noticeId)
  return {
    started: { id, clientSecret, returnUrl: returnUrl(id) },
    text: mandate.acceptedText,
    optInText: mandate.usage === 'off_session' ? mandate.optInText : null,
  }
}
