import 'server-only'
import { listUsableMethods } from '../usable-methods/store'
import { nameOf } from './dto'

/** What a customer's subscriptions can be paid with: saved methods that may be charged while they are away, the default first. */
export async function listChargeable(customerId: string): Promise<{ id: string; name: string }[]> {
  const methods = await listUsableMethods(customerId, { away: true })
  return methods.map((method) => ({ id: method.id, name: nameOf(method) }))
}
