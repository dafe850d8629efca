import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { ensureStripeCustomer } from '../customers/ensure-stripe-customer'
import { createSetupIntent, type OpenSetupIntent } from '../stripe/setup-intents'
import { closeUnanswered, findSetup, type FoundSetup } from './store'
import { recordSnapshot, requireSameAccount, syncSetup } from './sync-setup'

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

// Stripe's no is an answer: the try is over. Anything else leaves it as it is, to be asked again with the same key.
async function create(setup: FoundSetup): Promise<OpenSetupIntent> {
  const { id: setupId, createKey: idempotencyKey, usage } = setup
  try {
    const stripeCustomerId = await ensureStripeCustomer(setup.customerId)
    return await createSetupIntent({ setupId, idempotencyKey, usage, stripeCustomerId })
  } catch (error) {
    if (error instanceof AppError && error.code === 'payment_provider_refused') await closeUnanswered(setupId)
    throw error
  }
}

async function reopen(setup: FoundSetup): Promise<OpenSetupIntent> {
  const synced = await syncSetup(setup.id)
  if (!synced?.intent) throw new AppError('setup_ended', 'This try has already ended.')
  return requireAmazonPay(synced.intent)
}

function requireAmazonPay(intent: OpenSetupIntent): OpenSetupIntent {
  if (intent.clientSecret !== null) return intent
  throw new AppError('amazon_pay_unavailable', 'Amazon Pay is not switched on for this shop.')
}
