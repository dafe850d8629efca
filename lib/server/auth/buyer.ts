import 'server-only'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { AppError } from '@/lib/domain/errors'
import { currentGuest, newGuest } from './guest'
import { currentViewer, type SignedInCustomer } from './session'
import { customerIdsOf } from './store'

/**
 * Somebody who buys: a signed-in customer, a guest with a cookie, or both in one browser. An order belongs to one customer;
 * a buyer may see what any of theirs owns. How a guest joins an account is in join-guest.ts; never because an address is the
 * same.
 */
export type Buyer = {
  /** Whose things they may see and pay for; the first one is the account's own, or the guest. */
  customerIds: [string, ...string[]]
  /** Null for a guest, who has no wallet. */
  customer: SignedInCustomer | null
}

/** Whoever is buying on this request; null for nobody we know, and for the merchant's people. */
export const currentBuyer = cache(async (): Promise<Buyer | null> => {
  const viewer = await currentViewer()
  if (viewer && viewer.role !== 'customer') return null
  const [own, guestId] = await Promise.all([viewer && customerIdsOf(viewer.userId), currentGuest()])
  const guest = guestId ? [guestId] : []
  if (!viewer || !own) return guestId ? { customerIds: [guestId], customer: null } : null
  const { userId, name, email } = viewer
  return { customerIds: [...own, ...guest], customer: { id: own[0], userId, name, email } }
})

/** Whoever is buying, for endpoints. Throws `unauthenticated`, or `forbidden` for the merchant's people. */
export async function requireBuyer(): Promise<Buyer> {
  const buyer = await currentBuyer()
  if (buyer) return buyer
  if (await currentViewer()) throw new AppError('forbidden', 'This is for customers.')
  throw new AppError('unauthenticated', 'Sign in first.')
}

/** The same for ordering, which makes a guest of somebody we don't know yet and gives them a cookie. */
export async function requireBuyerOrGuest(): Promise<{ buyer: Buyer; cookie: string | null }> {
  const buyer = await currentBuyer()
  if (buyer) return { buyer, cookie: null }
  if (await currentViewer()) throw new AppError('forbidden', 'This is for customers.')
  const { id, cookie } = await newGuest()
  return { buyer: { customerIds: [id], customer: null }, cookie }
}

/** Whoever is buying, for pages: everybody else is asked to sign in and comes back to `path`. */
export async function requireBuyerOrSignIn(path: string): Promise<Buyer> {
  const buyer = await currentBuyer()
  if (buyer) return buyer
  if (await currentViewer()) redirect('/console?problem=forbidden')
  redirect(`/sign-in?next=${encodeURIComponent(path)}`)
}
