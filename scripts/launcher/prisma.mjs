import { chmodSync, statSync } from 'node:fs'
import path from 'node:path'
import { inRoot } from './folders.mjs'
import { Problem } from './problem.mjs'
import { makeUnlessCurrent } from './sources.mjs'

/** @import { Processes } from './processes.mjs' */

const ENGINE = inRoot('prisma/schema-engine.mjs')
const EXECUTABLE = 0o111

/** Writes Prisma's client when the schema has changed since. @param {Processes} processes */
export function generateClient(processes) {
  return makeUnlessCurrent('client', async () => {
    await prisma(processes, ['generate'])
    return ['lib/server/generated/client.ts']
  })
}

/** Applies the migrations that a database does not have yet. @param {Processes} processes @param {string} databaseUrl */
export function migrate(processes, databaseUrl) {
  return prisma(processes, ['migrate', 'deploy'], { DATABASE_URL: databaseUrl })
}

/** @param {Processes} processes @param {string[]} command @param {NodeJS.ProcessEnv} [variables] */
async function prisma(processes, command, variables) {
  // An unpacked archive, unlike a clone, may have lost the bit.
  if ((statSync(ENGINE).mode & EXECUTABLE) === 0) chmodSync(ENGINE, 0o755)
  const env = {
    ...process.env,
    ...variables,
    PRISMA_SCHEMA_ENGINE_BINARY: ENGINE,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
    // The engine's first line asks for "node", which has to be the one that runs us.
    PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ''}`,
  }
  const args = [inRoot('node_modules/prisma/build/index.js'), ...command, '--config', inRoot('prisma/prisma.config.ts')]
  const run = await processes.run({ name: 'prisma', command: process.execPath, args, env, cwd: inRoot() })
  if (run.ok) return
  // What it says before the error is what it always says.
  const lines = run.lastLines.filter((line) => line.trim())
  const error = lines.findIndex((line) => line.startsWith('Error'))
  throw new Problem([`prisma ${command.join(' ')} failed.`, ...lines.slice(Math.max(error, 0))].join('\n  '))
}
