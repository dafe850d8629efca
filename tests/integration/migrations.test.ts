import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query } from '../../scripts/launcher/database.mjs'
import { backend } from '../support/backend'
import { FORMER_ROWS, FORMER_TABLES, FORMERLY_PAID, FORMERLY_PROCESSING } from '../support/former-rows'
import { bareDatabase, type TestDatabase } from '../support/postgres'

const root = path.resolve(import.meta.dirname, '../..')

/** How `prisma migrate diff --exit-code` ends: 0 when database and schema agree, 2 when they do not. */
async function difference(): Promise<number> {
  const prisma = path.join(root, 'node_modules/prisma/build/index.js')
  const config = path.join(root, 'prisma/prisma.config.ts')
  const schema = path.join(root, 'prisma/schema.prisma')
  const args = ['migrate', 'diff', '--from-config-datasource', '--to-schema', schema, '--exit-code', '--config', config]
  const env = {
    ...process.env,
    DATABASE_URL: backend.databaseUrl,
    PRISMA_SCHEMA_ENGINE_BINARY: path.join(root, 'prisma/schema-engine.mjs'),
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  }
  return promisify(execFile)(process.execPath, [prisma, ...args], { cwd: root, env }).then(
    () => 0,
    (error: { code: number }) => error.code,
  )
}

// Prisma's own start takes seconds, twice.
it('leave a database that is exactly the schema', { timeout: 60_000 }, async () => {
  expect(await difference()).toBe(0)
  await query(backend.databaseUrl, 'alter table setups add column forgotten text')
  expect(await difference()).toBe(2)
})

describe('a database that has charged saved methods before there was a checkout', () => {
  let database: TestDatabase
  const before = new Map<string, Record<string, unknown>[]>()
  const run = (sql: string) => query(database.url, sql)
  const rowsOf = async (table: string) => {
    const rows = await run(`select to_jsonb(one) as row from ${table} one order by id`)
    return rows.map(({ row }) => row as Record<string, unknown>) // to_jsonb of a row is an object.
  }

  beforeAll(async () => {
    database = await bareDatabase()
    const checkout = '20261121050000_checkout'
    for (const name of migrations().filter((one) => one < checkout)) await run(scriptOf(name))
    await run(FORMER_ROWS)
    for (const table of FORMER_TABLES) before.set(table, await rowsOf(table))
    for (const name of migrations().filter((one) => one >= checkout)) await run(scriptOf(name))
  })

  afterAll(() => database.drop())

  it.each(FORMER_TABLES)('keeps all that it has in %s', async (table) => {
    const former = before.get(table) ?? []
    expect(former).not.toEqual([])
    expect(await rowsOf(table)).toEqual(former.map((row) => expect.objectContaining(row)))
  })

  it('knows what came in by each payment that had succeeded, and that it was Amazon Pay; of the others, nothing', async () => {
    const payments = await rowsOf('payments')
    const money = payments.map((one) => [one.id, one.amount_received, one.method_type, one.amount_refunded])
    expect(money).toEqual(
      payments.map(({ id }) =>
        FORMERLY_PAID.includes(String(id)) ? [id, 1200, 'amazon_pay', 0] : [id, null, null, 0],
      ),
    )
  })

  it('knows that all of it was charged at once by the merchant', async () => {
    const terms = (await rowsOf('payments')).map((one) => [one.off_session, one.capture_method, one.authorized_at])
    expect(new Set(terms.map(String))).toEqual(new Set([String([true, 'automatic', null])]))
    const orders = (await rowsOf('orders')).map((one) => [one.capture_method, one.email])
    expect(new Set(orders.map(String))).toEqual(new Set([String(['automatic', null])]))
  })

  it('goes on: the payment under way succeeds, with what came in', async () => {
    const success = `status = 'succeeded', stripe_charge_id = 'py_4', paid_at = now()`
    const where = `where id = '${FORMERLY_PROCESSING}'`
    await expect(run(`update payments set ${success} ${where}`)).rejects.toThrow(/check constraint/)
    await run(`update payments set ${success}, amount_received = 1200 ${where}`)
    await expect(run(`update payments set amount_received = 1 ${where}`)).rejects.toThrow(/never rewritten/)
  })

  it('knows customers by the Customer they were made as, and lets none be two at Stripe', async () => {
    const asAccount = `stripe_customer_account_id = 'acct_2'`
    for (const table of ['customers', 'payments']) {
      const known = await run(`select stripe_customer_id as id, stripe_customer_account_id as account from ${table}`)
      expect(new Set(known.map(({ id, account }) => `${id} ${account}`))).toEqual(new Set(['cus_1 null']))
    }
    await expect(run(`update customers set ${asAccount}`)).rejects.toThrow(/customers_one_at_stripe/)
    await expect(run(`update payments set ${asAccount}`)).rejects.toThrow(/never rewritten/)
    await run(`update customers set stripe_customer_id = null, ${asAccount}`)
    await run(`update customers set stripe_customer_id = 'cus_1', stripe_customer_account_id = null`)
  })

  it('keeps the rules it had about what is swept', async () => {
    const swept = (at: string) => `update payments set next_sync_at = ${at} where id = '${FORMERLY_PAID[0]}'`
    await expect(run(swept('now()'))).rejects.toThrow(/payments_ended_unswept/)
    const [, unsettled] = FORMERLY_PAID
    const forgotten = `update payments set next_sync_at = null where id = '${unsettled}'`
    await expect(run(forgotten)).rejects.toThrow(/payments_moving_swept/)
  })
})

/** Names of all migrations, in the order they are applied. */
function migrations(): string[] {
  return readdirSync(path.join(root, 'prisma/migrations'), { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map(({ name }) => name)
    .sort()
}

// As prisma/schema-engine.mjs does: PostgreSQL takes a script as it is, and all of it or nothing.
function scriptOf(name: string): string {
  return readFileSync(path.join(root, 'prisma/migrations', name, 'migration.sql'), 'utf8')
}
