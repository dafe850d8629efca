import 'server-only'
import type Stripe from 'stripe'
import { AppError } from '@/lib/domain/errors'
import { isDatabaseDown } from '../database-errors'
import { isLivemode } from '../env'
import { log } from '../logger'
import { idOf } from '../stripe/read'
import { insertEvent } from './store'

/**
 * Files a verified event; the worker does the rest. A known and an unknown type are answered alike. Throws
 * `database_unavailable` when it could not be filed, so that Stripe delivers it again.
 */
export async function receiveEvent(event: Stripe.Event): Promise<void> {
  const { id, type, livemode, created } = event
  if (livemode !== isLivemode()) throw new AppError('wrong_stripe_account', 'This event is of the other mode.')
  const { objectId, reference } = subjectOf(event)
  const row = { id, type, livemode, objectId, reference, stripeCreated: new Date(created * 1000) }
  try {
    const isNew = await insertEvent(row)
    log.info({ eventId: id, type, isNew }, 'event.received')
  } catch (cause) {
    if (!isDatabaseDown(cause)) throw cause
    throw new AppError('database_unavailable', 'The event could not be filed.', { cause, retryAfterSeconds: 5 })
  }
}

// An event only names whom to read again. What it says about them may be old and is not kept.
function subjectOf(event: Stripe.Event): { objectId: string; reference: string | null } {
  const { object } = event.data
  const id = 'id' in object ? object.id : undefined
  const intent = object.object === 'charge' ? object.payment_intent : null
  const billed = object.object === 'invoice' ? (object.parent?.subscription_details ?? null) : null
  const objectId = idOf(intent) ?? idOf(billed?.subscription) ?? id ?? ''
  const metadata: Stripe.Metadata = billed?.metadata ?? (('metadata' in object && object.metadata) || {})
  const reference =
    metadata.setup_id ?? metadata.payment_id ?? metadata.refund_id ?? metadata.subscription_id ?? metadata.customer_id
  return { objectId, reference: isUuid(reference) ? reference : null }
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
}
