import 'server-only'
import type { PaymentMethodDto } from '@/lib/contracts/payment-methods'
import { toPaymentMethodDto } from './dto'
import { listMethods } from './store'

/** A customer's saved methods, the default one first. */
export async function listSavedMethods(customerId: string): Promise<PaymentMethodDto[]> {
  const methods = (await listMethods(customerId)).map(toPaymentMethodDto)
  return methods.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault))
}
