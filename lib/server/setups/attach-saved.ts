import 'server-only'
import { ensureStripeCustomer } from '../customers/ensure-stripe-customer'
import { forgetStripeCustomer } from '../customers/store'
import { causesOf, log } from '../logger'
import type { SessionSnapshot } from '../stripe/checkout-sessions'
import { classOf, isMissingCustomer } from '../stripe/errors'
import { attachPaymentMethod } from '../stripe/payment-methods'
import type { FoundSetup } from '../payment-methods/store'

/** Whether a try that was made for nobody has saved something that nobody could charge yet. */
export function isUnattached(setup: FoundSetup, { status, paymentMethod }: SessionSnapshot): boolean {
  const isForNobody = setup.offers !== null && setup.sessionCustomerId === null
  return isForNobody && status === 'succeeded' && paymentMethod !== null && paymentMethod.stripeCustomerId === null
}

/**
 * Attaches what was saved for nobody to our customer's own Stripe Customer, who is made for it if there is none yet. Return
 * page and webhook may do so at once: they send the same key. A method that Stripe won't attach was detached meanwhile, and
 * is left to be recorded as that. Throws whatever leaves it unknown.
 */
export async function attachSaved({ id, customerId }: FoundSetup, { paymentMethod }: SessionSnapshot): Promise<void> {
  if (!paymentMethod) return
  const { stripePaymentMethodId } = paymentMethod
  const stripeCustomerId = await ensureStripeCustomer(customerId)
  const idempotencyKey = `attach:${id}:${stripeCustomerId}`
  try {
    await attachPaymentMethod({ stripePaymentMethodId, stripeCustomerId, idempotencyKey })
  } catch (error) {
    const isGone = isMissingCustomer(error)
    // The next reading makes another one, and attaches to that.
    if (isGone) await forgetStripeCustomer(customerId, stripeCustomerId)
    if (isGone || classOf(error) !== 'refused') throw error
    log.error({ setupId: id, error: causesOf(error) }, 'setup.not_attachable')
  }
}
