import 'server-only'
import type { OrderDto } from '@/lib/contracts/orders'
import { toOrderDto } from './dto'
import { listMoments, listOrderRows } from './store'

const NEWEST = 50

/** A buyer's latest orders, the newest first. */
export async function listOrders(customerIds: string[]): Promise<OrderDto[]> {
  const orders = await listOrderRows(customerIds, NEWEST)
  const moments = await listMoments(orders.flatMap(({ payments }) => payments.map(({ id }) => id)))
  return orders.map((order) => {
    const own = new Set(order.payments.map(({ id }) => `payment:${id}`))
    return toOrderDto(
      order,
      moments.filter(({ subject }) => own.has(subject)),
    )
  })
}
