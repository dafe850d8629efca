import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { inRoot } from './folders.mjs'
import { keep, readKept } from './kept.mjs'
import { startPostgres } from './postgres.mjs'
import { migrate } from './prisma.mjs'
import { Problem, reason } from './problem.mjs'

/** @import { Processes } from './processes.mjs' */
/** @import { Settings } from './settings.mjs' */

const NAME = 'mandate'
const ANSWER_MS = 5_000
const QUERY_MS = 30_000

/**
 * A migrated database: the one DATABASE_URL names, else one in the embedded PostgreSQL, which is started here.
 * @param {Processes} processes
 * @param {Settings} settings
 * @param {(line: string) => void} onLine
 */
export async function prepareDatabase(processes, { databaseUrl, dataDir }, onLine) {
  if (databaseUrl) {
    await requireDatabase(databaseUrl)
    await migrateUnlessCurrent(processes, databaseUrl)
    return { url: databaseUrl, running: [] }
  }
  const port = readKept(dataDir).databasePort
  const postgres = await startPostgres(processes, {
    folder: path.join(dataDir, 'postgres'),
    onLine,
    ...(port && { port }),
  })
  keep(dataDir, { databasePort: postgres.port })
  const url = postgres.url(NAME)
  await migrateUnlessCurrent(processes, url)
  return { url, running: [postgres] }
}

/**
 * Runs one statement on a connection of its own.
 * @param {string} url
 * @param {string} sql
 * @returns {Promise<Record<string, unknown>[]>}
 */
export async function query(url, sql) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWER_MS, query_timeout: QUERY_MS })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query(sql)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

/** @param {string} url */
async function requireDatabase(url) {
  const { host, pathname } = new URL(url)
  await query(url, 'SELECT 1').catch((error) => {
    // A database that does not exist yet is made by the migrations.
    if (error.code === '3D000') return
    throw new Problem(`The database ${pathname.slice(1)} at ${host} (DATABASE_URL) does not answer: ${reason(error)}`)
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
