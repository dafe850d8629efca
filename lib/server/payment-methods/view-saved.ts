import 'server-only'
import { listToPay } from '../recovery/list-to-pay'
import { findMethod, type FoundSetup } from './store'

/**
 * What a try has saved, with what its customer may do with it at once: have it charged from now on, and pay what could not be
 * charged before. Null before it has saved anything.
 */
export async function viewSaved({ customerId, usage, mandate }: FoundSetup) {
  const paymentMethodId = mandate?.paymentMethodId
  if (!mandate || !paymentMethodId) return null
  const [method, toPay] = await Promise.all([findMethod({ id: paymentMethodId }), listToPay(customerId)])
  const isUsable = method?.status === 'active'
  return {
    usage,
    mandateId: mandate.id,
    notDefaultId: isUsable && !method.isDefault ? method.id : null,
    toPay: isUsable ? toPay : [],
  }
}
