import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { ensureStripeCustomer } from '../customers/ensure-stripe-customer'
import { forgetIfGone } from '../customers/forget-if-gone'
import type { StripeCustomerIds } from '../stripe/customer-ids'
import { isStoredFailure } from '../stripe/errors'
import { createSetupIntent, type OpenSetupIntent } from '../stripe/setup-intents'
import { requireSameAccount } from '../stripe/same-account'
import { stateOf } from './dto'
import { recordSnapshot } from './record-snapshot'
import { closeSetup, findSetup, type FoundSetup, renewCreateKey } from './store'
import { type ReadSetup, syncSetup } from './sync-setup'

/**
 * Makes the SetupIntent of a try, or reads the one it has. The request that started the try runs it inline; when Stripe did
 * not answer, a repeated request or the worker runs it again with the same key, and gets the same SetupIntent.
 * Throws `payment_provider_unavailable` while the outcome is unknown, `payment_provider_refused` when the try is over.
 */
export async function openSetup(setup: FoundSetup): Promise<OpenSetupIntent> {
  // One that was closed without an answer must not be asked for again: Stripe forgets keys after a day.
  if (setup.stripeSetupIntentId || setup.status !== null) return reopen(setup)
  await requireSameAccount(setup)
  const intent = await create(setup)
  // A webhook may have been faster with a later state: then what is true is at Stripe, not in this answer.
  const fresh = await findSetup(setup.id)
  if (!fresh || fresh.stripeSetupIntentId || !(await recordSnapshot(fresh, intent.snapshot))) return reopen(setup)
  return requireAmazonPay(intent)
}

async function create(setup: FoundSetup): Promise<OpenSetupIntent> {
  const { id: setupId, customerId, createKey: idempotencyKey, usage } = setup
  let named: StripeCustomerIds | undefined
  try {
    named = await ensureStripeCustomer(customerId)
    return await createSetupIntent({ ...named, setupId, idempotencyKey, usage })
  } catch (error) {
    const gone = named !== undefined && (await forgetIfGone(error, customerId, named))
    throw await failedCreate(setup, error, gone)
  }
}

/**
 * What a create that failed means for its try, and the error to throw. A key that was refused or ended in a 500 is used up:
 * Stripe repeats its answer for a day. What was made all the same does no harm, because nobody hears of it. Stripe's no is an
 * answer: the try is over. Anything else leaves it, to be asked again.
 */
export async function failedCreate(setup: FoundSetup, error: unknown, canAskAnew: boolean): Promise<unknown> {
  const usedUp = canAskAnew || isStoredFailure(error)
  if (usedUp) await renewCreateKey(setup)
  else if (error instanceof AppError && error.code === 'payment_provider_refused') await closeSetup(setup.id)
  return usedUp ? new AppError('payment_provider_unavailable', 'Please ask again.', { cause: error }) : error
}

async function reopen(setup: FoundSetup): Promise<OpenSetupIntent> {
  const synced = await syncSetup(setup.id)
  // A try is confirmed once. After that a new one is needed, with its own agreement and time.
  if (!synced?.intent || stateOf(synced.setup) !== 'ready')
    throw new AppError('setup_ended', 'This try has already ended.')
  return requireAmazonPay(synced.intent)
}

function requireAmazonPay({ snapshot, clientSecret, redirectUrl }: ReadSetup): OpenSetupIntent {
  const { stripeSetupIntentId } = snapshot
  if (clientSecret !== null && stripeSetupIntentId !== null)
    return { snapshot: { ...snapshot, stripeSetupIntentId }, clientSecret, redirectUrl }
  throw new AppError('amazon_pay_unavailable', 'Amazon Pay is not switched on for this shop.')
}
