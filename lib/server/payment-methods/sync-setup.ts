import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { REDIRECT_SECONDS } from '@/lib/domain/setup-status'
import { addSeconds, businessNow } from '../clock'
import { log } from '../logger'
import { stripeAccount } from '../stripe/account'
import { type OpenSetupIntent, retrieveSetupIntent, type SetupIntentSnapshot } from '../stripe/setup-intents'
import { findSetup, findSetupByStripeId, type FoundSetup, recordSetup } from './store'

/**
 * Copies a SetupIntent's present state from Stripe. The return page, webhooks, the sweep and polling all call it, in any
 * order and at once: it is safe to repeat. Gives the row as it is afterwards and what Stripe said, if Stripe was asked.
 */
export async function syncSetup(
  setupId: string,
): Promise<{ setup: FoundSetup; intent: OpenSetupIntent | null } | null> {
  const setup = await findSetup(setupId)
  return setup && syncFound(setup)
}

/** The same for an event, which knows Stripe's id and perhaps ours from the metadata. Not one of ours: nothing to do. */
export async function syncSetupByStripeId(stripeSetupIntentId: string, setupId: string | null): Promise<void> {
  const setup = await findSetupByStripeId(stripeSetupIntentId, setupId)
  if (!setup) return log.warn({ stripeSetupIntentId }, 'setup.unknown')
  await syncFound(setup, stripeSetupIntentId)
}

/** Writes what a call to Stripe returned. Null when the row has moved on meanwhile: read Stripe again. */
export async function recordSnapshot(setup: FoundSetup, snapshot: SetupIntentSnapshot): Promise<FoundSetup | null> {
  requireOurs(setup, snapshot)
  const now = await businessNow()
  const { stripeSetupIntentId, status, failed, errorCode, errorMessage, attemptStartedAt } = snapshot
  const seen = {
    stripeSetupIntentId,
    status,
    failed,
    errorCode,
    errorMessage,
    redirectExpiresAt: attemptStartedAt && addSeconds(attemptStartedAt, REDIRECT_SECONDS),
  }
  // Readers who bring no news leave the version alone, or a crowd of them would keep each other from ever finishing.
  if (isNoNews(setup, seen)) return findSetup(setup.id)
  const ended = status === 'succeeded' || status === 'canceled'
  const change = { ...seen, failedAt: failed ? failedAt(setup, seen, now) : null, ...(ended && { nextSyncAt: null }) }
  const written = await recordSetup(setup, change, savedMethod(setup, snapshot, now))
  return written ? findSetup(setup.id) : null
}

type Seen = Pick<
  FoundSetup,
  'stripeSetupIntentId' | 'status' | 'failed' | 'errorCode' | 'errorMessage' | 'redirectExpiresAt'
>

function isNoNews(setup: FoundSetup, { redirectExpiresAt, ...seen }: Seen): boolean {
  const names = Object.keys(seen) as (keyof typeof seen)[] // Object.keys forgets the names it was given.
  return names.every((name) => setup[name] === seen[name]) && isSameTime(setup.redirectExpiresAt, redirectExpiresAt)
}

// When the news of this very attempt first reached us decides between "declined" and "expired", so it is kept.
function failedAt(setup: FoundSetup, seen: Seen, now: Date): Date {
  return isSameTime(setup.redirectExpiresAt, seen.redirectExpiresAt) ? (setup.failedAt ?? now) : now
}

function isSameTime(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime()
}

async function syncFound(
  first: FoundSetup,
  adopted?: string,
): Promise<{ setup: FoundSetup; intent: OpenSetupIntent | null }> {
  await requireSameAccount(first)
  for (let setup: FoundSetup | null = first, tries = 0; setup; setup = await findSetup(first.id), tries++) {
    const ended = setup.status === 'succeeded' || setup.status === 'canceled'
    const stripeSetupIntentId = setup.stripeSetupIntentId ?? adopted
    if (ended || !stripeSetupIntentId) return { setup, intent: null }
    const intent = await retrieveSetupIntent(stripeSetupIntentId)
    const written = await recordSnapshot(setup, intent.snapshot)
    if (written) return { setup: written, intent }
    if (tries > 20) throw new Error(`Setup ${first.id} keeps changing.`)
  }
  throw new Error(`Setup ${first.id} disappeared.`)
}

// After saving, the method has to hang on our own Stripe Customer, or nobody could ever charge it. It may also be gone again.
function savedMethod(setup: FoundSetup, { status, paymentMethod, mandate }: SetupIntentSnapshot, at: Date) {
  if (status !== 'succeeded') return null
  if (!paymentMethod || paymentMethod.stripeCustomerId !== setup.customer.stripeCustomerId) {
    log.error({ setupId: setup.id }, 'setup.not_attached')
    return null
  }
  return { at, method: { ...paymentMethod, stripeMandate: mandate } }
}

function requireOurs(setup: FoundSetup, snapshot: SetupIntentSnapshot): void {
  const sameIntent = setup.stripeSetupIntentId === null || setup.stripeSetupIntentId === snapshot.stripeSetupIntentId
  // An intent of nobody is not ours either, though our customer may have no Stripe Customer yet.
  const owner = snapshot.stripeCustomerId
  const sameOwner = owner !== null && owner === setup.customer.stripeCustomerId && snapshot.setupId === setup.id
  if (!sameIntent || !sameOwner)
    throw new Error(`SetupIntent ${snapshot.stripeSetupIntentId} is not setup ${setup.id}'s.`)
}

/** Throws `wrong_stripe_account` for a try that was made with other keys than ours. */
export async function requireSameAccount(setup: FoundSetup): Promise<void> {
  const account = await stripeAccount()
  if (account.stripeAccountId === setup.stripeAccountId && account.livemode === setup.livemode) return
  throw new AppError('wrong_stripe_account', 'This belongs to another Stripe account.')
}
