import 'server-only'
import { listConfirming } from '../setups/store'

/** A customer's tries that are at Amazon right now, for instance because the tab was closed there. The newest three. */
export async function listWaitingSetups(customerId: string): Promise<{ id: string }[]> {
  return listConfirming(customerId, 3)
}
