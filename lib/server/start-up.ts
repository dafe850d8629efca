import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { isDatabaseDown } from './database-errors'
import { env } from './env'
import { log } from './logger'
import { publishNotices } from './mandates/publish-notice'
import { stripeAccount } from './stripe/account'
import { requireCustomerModel } from './stripe/customers'

/**
 * What has to be true before a web process serves: complete variables, published words, and keys of the merchant's own
 * country. Stripe being away does not stop it: pages that only read still work, and the check is made at the first call.
 */
export async function startUp(): Promise<void> {
  try {
    env()
    await publishNotices()
    await stripeAccount()
    await requireCustomerModel()
  } catch (error) {
    if (error instanceof AppError && error.code === 'payment_provider_unavailable') {
      return log.warn({ error: String(error.cause) }, 'stripe.unreachable')
    }
    process.stderr.write(`${sentenceFor(error)}\n`)
    process.exit(1)
  }
}

function sentenceFor(error: unknown): string {
  if (isDatabaseDown(error)) return 'The database that DATABASE_URL names can’t be reached.'
  if (error instanceof AppError && error.code === 'payment_provider_refused')
    return `Stripe refused STRIPE_SECRET_KEY: ${error.cause instanceof Error ? error.cause.message : error.message}`
  return error instanceof Error ? error.message : String(error)
}
