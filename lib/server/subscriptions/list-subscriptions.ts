import 'server-only'
import type { SubscriptionDto } from '@/lib/contracts/subscriptions'
import { toSubscriptionDto } from './dto'
import { listSubscriptionRows } from './store'

const NEWEST = 50

/** The subscriptions of a customer's account, the newest first. The rows are what we know: reading them asks Stripe nothing. */
export async function listSubscriptions(customerId: string): Promise<SubscriptionDto[]> {
  return (await listSubscriptionRows(customerId, NEWEST)).map(toSubscriptionDto)
}
