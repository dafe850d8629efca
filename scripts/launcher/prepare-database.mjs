import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { query } from './database.mjs'
import { inRoot } from './folders.mjs'
import { clearInterruptedMigration } from './interrupted-migration.mjs'
import { keep, readKept } from './kept.mjs'
import { startPostgres } from './postgres.mjs'
import { migrate } from './prisma.mjs'
import { Problem, reason } from './problem.mjs'

/** @import { Processes } from './processes.mjs' */
/** @import { Settings } from './settings.mjs' */

/**
 * A migrated database: the one DATABASE_URL names, else one in the embedded PostgreSQL, which is started here.
 * @param {Processes} processes
 * @param {Settings} settings
 * @param {(line: string) => void} onLine
 */
export async function prepareDatabase(processes, settings, onLine) {
  const { databaseUrl, dataDir } = settings
  if (databaseUrl) {
    await requireDatabase(databaseUrl)
    await migrateUnlessCurrent(processes, databaseUrl)
    return { url: databaseUrl, running: [] }
  }
  const { databasePort: port, clusterId: id } = readKept(dataDir)
  const postgres = await startPostgres(processes, {
    folder: path.join(dataDir, 'postgres'),
    id,
    onLine,
    ...(port && { port }),
  })
  keep(dataDir, { databasePort: postgres.port })
  const name = databaseName(settings)
  const url = postgres.url(name)
  await clearInterruptedMigration({ name, url, server: postgres.url('postgres') })
  await migrateUnlessCurrent(processes, url)
  return { url, running: [postgres] }
}

/**
 * The embedded database for these keys. Customers saved with other keys belong to another Stripe account, and would only
 * be refused, so the sandbox and every secret key have one each.
 * @param {Pick<Settings, 'sandboxed' | 'variables'>} settings
 */
export function databaseName({ sandboxed, variables }) {
  if (sandboxed) return 'mandate'
  const { STRIPE_SECRET_KEY: secretKey = '' } = variables
  return `mandate_${createHash('sha256').update(secretKey).digest('hex').slice(0, 8)}`
}

/** @param {string} url */
async function requireDatabase(url) {
  const { host, pathname } = new URL(url)
  await query(url, 'SELECT 1').catch((error) => {
    // A database that does not exist yet is made by the migrations.
    if (error.code === '3D000') return
    throw new Problem(`The database ${pathname.slice(1)} at ${host} (DATABASE_URL) cannot be used: ${reason(error)}.`)
  })
}

/** Asking Prisma takes two seconds even when there is nothing to do, so the table is read first. @param {Processes} processes @param {string} url */
async function migrateUnlessCurrent(processes, url) {
  if (await isCurrent(url)) return
  await migrate(processes, url)
}

/** @param {string} url */
async function isCurrent(url) {
  const folder = inRoot('prisma/migrations')
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => !name.includes('.')) : []
  try {
    const rows = await query(url, 'SELECT migration_name, finished_at, rolled_back_at FROM _prisma_migrations')
    const applied = rows.filter((row) => row.finished_at && !row.rolled_back_at).map((row) => row.migration_name)
    // Anything unusual (a failed one, one that we do not have) is for Prisma to judge.
    return (
      applied.length === rows.length && rows.length === names.length && names.every((name) => applied.includes(name))
    )
  } catch {
    return false
  }
}
