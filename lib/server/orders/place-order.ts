import 'server-only'
import { createHash } from 'node:crypto'
import type { PlacedOrderDto, PlaceOrderBody } from '@/lib/contracts/checkout'
import { AppError } from '@/lib/domain/errors'
import { amountOf, MAX_AMOUNT, sumOf } from '@/lib/domain/money'
import type { Buyer } from '../auth/buyer'
import { businessNow } from '../clock'
import { findIdempotentRequest } from '../http/store'
import { requireAmountTaken } from '../payments/require-amount-taken'
import { findCustomerWithDefault, findProducts, insertOrder, type ProductRow } from './store'
import { viewOrder } from './view-order'

const ROUTE = 'POST /api/orders'

export type PlaceOrder = Omit<PlaceOrderBody, 'attemptKey'> & {
  buyer: Buyer
  /** From the client: repeating a request with it gives the same order. */
  idempotencyKey: string
  requestId: string
}

/**
 * Files an order at the shop's own prices, which are kept as they are now. Nothing is asked of Stripe yet. Throws
 * `product_unavailable`, `currency_unavailable`, `amount_too_small`, `amount_too_large`, `idempotency_key_reused`.
 */
export async function placeOrder(place: PlaceOrder): Promise<PlacedOrderDto> {
  const { buyer, items, email, idempotencyKey: key, requestId } = place
  const [ownId] = buyer.customerIds
  const bodyHash = createHash('sha256').update(JSON.stringify({ items, email })).digest('hex')
  const idempotency = { route: ROUTE, key, bodyHash }
  const earlier = await findEarlier(buyer, idempotency)
  if (earlier) return earlier
  const { lines, ...terms } = priced(items, await findProducts(items.map(({ productId }) => productId)))
  requireAmountTaken(terms)
  const id = await insertOrder({
    ...terms,
    lines,
    customerId: await whoOrders(buyer),
    email: buyer.customer ? null : (email ?? null),
    idempotency: { ...idempotency, actorId: ownId },
    actorId: buyer.customer?.userId ?? null,
    requestId,
    createdAt: await businessNow(),
  })
  if (id) return { id, amount: terms.amount, currency: terms.currency }
  const first = await findEarlier(buyer, idempotency)
  if (!first) throw new Error(`The request that used key ${key} first has left nothing.`)
  return first
}

// An account that guests have joined has several customers: the default method can pay for the orders of its own one alone.
async function whoOrders({ customerIds, customer }: Buyer): Promise<string> {
  const [ownId, another] = customerIds
  return (customer && another && (await findCustomerWithDefault(ownId))) ?? ownId
}

async function findEarlier({ customerIds }: Buyer, idempotency: { route: string; key: string; bodyHash: string }) {
  const request = await findIdempotentRequest(customerIds[0], idempotency)
  if (!request) return null
  if (request.bodyHash !== idempotency.bodyHash)
    throw new AppError('idempotency_key_reused', 'This Idempotency-Key was used with another request.')
  const order = await viewOrder(request.resultId, customerIds)
  if (!order) throw new Error(`Order ${request.resultId} disappeared.`)
  return { id: order.id, amount: order.amount, currency: order.currency }
}

function priced(items: PlaceOrderBody['items'], products: ProductRow[]) {
  const lines = items.map(({ productId, quantity }) => {
    const product = products.find(({ id }) => id === productId)
    if (!product) throw new AppError('product_unavailable', 'Something in this order isn’t sold any more.')
    return { productId, quantity, description: product.name, unitAmount: product.unitAmount, product }
  })
  const currencies = new Set(lines.map(({ product }) => product.currency))
  const [currency] = currencies
  if (currency === undefined || currencies.size > 1)
    throw new AppError('product_unavailable', 'These are sold in different currencies: order them one by one.')
  const amount = sumOf(lines.map(amountOf))
  if (amount > MAX_AMOUNT) throw new AppError('amount_too_large', 'That is more than can be paid at once.')
  // One payment is either held or charged, so one product that asks for a hold decides for all.
  const isHold = lines.some(({ product }) => product.captureMethod === 'manual')
  return {
    lines: lines.map(({ productId, description, quantity, unitAmount }) => ({
      productId,
      description,
      quantity,
      unitAmount,
    })),
    amount,
    currency,
    captureMethod: isHold ? ('manual' as const) : ('automatic' as const),
  }
}
