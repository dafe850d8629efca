import 'server-only'
import { db, transaction, type Transaction } from '../db'
import type { Job, JobKind } from '../generated/client'

/** A command together with the lease on it. */
export type LeasedJob = Pick<Job, 'id' | 'kind' | 'subjectId' | 'attempts' | 'fence' | 'isBulk'>
export type NewJob = { id: string; kind: JobKind; subjectId: string; isBulk?: boolean }

/** Puts a command for the worker into the outbox, in the transaction that decided on it. */
export async function insertJob(tx: Transaction, job: NewJob): Promise<void> {
  await tx.job.create({ data: job })
}

/** The same for a command that the caller carries out at once: for 30 seconds the worker leaves it alone. */
export async function insertLeasedJob(tx: Transaction, job: NewJob): Promise<LeasedJob> {
  const [row] = await tx.$queryRaw<LeasedJob[]>`
    insert into jobs (id, kind, subject_id, is_bulk, due_at, fence, attempts)
    values (${job.id}::uuid, ${job.kind}::job_kind, ${job.subjectId}::uuid, ${job.isBulk ?? false},
      now() + interval '30 seconds', 1, 1)
    returning id, kind, subject_id as "subjectId", attempts, fence, is_bulk as "isBulk"`
  if (!row) throw new Error(`Job ${job.id} was not written.`)
  return row
}

/**
 * Leases up to `limit` due commands for 30 seconds. A lease raises the fence, so a worker that was frozen and wakes up later
 * cannot write over what a second one did. The database's own clock decides; SKIP LOCKED lets workers pass each other.
 * Those of bulk work are claimed apart, so that however many they are, no command of a person's stands behind them.
 */
export async function claimJobs(limit: number, { isBulk = false } = {}): Promise<LeasedJob[]> {
  return db().$queryRaw<LeasedJob[]>`
    update jobs set due_at = now() + interval '30 seconds', fence = fence + 1, attempts = attempts + 1
    where id in (
      select id from jobs where due_at <= now() and is_bulk = ${isBulk} order by due_at, id limit ${limit} for update skip locked
    )
    returning id, kind, subject_id as "subjectId", attempts, fence, is_bulk as "isBulk"`
}

/** Prolongs a lease to 30 seconds from now; false when it has run out and somebody else has the command. */
export async function renewLease({ id, fence }: LeasedJob): Promise<boolean> {
  const count = await db().$executeRaw`
    update jobs set due_at = now() + interval '30 seconds'
    where id = ${id}::uuid and fence = ${fence} and due_at is not null`
  return count === 1
}

/** Marks a leased command as carried out, if the lease is still the latest one. */
export async function markDone({ id, fence }: LeasedJob): Promise<void> {
  await db().$executeRaw`
    update jobs set done_at = now(), due_at = null, last_error = null where id = ${id}::uuid and fence = ${fence}`
}

/** Puts a leased command off because it is not its turn yet. That is not an attempt. */
export async function putOff({ id, fence }: LeasedJob, seconds: number): Promise<void> {
  await db().$executeRaw`
    update jobs set due_at = now() + make_interval(secs => ${seconds}::float8), attempts = attempts - 1
    where id = ${id}::uuid and fence = ${fence}`
}

/** Puts a leased command back for later, or aside for a person when `retryInSeconds` is null. */
export async function markFailed(
  { id, fence }: LeasedJob,
  lastError: string,
  retryInSeconds: number | null,
): Promise<void> {
  await db().$executeRaw`
    update jobs set due_at = now() + make_interval(secs => ${retryInSeconds}::float8), last_error = ${lastError}
    where id = ${id}::uuid and fence = ${fence}`
}

type Actor = { actorId: string; requestId: string }

/**
 * Makes a command or an event that was given up due again; false when there is none such. A charge is not sent again while
 * its method is being removed: before Stripe has detached it, nothing there would refuse.
 */
export async function reviveDeadLetter(id: string, actor: Actor): Promise<boolean> {
  return transaction(async (tx) => {
    const count = id.startsWith('evt_')
      ? await tx.$executeRaw`
          update stripe_events set due_at = now(), attempts = 0 where id = ${id} and due_at is null and handled_at is null`
      : await tx.$executeRaw`
          update jobs set due_at = now(), attempts = 0 where id = ${id}::uuid and due_at is null and done_at is null
          and not (kind in ('charge', 'confirm', 'retry') and exists (
            select 1 from payments join payment_methods on payment_methods.id = payment_method_id
            where payments.id = subject_id and payment_methods.status = 'removing'
          ))`
    if (count === 1)
      await tx.auditEntry.create({
        data: { ...actor, action: 'job.retry', subject: `${id.startsWith('evt_') ? 'event' : 'job'}:${id}` },
      })
    return count === 1
  })
}

/**
 * Ends given-up charges of a method that is taken away, so that nobody tries them again. The sweep goes on reading the
 * payments, in case one had been made unheard.
 */
export async function dropGivenUpCharges(tx: Transaction, paymentMethodId: string): Promise<void> {
  await tx.$executeRaw`
    update jobs set done_at = now() where kind in ('charge', 'confirm', 'retry') and due_at is null and done_at is null
    and subject_id in (select id from payments where payment_method_id = ${paymentMethodId}::uuid)`
}

/** Commands that were given up, the oldest first. */
export async function listGivenUpJobs(limit: number): Promise<Job[]> {
  return db().job.findMany({ where: { dueAt: null, doneAt: null }, orderBy: { createdAt: 'asc' }, take: limit })
}

/** Whether a charge of this method is still under way: asked for and not yet answered, or being processed by Stripe. */
export async function hasChargeInFlight(paymentMethodId: string): Promise<boolean> {
  const [row] = await db().$queryRaw<{ found: boolean }[]>`
    select exists (
      select 1 from payments where payment_method_id = ${paymentMethodId}::uuid
      and (status = 'processing' or (
        (status is null or status in ('requires_payment_method', 'requires_confirmation'))
        and exists (
          select 1 from jobs where subject_id = payments.id and due_at is not null
          -- A customer may have tried before, in vain, and a further try follows one; the first charge is tried once.
          and (kind in ('confirm', 'retry') or (kind = 'charge' and failure is null))
        )
      ))
    ) as found`
  return row?.found ?? false
}

/** Whether somebody or the worker is still to send this payment, or is about to. */
export async function hasCommand(id: string): Promise<boolean> {
  return hasJob(id, 'charge')
}

/** The same for any command. */
export async function hasJob(subjectId: string, kind: JobKind): Promise<boolean> {
  return (await db().job.count({ where: { subjectId, kind, dueAt: { not: null } } })) > 0
}
