import 'server-only'
import type { ChargeBatchDto, ChargeBatchLineDto, ChargeBatchPageDto } from '@/lib/contracts/charge-batches'
import { personOf } from '../console/dto'
import { reasonOf } from '../payments/dto'
import type { FoundBatch, LineRow, TotalRow } from './store'

/** A list with how far it is; `totals` may be those of several. */
export function toChargeBatchDto(batch: FoundBatch, totals: readonly TotalRow[]): ChargeBatchDto {
  const own = totals.filter(({ batchId }) => batchId === batch.id)
  return {
    ...toStub(batch),
    madeBy: batch.madeBy.name,
    totals: own.map(({ outcome, currency, count, amount }) => ({ outcome, currency, count, amount })),
  }
}

/** A list by its name and its times alone. */
export function toStub({
  id,
  name,
  status,
  createdAt,
  startedAt,
  endedAt,
}: Omit<FoundBatch, 'madeBy'>): ChargeBatchPageDto['sameFile'][number] {
  const times = { startedAt: startedAt?.toISOString() ?? null, endedAt: endedAt?.toISOString() ?? null }
  return { id, name, status, madeAt: createdAt.toISOString(), ...times }
}

export function toChargeBatchLineDto(row: LineRow): ChargeBatchLineDto {
  const { customerId, name, email, failure, errorCode, errorMessage, nextTryAt, ...line } = row
  const user = name !== null && email !== null ? { name, email } : null
  return {
    ...line,
    customer: customerId === null ? null : { id: customerId, ...personOf(user) },
    reason: reasonOf({ failure, errorCode, errorMessage }),
    nextTryAt: nextTryAt?.toISOString() ?? null,
  }
}
