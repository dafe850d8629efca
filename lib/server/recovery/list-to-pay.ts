import 'server-only'
import type { ToPayDto } from '@/lib/contracts/recoveries'
import { toToPayDto } from './dto'
import { isWaitingToBePaid } from './still-to-pay'
import { listUnpaid } from './store'

/** What a customer was told could not be charged, and can pay now. */
export async function listToPay(customerId: string): Promise<ToPayDto[]> {
  return (await listUnpaid(customerId)).filter(isWaitingToBePaid).map(toToPayDto)
}
