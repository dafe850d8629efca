import { query } from './database.mjs'
import { Problem } from './problem.mjs'

const UNKNOWN_DATABASE = '3D000'
const UNKNOWN_TABLE = '42P01'

/**
 * Removes an embedded database whose first migration was cut off, which Prisma would not touch again (P3009). One that
 * somebody uses already is left alone: throws a Problem.
 * @param {{ name: string, url: string, server: string }} database `server` is the address of another database beside it
 */
export async function clearInterruptedMigration({ name, url, server }) {
  const unfinished =
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL'
  const [migration] = await rowsOf(url, unfinished)
  if (!migration) return
  if ((await rowsOf(url, 'SELECT id FROM users LIMIT 1')).length > 0)
    throw new Problem(
      `The migration ${migration.migration_name} of the embedded database was cut off, and the database is in use: move the data folder away to start afresh, or finish it with "prisma migrate resolve".`,
    )
  await query(server, `DROP DATABASE "${name}" WITH (FORCE)`)
  console.log('An earlier start was cut off while it made the database, so that is made anew.')
}

/** @param {string} url @param {string} sql */
async function rowsOf(url, sql) {
  return query(url, sql).catch((error) => {
    if ([UNKNOWN_DATABASE, UNKNOWN_TABLE].includes(error.code)) return []
    throw error
  })
}
