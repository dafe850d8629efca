import { randomBytes } from 'node:crypto'
import { query } from '../../scripts/launcher/database.mjs'
import { TEMPLATE } from '../../scripts/testing/infrastructure.mjs'

export type TestDatabase = { url: string; drop: () => Promise<void> }

/** A migrated, empty database of the test's own. */
export function cloneDatabase(): Promise<TestDatabase> {
  return createDatabase(TEMPLATE)
}

/** A database without anything in it, not even tables. */
export function bareDatabase(): Promise<TestDatabase> {
  return createDatabase('template0')
}

async function createDatabase(template: string): Promise<TestDatabase> {
  const server = process.env.TEST_POSTGRES_URL
  if (!server) throw new Error('TEST_POSTGRES_URL is missing: the runner’s global setup sets it.')
  const name = `test_${randomBytes(8).toString('hex')}`
  await query(server, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: async () => {
      await query(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    },
  }
}
