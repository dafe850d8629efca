import 'server-only'
import type { PaymentMethodDto } from '@/lib/contracts/payment-methods'
import { toPaymentMethodDto } from './dto'
import { listMethods } from './store'

/** A customer's saved methods: the default one first, the others by the newest, those that were removed last. */
export async function listSavedMethods(customerId: string): Promise<PaymentMethodDto[]> {
  const methods = (await listMethods(customerId)).map(toPaymentMethodDto)
  return methods.toSorted((a, b) => rank(a) - rank(b))
}

function rank({ isDefault, status }: PaymentMethodDto): number {
  return isDefault ? 0 : { active: 1, removing: 2, detached: 3 }[status]
}
