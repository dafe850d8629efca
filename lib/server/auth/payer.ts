import 'server-only'
import { cache } from 'react'
import { type Buyer, currentBuyer, requireBuyer, requireBuyerOrSignIn } from './buyer'
import { openedOrders } from './recovery-cookie'

/** Somebody who may pay: their own orders, as a buyer, and those whose link this browser has opened. */
export type Payer = {
  /** Whose orders are theirs; none for somebody who has nothing but a link. */
  customerIds: string[]
  customer: Buyer['customer']
  /** Single orders besides. */
  openedOrderIds?: string[]
}

/** Whoever may pay something on this request; null for nobody we know. */
export const currentPayer = cache(async (): Promise<Payer | null> => {
  const [buyer, openedOrderIds] = await Promise.all([currentBuyer(), openedOrders()])
  if (openedOrderIds.length === 0) return buyer
  return { customerIds: buyer?.customerIds ?? [], customer: buyer?.customer ?? null, openedOrderIds }
})

/** The same for endpoints. Throws `unauthenticated`, or `forbidden` for the merchant's people. */
export async function requirePayer(): Promise<Payer> {
  return (await currentPayer()) ?? requireBuyer()
}

/** The same for the page of one order: whoever has nothing but a link to another is asked to sign in, as everybody is. */
export async function requirePayerOrSignIn(orderId: string, path: string): Promise<Payer> {
  const payer = await currentPayer()
  return payer && isKnown(payer, orderId) ? payer : requireBuyerOrSignIn(path)
}

/** Whether somebody is known who may have orders, or has opened a link to this one. Whose it is, the data decides. */
export function isKnown({ customerIds, openedOrderIds = [] }: Payer, orderId: string): boolean {
  return customerIds.length > 0 || openedOrderIds.includes(orderId)
}
