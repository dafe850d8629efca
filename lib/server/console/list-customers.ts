import 'server-only'
import type { ConsoleCustomerDto } from '@/lib/contracts/console'
import { requireMerchant, type Viewer } from '../auth/session'
import { toConsoleCustomerDto } from './dto'
import { listCustomerRows } from './store'

const PER_PAGE = 25

type Wanted = { search: string | undefined; after: string | undefined }
type Found = { customers: ConsoleCustomerDto[]; next: string | null }

/** A page of customers with what they saved; `next` asks for the following one. For the merchant's people only. */
export async function listCustomers(viewer: Viewer, { search, after }: Wanted): Promise<Found> {
  requireMerchant(viewer)
  const rows = await listCustomerRows({ search, after, limit: PER_PAGE + 1 })
  const customers = rows.slice(0, PER_PAGE).map(toConsoleCustomerDto)
  return { customers, next: rows.length > PER_PAGE ? (customers.at(-1)?.id ?? null) : null }
}
