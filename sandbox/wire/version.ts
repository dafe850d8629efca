import { API_VERSION } from './api-version'
import type { Call } from './call'
import { StripeError, invalid } from './errors'
import { isBefore } from './older-versions'

/** The version a request runs on: its `Stripe-Version` header or the account's own. */
export function requestVersion(header: string | undefined, own: string = API_VERSION): string {
  if (!header) return own
  if (/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(header)) return header
  throw invalid(`Invalid Stripe API version: ${header}. See https://stripe.com/docs/api/versioning for details.`)
}

/**
 * From `2026-08-26.preview` and `2026-09-30.endive` on, `payment_method_types` cannot be written any more
 * (docs.stripe.com/changelog/endive). The code is documented, the sentence is ours. A request that names no version may
 * still write it, because the guides' own samples do.
 */
export function refuseRemovedMethodTypes({ version, versionNamed }: Call): void {
  if (!versionNamed || !methodTypesRemoved(version)) return
  throw new StripeError(
    400,
    {
      code: 'payment_method_types_no_longer_supported',
      message:
        'The parameter `payment_method_types` is no longer supported in this API version. Use `allowed_payment_method_types` instead.',
      param: 'payment_method_types',
    },
    true,
  )
}

/**
 * Accounts v2 are open to a business without Connect on a preview version only
 * (docs.stripe.com/accounts-v2/use-accounts-as-customers). The sentence is ours.
 */
export function requirePreview({ version }: Call): void {
  if (version.endsWith('.preview')) return
  const message = `Accounts v2 need a preview version of the API such as 2026-05-27.preview, but Stripe-Version is ${version}.`
  throw new StripeError(400, { message }, true)
}

/** How subscriptions are billed unless a request says it (docs.stripe.com/changelog/clover/2025-09-30). */
export function usualBillingMode({ version }: Call): 'classic' | 'flexible' {
  return isBefore(version, '2025-09-30.clover') ? 'classic' : 'flexible'
}

/** How a payment is captured unless a request says it (docs.stripe.com/changelog/2024-04-10). */
export function usualCaptureMethod({ version }: Call): 'automatic' | 'automatic_async' {
  return isBefore(version, '2024-04-10') ? 'automatic' : 'automatic_async'
}

function methodTypesRemoved(version: string): boolean {
  const date = version.slice(0, 10)
  return version.endsWith('.preview') ? date >= '2026-08-26' : date >= '2026-09-30'
}
