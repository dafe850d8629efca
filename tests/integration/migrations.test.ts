import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { query } from '../../scripts/launcher/database.mjs'
import { backend } from '../support/backend'

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
