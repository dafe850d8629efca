import { placed } from './checkout'
import { signedIn } from './requests'
import { newCustomer } from './saving'
import { db } from '@/lib/server/db'
import { currentNotice } from '@/lib/server/mandates/current-notice'

/** What the page sends when the opt-in under the current notice is ticked. */
export const ticked = async () => ({ save: { noticeId: (await currentNotice()).id, agreed: true } })

/** An order of a customer who has saved nothing yet. */
export async function ordered(slug = 'orbit-hop') {
  const customer = await newCustomer()
  const order = await placed(slug, await signedIn(customer))
  return { customer, order: { ...order, buyer: { customerIds: [customer.id] as [string], customer } } }
}

/** What a customer has saved, in force or not. */
export async function savedBy(customerId: string) {
  return db().paymentMethod.findMany({ where: { customerId } })
}
