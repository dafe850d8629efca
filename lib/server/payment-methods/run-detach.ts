import 'server-only'
import { DONE, type Ending, type Lease, NeedsPerson } from '../jobs/lease'
import { newId } from '../new-id'
import { hasChargeInFlight } from '../jobs/store'
import { classOf } from '../stripe/errors'
import { detachPaymentMethod } from '../stripe/payment-methods'
import { requireSameAccount } from '../stripe/same-account'
import { findMethod, type FoundMethod } from './store'
import { syncMethod } from './sync-method'

/**
 * Detaches a method that was taken out of use, once no charge with it is under way any more. Whatever Stripe answers, what
 * counts is the method as it is read afterwards. Throws as long as it is still attached: the command has to run again.
 */
export async function runDetach(paymentMethodId: string, lease: Lease): Promise<Ending> {
  const method = await findMethod({ id: paymentMethodId })
  if (!method || method.status === 'detached') return DONE
  await requireSameAccount(method)
  if (await hasChargeInFlight(paymentMethodId)) return { done: false, waitSeconds: 1 }
  await lease.renew()
  const refusal = await detach(method)
  await syncMethod(paymentMethodId)
  const after = await findMethod({ id: paymentMethodId })
  if (after?.status === 'detached') return DONE
  throw refusal ?? new Error(`Payment method ${paymentMethodId} is still attached at Stripe.`)
}

async function detach({ id, stripePaymentMethodId }: FoundMethod): Promise<unknown> {
  try {
    // Detaching twice is detaching once, so every attempt may have a key of its own, and no stored 500 can block it: not even
    // when a person has the command tried anew, and its attempts are counted from the start.
    return void (await detachPaymentMethod(stripePaymentMethodId, `detach:${id}:${newId()}`))
  } catch (error) {
    switch (classOf(error)) {
      case 'misused':
        throw new NeedsPerson('Stripe would not take the request to detach.', error)
      case 'declined':
      case 'refused':
      case 'retry_later':
      case 'unknown':
        return error
      case null:
        throw error
    }
  }
}
