import 'server-only'
import { ensureStripeCustomer } from '../customers/ensure-stripe-customer'
import { forgetIfGone } from '../customers/forget-if-gone'
import { causesOf, log } from '../logger'
import type { SessionSnapshot } from '../stripe/checkout-sessions'
import { isAtStripe } from '../stripe/customer-ids'
import { classOf } from '../stripe/errors'
import { attachPaymentMethod } from '../stripe/payment-methods'
import type { FoundSetup } from '../payment-methods/store'
import { isForNobody } from './session-owner'

/** Whether a try that was made for nobody has saved something that nobody could charge yet. */
export function isUnattached(setup: FoundSetup, { status, paymentMethod }: SessionSnapshot): boolean {
  return isForNobody(setup) && status === 'succeeded' && paymentMethod !== null && !isAtStripe(paymentMethod)
}

/**
 * Attaches what was saved for nobody to our customer's own customer at Stripe, who is made for it if there is none yet. Return
 * page and webhook may do so at once: they send the same key. A method that Stripe won't attach was detached meanwhile, and
 * is left to be recorded as that. Throws whatever leaves it unknown.
 */
export async function attachSaved({ id, customerId }: FoundSetup, { paymentMethod }: SessionSnapshot): Promise<void> {
  if (!paymentMethod) return
  const { stripePaymentMethodId } = paymentMethod
  const owner = await ensureStripeCustomer(customerId)
  const idempotencyKey = `attach:${id}:${owner.stripeCustomerAccountId ?? owner.stripeCustomerId}`
  try {
    await attachPaymentMethod({ stripePaymentMethodId, owner, idempotencyKey })
  } catch (error) {
    // The next reading makes another one, and attaches to that.
    const isGone = await forgetIfGone(error, customerId, owner)
    if (isGone || classOf(error) !== 'refused') throw error
    log.error({ setupId: id, error: causesOf(error) }, 'setup.not_attachable')
  }
}
