import 'server-only'
import type { ConsoleCustomerDto } from '@/lib/contracts/console'
import { currenciesOf, type Currency } from '@/lib/domain/money'
import { requireMerchant, type Viewer } from '../auth/session'
import { env } from '../env'
import { toConsoleCustomerDto } from './dto'
import { listChargeableRows } from './store'

const AT_MOST = 200

type Found = { customers: ConsoleCustomerDto[]; currencies: Currency[]; isCut: boolean }

/** Customers who may be charged while away, and in what; `isCut` says that there are more. For the merchant's people only. */
export async function listChargeable(viewer: Viewer, search: string | undefined): Promise<Found> {
  requireMerchant(viewer)
  const rows = await listChargeableRows({ search, limit: AT_MOST + 1 })
  const customers = rows.slice(0, AT_MOST).map(toConsoleCustomerDto)
  return { customers, currencies: currenciesOf(env().MERCHANT_COUNTRY), isCut: rows.length > AT_MOST }
}
