import 'server-only'
import type { BatchStatus, LineOutcome, LineProblem } from '@/lib/domain/charge-batch'
import { isUniqueViolation } from '../database-errors'
import { db, named, transaction, type Transaction } from '../db'
import { type ChargeBatch, Prisma } from '../generated/client'
import { newId } from '../new-id'
import { whyNotChargeable } from '../payments/why-not-chargeable'
import { isAtStripe, type StripeCustomerIds } from '../stripe/customer-ids'
import type { Candidate, CheckedEntry } from './check-entries'

type Account = { stripeAccountId: string; livemode: boolean }

/**
 * Finds the customers that a list names, by their e-mail address, our id or Stripe's, and whether they can be charged while
 * away: what will be asked again when their turn comes, here for thousands at once. All customers of an account are charged
 * with its one default method, so they are one here. The keys are in lower case.
 */
export async function findCandidates(names: readonly string[], account: Account): Promise<Map<string, Candidate>> {
  const lower = names.map((name) => name.toLowerCase())
  const ids = lower.filter((name) => UUID.test(name))
  const rows = await db().$queryRaw<CandidateRow[]>`
    select coalesce(own.id, c.id) as "customerId", array_remove(
        array[
          c.id::text, c.stripe_customer_id, c.stripe_customer_account_id, case when own.id = c.id then lower(u.email) end
        ], null
      ) as names,
      holder.stripe_customer_id as "stripeCustomerId", holder.stripe_customer_account_id as "stripeCustomerAccountId",
      m.status, m.stripe_account_id as "stripeAccountId", m.livemode,
      exists (
        select 1 from mandates where payment_method_id = m.id and status = 'active' and usage = 'off_session'
      ) as "isAllowed"
    from customers c
    left join users u on u.id = c.user_id
    left join customers own on own.user_id = c.user_id and own.joined_at is null
    left join customers holder on (holder.id = c.id or holder.user_id = c.user_id) and exists (
      select 1 from payment_methods where customer_id = holder.id and is_default
    )
    left join payment_methods m on m.customer_id = holder.id and m.is_default
    where c.id in (
      select id from customers where id = any(${ids}::uuid[])
      union select id from customers where stripe_customer_id = any(${names})
      union select id from customers where stripe_customer_account_id = any(${names})
      union select customers.id from users join customers on user_id = users.id where lower(users.email) = any(${lower})
    )`
  const known = new Map<string, Candidate>()
  for (const { customerId, names: itsNames, ...row } of rows) {
    const { status, stripeAccountId, livemode, isAllowed } = row
    const method =
      status && stripeAccountId && livemode !== null ? { status, stripeAccountId, livemode, isAllowed } : null
    const candidate = { customerId, whyNot: whyNotChargeable({ isKnown: isAtStripe(row), method, account }) }
    for (const name of itsNames) known.set(name.toLowerCase(), candidate)
  }
  return known
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

type CandidateRow = StripeCustomerIds & {
  /** The account's own customer, whichever of its customers was named. */
  customerId: string
  names: string[]
  status: 'active' | 'removing' | 'detached' | null
  stripeAccountId: string | null
  livemode: boolean | null
  isAllowed: boolean
}

export type NewBatch = {
  name: string
  fileHash: string | null
  entries: readonly CheckedEntry[]
  idempotency: { route: string; key: string; bodyHash: string }
  actorId: string
  requestId: string
  now: Date
}

/** Files a draft with all its lines. Null when the idempotency key was used before: two at once collide on it. */
export async function insertBatch(batch: NewBatch): Promise<string | null> {
  const { name, fileHash, entries, idempotency, actorId, requestId, now: createdAt } = batch
  const id = newId()
  const lines = JSON.stringify(entries.map((entry) => ({ ...entry, id: newId() })))
  try {
    await transaction(async (tx) => {
      await tx.idempotentRequest.create({ data: { ...idempotency, actorId, resultId: id } })
      await tx.chargeBatch.create({ data: { id, name, fileHash, madeById: actorId, createdAt } })
      // One statement: Prisma would send ten thousand lines in several, each with thousands of parameters.
      await tx.$executeRaw`
        insert into charge_batch_lines (id, batch_id, line, status, who, typed_amount, currency, description, reference,
          customer_id, amount, problems, same_as_line)
        select one.id, ${id}::uuid, one.line, one.status, one.who, one."typedAmount", one.currency, one.description, one.reference,
          one."customerId", one.amount, array(select jsonb_array_elements_text(one.problems)), one."sameAsLine"
        from jsonb_to_recordset(${lines}::jsonb) as one(id uuid, line int, status charge_batch_line_status, who text,
          "typedAmount" text, currency text, description text, reference text, "customerId" uuid, amount int, problems jsonb,
          "sameAsLine" int)`
      await audit(tx, { batchId: id, action: 'charge_batch.make', at: createdAt, actorId, requestId })
    })
    return id
  } catch (error) {
    if (isUniqueViolation(error)) return null
    throw error
  }
}

export type FoundBatch = ChargeBatch & { madeBy: { name: string } }

/** One list, or null. */
export async function findBatch(id: string): Promise<FoundBatch | null> {
  return db().chargeBatch.findUnique({ where: { id }, include: { madeBy: { select: { name: true } } } })
}

/** Lists by their newest first. */
export async function listBatchRows({ after, limit }: { after: string | undefined; limit: number }) {
  return db().chargeBatch.findMany({
    orderBy: { id: 'desc' },
    take: limit,
    ...(after && { cursor: { id: after }, skip: 1 }),
    include: { madeBy: { select: { name: true } } },
  })
}

/** The other lists that were made of the very same file and not thrown away: those that were started, then by the newest. */
export async function listSameFile({ id, fileHash }: ChargeBatch): Promise<ChargeBatch[]> {
  if (fileHash === null) return []
  const where = { fileHash, id: { not: id }, NOT: { status: 'stopped', startedAt: null } } as const
  const orderBy = [{ startedAt: { sort: 'desc', nulls: 'last' } }, { id: 'desc' }] as const
  return db().chargeBatch.findMany({ where, orderBy: [...orderBy], take: 5 })
}

// What became of a line follows from the line and the payment of its order; said here alone. An approval that Amazon asks for
// is one that nobody can give who is away.
const OUTCOME = Prisma.sql`case
  when l.status = 'ready' then 'waiting'
  when l.status <> 'filed' then l.status::text
  when p.status = 'succeeded' then 'paid'
  when p.status = 'processing' or r.is_trying or (p.off_session and p.failure is null
    and (p.status is null or p.status in ('requires_payment_method', 'requires_confirmation'))) then 'under_way'
  else 'failed' end`

// p: the payment that was made for a line, or the one in its place, where a customer paid a failed charge in another way; r:
// what is done about the failed one.
const LINES = Prisma.sql`charge_batch_lines l
  left join payments made on made.id = l.payment_id
  left join payments other on made.status = 'canceled' and other.order_id = made.order_id and other.status is distinct from 'canceled'
  left join payments p on p.id = coalesce(other.id, made.id) left join recoveries r on r.payment_id = l.payment_id`

export type TotalRow = { batchId: string; outcome: LineOutcome; currency: string; count: number; amount: number }

/** What has become of the lines of these lists, by currency; the amount is in minor units. */
export async function totalsOf(batchIds: readonly string[]): Promise<TotalRow[]> {
  return db().$queryRaw<TotalRow[]>`
    select l.batch_id as "batchId", ${OUTCOME} as outcome, case when l.amount is null then '' else l.currency end as currency,
      count(*)::int as count, coalesce(sum(l.amount), 0)::float8 as amount
    from ${LINES}
    where l.batch_id = any(${batchIds}::uuid[])
    group by 1, 2, 3 order by 3, 2`
}

export type LineRow = {
  line: number
  outcome: LineOutcome
  who: string
  typedAmount: string
  currency: string
  description: string
  reference: string | null
  customerId: string | null
  name: string | null
  email: string | null
  amount: number | null
  problems: LineProblem[]
  sameAsLine: number | null
  paymentId: string | null
  stripePaymentIntentId: string | null
  failure: 'declined' | 'refused' | null
  errorCode: string | null
  errorMessage: string | null
  nextTryAt: Date | null
}

type Page = { outcome: LineOutcome | null; after: number; limit: number }

/** Lines in the order of the file, after one of them; with an outcome, only those. */
export async function listLines(batchId: string, { outcome, after, limit }: Page): Promise<LineRow[]> {
  const rows = await db().$queryRaw<object[]>`
    select l.line, ${OUTCOME} as outcome, l.who, l.typed_amount, l.currency, l.description, l.reference, l.customer_id, u.name,
      u.email, l.amount, l.problems, l.same_as_line, p.id as payment_id, p.stripe_payment_intent_id, p.failure,
      p.error_code, p.error_message, r.next_try_at
    from ${LINES}
    left join customers c on c.id = l.customer_id left join users u on u.id = c.user_id
    where l.batch_id = ${batchId}::uuid and l.line > ${after}
      and (${outcome}::text is null or ${OUTCOME} = ${outcome}::text) order by l.line limit ${limit}`
  return rows.map((row) => named(row) as LineRow) // The columns are those that are named above.
}

type Moved = { actorId: string; requestId: string; now: Date }

/**
 * Moves a list from the status it is in to another, as `decide` says about it behind a lock on its row, which filing a line
 * takes as well. Gives what it decided; false when there is no such list.
 */
export async function moveBatch<T extends BatchStatus | null>(
  id: string,
  moved: Moved,
  decide: (batch: ChargeBatch, tx: Transaction) => Promise<T> | T,
): Promise<T | false> {
  const { actorId, requestId, now } = moved
  return transaction(async (tx) => {
    await tx.$queryRaw`select 1 from charge_batches where id = ${id}::uuid for no key update`
    const batch = await tx.chargeBatch.findUnique({ where: { id } })
    if (!batch) return false
    const status = await decide(batch, tx)
    if (status === null || status === batch.status) return status
    const starts = batch.status === 'draft' && status === 'running'
    const isOver = status === 'stopped' || status === 'done'
    const begun = starts ? { startedAt: now, startedById: actorId, requestId } : {}
    await tx.chargeBatch.update({ where: { id }, data: { status, ...begun, ...(isOver && { endedAt: now }) } })
    if (status === 'stopped')
      await tx.chargeBatchLine.updateMany({ where: { batchId: id, status: 'ready' }, data: { status: 'cancelled' } })
    await audit(tx, { batchId: id, action: `charge_batch.${starts ? 'start' : status}`, at: now, actorId, requestId })
    return status
  })
}

/** What the ready lines of a list come to: how many, and minor units by currency. */
export async function readySums(
  tx: Transaction,
  batchId: string,
): Promise<{ count: number; sums: Map<string, number> }> {
  const rows = await tx.chargeBatchLine.groupBy({
    by: ['currency'],
    where: { batchId, status: 'ready' },
    _count: true,
    _sum: { amount: true },
  })
  const count = rows.reduce((all, { _count }) => all + _count, 0)
  return { count, sums: new Map(rows.map(({ currency, _sum }) => [currency, _sum.amount ?? 0])) }
}

type Entry = { batchId: string; action: string; at: Date; actorId: string; requestId: string }

async function audit(tx: Transaction, { batchId, ...entry }: Entry): Promise<void> {
  await tx.auditEntry.create({ data: { ...entry, subject: `charge_batch:${batchId}` } })
}
