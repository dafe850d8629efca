import 'server-only'
import type { ConsolePaymentDto } from '@/lib/contracts/console'
import { requireMerchant, type Viewer } from '../auth/session'
import { toConsolePaymentDto } from './dto'
import { listPaymentRows, openCommands } from './store'

const PER_PAGE = 25

type Wanted = { search: string | undefined; after: string | undefined; customerId?: string }
type Found = { payments: ConsolePaymentDto[]; next: string | null }

/** A page of payments, of one customer or of all; `next` asks for the following one. For the merchant's people only. */
export async function listPayments(viewer: Viewer, { search, after, customerId }: Wanted): Promise<Found> {
  requireMerchant(viewer)
  const rows = await listPaymentRows({ search, after, customerId, limit: PER_PAGE + 1 })
  const shown = rows.slice(0, PER_PAGE)
  const jobs = await openCommands(shown.map(({ id }) => id))
  const payments = shown.map((payment) => toConsolePaymentDto(payment, jobs.get(payment.id)))
  return { payments, next: rows.length > PER_PAGE ? (payments.at(-1)?.id ?? null) : null }
}
