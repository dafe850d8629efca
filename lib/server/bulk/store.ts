import 'server-only'
import { db, transaction, type Transaction } from '../db'
import type { ChargeBatch, ChargeBatchLine } from '../generated/client'
import type { LeasedJob } from '../jobs/store'
import { fileCharge } from '../charges/store'

type Budget = {
  /** Requests to Stripe a second, all workers together. */
  perSecond: number
  /** How many requests are about to be made. */
  cost: number
}

/**
 * Takes what one piece of bulk work costs out of the budget; false when there is not enough. One statement on one row, by
 * the database's clock: however many workers ask, together they never take more than comes in. At most a quarter of a
 * second's worth is saved up, or one piece of work, so that no second sees more than a quarter above the limit.
 */
export async function takeFromBudget({ perSecond, cost }: Budget): Promise<boolean> {
  const most = Math.max(cost, perSecond / 4)
  const count = await db().$executeRaw`
    update bulk_budget set
      tokens = least(${most}::float8, tokens + ${perSecond}::float8 * greatest(0, extract(epoch from statement_timestamp() - filled_at)))
        - ${cost}::float8,
      filled_at = greatest(filled_at, statement_timestamp())
    where least(${most}::float8, tokens + ${perSecond}::float8 * greatest(0, extract(epoch from statement_timestamp() - filled_at)))
      >= ${cost}::float8`
  return count === 1
}

/** How many milliseconds it takes until the budget has enough again, if nobody else takes it. */
export async function budgetWait({ perSecond, cost }: Budget): Promise<number> {
  const [row] = await db().$queryRaw<{ seconds: number }[]>`
    select greatest(0, (${cost}::float8 - tokens) / ${perSecond}::float8
      - extract(epoch from statement_timestamp() - filled_at))::float8 as seconds
    from bulk_budget`
  return Math.ceil((row?.seconds ?? 0) * 1000)
}

/** Holds all bulk work back for some seconds, because Stripe has said that it was too much. Said by many, it is still said once. */
export async function holdBudget(perSecond: number, seconds: number): Promise<void> {
  await db().$executeRaw`
    update bulk_budget set tokens = ${-perSecond * seconds}::float8, filled_at = greatest(filled_at, statement_timestamp())`
}

/** What there is to do: commands that have come back, lists that have lines left, and how many commands are not done yet. */
export async function bulkWork(): Promise<{ isDue: boolean; isRunning: boolean; open: number }> {
  const [work] = await db().$queryRaw<{ isDue: boolean; isRunning: boolean; open: number }[]>`
    select exists (select 1 from jobs where is_bulk and due_at <= now()) as "isDue",
      exists (select 1 from charge_batches where status = 'running') as "isRunning",
      (select count(*)::int from jobs where is_bulk and due_at is not null) as open`
  return work ?? { isDue: false, isRunning: false, open: 0 }
}

export type Filing = {
  account: { stripeAccountId: string; livemode: boolean }
  statementDescriptor: string | null
  now: Date
  nextSyncAt: Date
}

/**
 * Files the next line of the list that was started first: its order, its payment and the command to charge it, leased to
 * the caller, in one transaction with the line itself. So a line has its payment or waits for its turn, whoever dies when.
 * A customer who can't be charged any more is skipped. Null when nothing was filed.
 */
export async function fileNextLine(filing: Filing): Promise<LeasedJob | null> {
  return transaction(async (tx) => {
    // One at a time. Whoever pauses or stops the list waits here as well: nothing is filed after they were told so.
    const [batch] = await tx.$queryRaw<StartedBatch[]>`
      select id, started_by_id as "actorId", request_id as "requestId" from charge_batches
      where status = 'running' order by started_at, id limit 1 for no key update`
    if (!batch) return null
    const line = await tx.chargeBatchLine.findFirst({
      where: { batchId: batch.id, status: 'ready' },
      orderBy: { line: 'asc' },
    })
    const job = line && (await fileLine(tx, line, { batch, filing }))
    // The last line ends the list; so does none, should it have been left without.
    await tx.$executeRaw`
      update charge_batches set status = 'done', ended_at = ${filing.now}
      where id = ${batch.id}::uuid and not exists (
        select 1 from charge_batch_lines where batch_id = ${batch.id}::uuid and status = 'ready'
      )`
    return job
  })
}

/**
 * Whether another list of the very same file was started, in whichever tab and by whomever. Two that are started at once take
 * turns on the rows of all such lists.
 */
export async function wasFileStarted(tx: Transaction, { id, fileHash }: ChargeBatch): Promise<boolean> {
  if (fileHash === null) return false
  await tx.$queryRaw`select 1 from charge_batches where file_hash = ${fileHash} order by id for no key update`
  return (await tx.chargeBatch.count({ where: { fileHash, id: { not: id }, startedAt: { not: null } } })) > 0
}

type StartedBatch = { id: string; actorId: string; requestId: string }

async function fileLine(
  tx: Transaction,
  { id, customerId, amount, currency, description }: ChargeBatchLine,
  { batch, filing }: { batch: StartedBatch; filing: Filing },
): Promise<LeasedJob | null> {
  if (customerId === null || amount === null) throw new Error(`Line ${id} has nobody or nothing to be charged.`)
  const { actorId, requestId } = batch
  // A second time would meet the first one's key, should anything else have failed to keep it away.
  const idempotency = { route: 'charge batch line', key: id, bodyHash: id }
  const who = { customerId, paymentMethodId: undefined, actorId, requestId }
  const filed = await fileCharge(tx, { ...filing, ...who, amount, currency, description, idempotency, isBulk: true })
  const isSkipped = typeof filed === 'string'
  await tx.chargeBatchLine.update({
    where: { id },
    data: isSkipped ? { status: 'skipped', problems: [filed] } : { status: 'filed', paymentId: filed.paymentId },
  })
  return isSkipped ? null : filed.job
}
