import 'server-only'
import type { OrderDto } from '@/lib/contracts/orders'
import { toOrderDto } from './dto'
import { findOrder, listMoments } from './store'

/** One order for its own buyer; null for everybody else's, as for one that is not there. */
export async function viewOrder(id: string, customerIds: string[]): Promise<OrderDto | null> {
  const order = await findOrder(id, customerIds)
  return order && toOrderDto(order, await listMoments(order.payments.map((payment) => payment.id)))
}
