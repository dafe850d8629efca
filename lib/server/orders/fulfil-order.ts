import 'server-only'
import { orderState } from '@/lib/domain/payment-status'
import { businessNow } from '../clock'
import { DONE, type Ending } from '../jobs/lease'
import { log } from '../logger'
import { leftOf } from '../refunds/store'
import { prepareOrder, type Preparation } from './prepare-order'
import { findOrderToFulfil, recordFulfilment } from './store'

/**
 * Has the shop do its part for a paid order and keeps what it answers, once: a second run finds it and is done, and of two
 * runs at once the first one's answer stays. An order whose money went back before its turn, or is on its way back, is
 * left alone.
 * @param prepare what the shop does, see prepareOrder
 */
export async function fulfilOrder(
  orderId: string,
  prepare: (preparation: Preparation) => Promise<string> = prepareOrder,
): Promise<Ending> {
  const order = await findOrderToFulfil(orderId)
  if (!order || order.fulfilment) return DONE
  const state = orderState(order.payments)
  if (state !== 'paid' || !order.payments.some((payment) => (leftOf(payment) ?? 0) > 0)) {
    log.warn({ orderId, state }, 'order.not_fulfilled')
    return DONE
  }
  const reference = await prepare({ order, idempotencyKey: order.id })
  await recordFulfilment({ orderId, reference, at: await businessNow() })
  return DONE
}
