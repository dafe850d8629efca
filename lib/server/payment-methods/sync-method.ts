import 'server-only'
import { businessNow } from '../clock'
import { syncCustomer } from '../customers/sync-customer'
import { log } from '../logger'
import { findMandateByStripeId, nameMandate } from '../mandates/store'
import { isTheirs } from '../stripe/customer-ids'
import { ownerOf, retrieveMandate } from '../stripe/payment-methods'
import { requireSameAccount } from '../stripe/same-account'
import { beginRemoval, findMethod, type FoundMethod, recordDetached } from './store'

/**
 * Copies from Stripe whether a saved method can still be charged. Called after a failed charge and for every event about the
 * method or its mandate, in any order and as often as they come. Detached, revoked at Amazon, gone with its customer: each
 * ends the method here, and only a revocation leaves something to do at Stripe, which is filed as a command.
 */
export async function syncMethod(paymentMethodId: string): Promise<void> {
  const method = await findMethod({ id: paymentMethodId })
  if (method) await syncFound(method)
}

/** The same for an event that names Stripe's payment method. Not one of ours: nothing to do. */
export async function syncMethodByStripeId(stripePaymentMethodId: string): Promise<void> {
  const method = await findMethod({ stripePaymentMethodId })
  if (!method) return log.info({ stripePaymentMethodId }, 'payment_method.unknown')
  await syncFound(method)
}

/** The same for an event about a mandate. One whose id we never learned is recognised by its payment method. */
export async function syncMethodByMandate(stripeMandateId: string): Promise<void> {
  const known = await findMandateByStripeId(stripeMandateId)
  if (known) return known.paymentMethodId === null ? undefined : syncMethod(known.paymentMethodId)
  const mandate = await retrieveMandate(stripeMandateId)
  const stripePaymentMethodId = mandate?.stripePaymentMethodId
  const method = stripePaymentMethodId ? await findMethod({ stripePaymentMethodId }) : null
  if (!method) return log.info({ stripeMandateId }, 'mandate.unknown')
  await nameMandate(method.id, stripeMandateId)
  await syncMethod(method.id)
}

async function syncFound(method: FoundMethod): Promise<void> {
  if (method.status === 'detached') return
  await requireSameAccount(method)
  // The mandate first: Stripe ends it together with the method, so one that is read as ended while the method is read as
  // attached afterwards was really revoked. The other way round, the reason would depend on the moment.
  const revoked = await isRevoked(method)
  const owner = await ownerOf(method.stripePaymentMethodId)
  if (owner === null) return gone(method)
  if (!isTheirs(owner, method.customer))
    throw new Error(`Payment method ${method.id} belongs to somebody else at Stripe.`)
  if (revoked) await beginRemoval({ method, reason: 'revoked', at: await businessNow(), actor: null })
}

async function isRevoked({ mandates }: FoundMethod): Promise<boolean> {
  const inForce = mandates.find(({ status }) => status === 'active')
  // Its permission had ended by the time we heard that it was saved.
  if (!inForce) return true
  const { stripeMandateId: id } = inForce
  return id ? ((await retrieveMandate(id))?.isInactive ?? false) : false
}

// What went with a deleted customer is told apart by asking, not by which event came first.
async function gone(method: FoundMethod): Promise<void> {
  if (await syncCustomer(method.customer)) return
  await recordDetached(method, await businessNow())
}
