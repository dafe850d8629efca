import type { Database } from './database'
import type { Person } from './people'

export type Try = { id: string; status: string | null; failed: boolean }

/** The tries at saving that the app has on record for one person, newest first. */
export function triesOf(database: Database, { email }: Person): Promise<Try[]> {
  return database.rows<Try>(
    `select setups.id, setups.status, setups.failed from setups
     join customers on customers.id = setups.customer_id join users on users.id = customers.user_id
     where users.email = $1 order by setups.created_at desc`,
    [email],
  )
}

/** The one try that this person has made. */
export async function onlyTryOf(database: Database, person: Person): Promise<Try> {
  const [only, another] = await triesOf(database, person)
  if (!only || another) throw new Error(`${person.email} has not made exactly one try.`)
  return only
}

/** How many saved methods and active mandates a person has. */
export function countsOf(database: Database, { email }: Person): Promise<{ methods: number; active: number }[]> {
  return database.rows(
    `select
       (select count(*)::int from payment_methods where customer_id = customers.id) as methods,
       (select count(*)::int from mandates where customer_id = customers.id and status = 'active') as active
     from customers join users on users.id = customers.user_id where users.email = $1`,
    [email],
  )
}

/** Our own id of a person's customer. */
export async function customerIdOf(database: Database, { email }: Person): Promise<string> {
  const [customer] = await database.rows<{ id: string }>(
    `select customers.id from customers join users on users.id = customers.user_id where users.email = $1`,
    [email],
  )
  if (!customer) throw new Error(`${email} is no customer.`)
  return customer.id
}

/** The payments that the app has on record for one customer, newest first. */
export function chargesOf(database: Database, customerId: string): Promise<{ id: string; status: string | null }[]> {
  return database.rows(`select id, status from payments where customer_id = $1 order by created_at desc`, [customerId])
}

/** Has the worker's next try of a command be its last: Stripe is waited for three days. */
export async function giveUpNext(database: Database, subjectId: string): Promise<void> {
  await database.rows('update jobs set attempts = 449 where subject_id = $1', [subjectId])
}

/** Has a command tried again now, whose waits have grown while a test was looking. */
export async function endWait(database: Database, subjectId: string): Promise<void> {
  await database.rows('update jobs set due_at = now() where subject_id = $1 and due_at is not null', [subjectId])
}

export type Words = { version: number; text: string; opt_in_text: string }

/** The notice that customers see now. */
export async function currentWords(database: Database): Promise<Words> {
  const [words] = await database.rows<Words>(
    `select version, text, opt_in_text from mandate_notices order by version desc limit 1`,
  )
  if (!words) throw new Error('No notice is published.')
  return words
}

/** Publishes other words, as a merchant's next release would. */
export async function publishWords(database: Database, { text, opt_in_text }: Omit<Words, 'version'>): Promise<void> {
  // Everything else, its terms among it, stays as in the newest version.
  await database.rows(
    `insert into mandate_notices
     select (jsonb_populate_record(null::mandate_notices, to_jsonb(newest) || jsonb_build_object(
       'id', gen_random_uuid(), 'version', version + 1, 'published_at', now(), 'text', $1::text, 'opt_in_text', $2::text,
       'hash', encode(sha256(convert_to(concat_ws(E'\\n', $1, $2, to_jsonb(newest) ->> 'terms_version'), 'UTF8')), 'hex')
     ))).*
     from (select * from mandate_notices order by version desc limit 1) newest`,
    [text, opt_in_text],
  )
}

/** Shows what a page says while there is nothing of a kind yet. */
export async function withoutRows(database: Database, table: string, see: () => Promise<void>): Promise<void> {
  await database.rows(`alter table ${table} rename to ${table}_away`)
  await database.rows(`create table ${table} (like ${table}_away including all)`)
  try {
    await see()
  } finally {
    await database.rows(`drop table ${table}`)
    await database.rows(`alter table ${table}_away rename to ${table}`)
  }
}

/** What customers are shown now, by its id. */
export async function currentNoticeId(database: Database): Promise<string> {
  const [notice] = await database.rows<{ id: string }>('select id from mandate_notices order by version desc limit 1')
  if (!notice) throw new Error('No notice is published.')
  return notice.id
}

/** Our own id of the method a customer saved last. */
export async function methodOf(database: Database, customerId: string): Promise<string> {
  const [method] = await database.rows<{ id: string }>(
    'select id from payment_methods where customer_id = $1 order by created_at desc limit 1',
    [customerId],
  )
  if (!method) throw new Error(`Customer ${customerId} has saved nothing.`)
  return method.id
}
