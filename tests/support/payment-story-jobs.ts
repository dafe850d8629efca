import { db } from '@/lib/server/db'
import { carryOut } from '@/lib/server/jobs/carry-out'
import type { LeasedJob } from '@/lib/server/jobs/store'

/** Commands of one order that are still to be carried out, whoever has leased them, the oldest first. */
export async function ownJobs(orderId: string): Promise<{ id: string }[]> {
  return db().$queryRaw<{ id: string }[]>`
    with own as (select id, customer_id from payments where order_id = ${orderId}::uuid),
    given_back as (select id from refunds where payment_id in (select id from own)),
    subjects as (
      select id from own union all select id from given_back union all select ${orderId}::uuid
      union all select id from payment_methods where customer_id in (select customer_id from own)
      union all select id from notifications
        where subject_id in (select id from own union all select id from given_back)
    )
    select id from jobs where due_at is not null and subject_id in (select id from subjects) order by created_at, id`
}

/** Leases one command as a worker does, once the lease on it has run out. */
export async function claimed(id: string): Promise<LeasedJob> {
  const [job] = await db().$queryRaw<LeasedJob[]>`
    update jobs set due_at = now() + interval '30 seconds', fence = fence + 1, attempts = attempts + 1
    where id = ${id}::uuid returning id, kind, subject_id as "subjectId", attempts, fence`
  if (!job) throw new Error(`There is no job ${id}.`)
  return job
}

/** As if whoever carried it out had died before it was written down. */
export async function forgotten(id: string): Promise<void> {
  await db().$executeRaw`update jobs set done_at = null, due_at = now() where id = ${id}::uuid`
}

/** Carries out what is left and what comes of that, each three times at most: what fails then has to wait for something. */
export async function workOwn(orderId: string): Promise<void> {
  const tries = new Map<string, number>()
  for (;;) {
    const jobs = (await ownJobs(orderId)).filter(({ id }) => (tries.get(id) ?? 0) < 3)
    if (jobs.length === 0) return
    for (const { id } of jobs) {
      tries.set(id, (tries.get(id) ?? 0) + 1)
      await carryOut(await claimed(id))
    }
  }
}
