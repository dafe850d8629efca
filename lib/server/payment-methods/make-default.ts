import 'server-only'
import { AppError } from '@/lib/domain/errors'
import type { SignedInCustomer } from '../auth/session'
import { setDefault } from './store'

/** Makes one of the customer's own methods the default. Throws `not_found` for anybody else's, as for an unknown one. */
export async function makeDefault(
  paymentMethodId: string,
  customer: SignedInCustomer,
  requestId: string,
): Promise<void> {
  const done = await setDefault({ paymentMethodId, customerId: customer.id, actorId: customer.userId, requestId })
  if (!done) throw new AppError('not_found', 'There is no such payment method.')
}
