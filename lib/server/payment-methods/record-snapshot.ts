import 'server-only'
import { REDIRECT_SECONDS, sweepDelaySeconds } from '@/lib/domain/setup-status'
import { addSeconds, businessNow } from '../clock'
import { log } from '../logger'
import { isForNobody } from '../setups/session-owner'
import type { SessionSnapshot } from '../stripe/checkout-sessions'
import { isAtStripe, isTheirs } from '../stripe/customer-ids'
import { findSetup, type FoundSetup, recordSetup } from './store'

// How long a success may come before its payment method is attached; afterwards it has been removed again.
const ATTACH_SECONDS = 600

/** Writes what a call to Stripe returned. Null when the row has moved on meanwhile: read Stripe again. */
export async function recordSnapshot(setup: FoundSetup, snapshot: SessionSnapshot): Promise<FoundSetup | null> {
  requireOurs(setup, snapshot)
  const now = await businessNow()
  const seen = seenIn(setup, snapshot)
  // Readers who bring no news leave the version alone, or a crowd of them would keep each other from ever finishing.
  if (isNoNews(setup, seen) || isHalfDone(setup, snapshot, now)) return findSetup(setup.id)
  const ended = seen.status === 'succeeded' || seen.status === 'canceled'
  const change = {
    ...seen,
    failedAt: seen.failed ? failedAt(setup, seen, now) : null,
    ...(ended && { nextSyncAt: null }),
    ...(!ended &&
      hasMoved(setup, seen) && { nextSyncAt: addSeconds(now, sweepDelaySeconds(0, seen.status)), syncCount: 0 }),
  }
  const written = await recordSetup(setup, change, savedMethod(setup, snapshot, now))
  return written ? findSetup(setup.id) : null
}

type Seen = Pick<
  FoundSetup,
  'stripeSetupIntentId' | 'status' | 'failed' | 'errorCode' | 'errorMessage' | 'redirectExpiresAt'
>

function seenIn(setup: FoundSetup, snapshot: SessionSnapshot): Seen {
  const { status, attemptStartedAt } = snapshot
  // A hosted page that is open tells of none yet, though an event may have.
  const stripeSetupIntentId = snapshot.stripeSetupIntentId ?? setup.stripeSetupIntentId
  // A try that failed and was closed afterwards stays a failed one, for the customer and for the merchant.
  const { failed, errorCode, errorMessage } = status === 'canceled' && setup.failed ? setup : snapshot
  const redirectExpiresAt = attemptStartedAt && addSeconds(attemptStartedAt, REDIRECT_SECONDS)
  return { stripeSetupIntentId, status, failed, errorCode, errorMessage, redirectExpiresAt }
}

function isNoNews(setup: FoundSetup, { redirectExpiresAt, ...seen }: Seen): boolean {
  const names = Object.keys(seen) as (keyof typeof seen)[] // Object.keys forgets the names it was given.
  return names.every((name) => setup[name] === seen[name]) && isSameTime(setup.redirectExpiresAt, redirectExpiresAt)
}

// Somebody is at work on it, so the sweep looks again soon, however long it has waited before.
function hasMoved(setup: FoundSetup, { status }: Seen): boolean {
  return setup.status !== null && setup.status !== status
}

// When the news of this very attempt first reached us decides between "declined" and "expired", so it is kept.
function failedAt(setup: FoundSetup, seen: Seen, now: Date): Date {
  return isSameTime(setup.redirectExpiresAt, seen.redirectExpiresAt) ? (setup.failedAt ?? now) : now
}

function isSameTime(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime()
}

// In which order Stripe lets us see "succeeded" and "attached" is not promised. A success whose method is not ours yet is
// left for a later reading, and believed only after a while: then the method is gone again.
function isHalfDone(setup: FoundSetup, snapshot: SessionSnapshot, now: Date): boolean {
  if (snapshot.status !== 'succeeded' || isAttached(setup, snapshot)) return false
  const since = snapshot.attemptStartedAt ?? setup.createdAt
  return now < addSeconds(since, REDIRECT_SECONDS + ATTACH_SECONDS)
}

// After saving, the method has to hang on our own Stripe Customer, or nobody could ever charge it.
function isAttached(setup: FoundSetup, { paymentMethod }: SessionSnapshot): boolean {
  return paymentMethod !== null && isTheirs(paymentMethod, setup.customer)
}

function savedMethod(setup: FoundSetup, snapshot: SessionSnapshot, at: Date) {
  const { status, paymentMethod, mandate } = snapshot
  if (status !== 'succeeded') return null
  if (paymentMethod && isAttached(setup, snapshot)) return { at, method: { ...paymentMethod, stripeMandate: mandate } }
  log.error({ setupId: setup.id }, 'setup.not_attached')
  return null
}

function requireOurs(setup: FoundSetup, snapshot: SessionSnapshot): void {
  const { stripeSetupIntentId: known } = setup
  const { stripeSetupIntentId: seen } = snapshot
  const sameIntent = known === null || seen === null || known === seen
  // What was made for nobody on purpose has our id alone. Any other intent of nobody is not ours, though our customer may
  // not be at Stripe yet.
  const sameOwner = isAtStripe(snapshot) ? isTheirs(snapshot, setup.customer) : isForNobody(setup)
  if (!sameIntent || !sameOwner || snapshot.setupId !== setup.id)
    throw new Error(`SetupIntent ${snapshot.stripeSetupIntentId} is not setup ${setup.id}'s.`)
}
