import 'server-only'
import type { ConsoleCustomerDto } from '@/lib/contracts/console'
import type { SubscriptionDto } from '@/lib/contracts/subscriptions'
import { currenciesOf, type Currency } from '@/lib/domain/money'
import { requireMerchant, type Viewer } from '../auth/session'
import { env } from '../env'
import { toConsoleCustomerDto } from './dto'
import { listSubscriptions } from '../subscriptions/list-subscriptions'
import { findCustomerRow } from './store'

/** One customer and what they may be charged in, for the merchant's people only; null when there is none such. */
export async function viewCustomer(
  id: string,
  viewer: Viewer,
): Promise<{ customer: ConsoleCustomerDto; currencies: Currency[]; subscriptions: SubscriptionDto[] } | null> {
  requireMerchant(viewer)
  const [row, subscriptions] = await Promise.all([findCustomerRow(id), listSubscriptions(id)])
  if (!row) return null
  return { customer: toConsoleCustomerDto(row), currencies: currenciesOf(env().MERCHANT_COUNTRY), subscriptions }
}
