import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildBundles } from '../launcher/build.mjs'
import { prepareDataFolder } from '../launcher/data-folder.mjs'
import { inRoot } from '../launcher/folders.mjs'
import { createLog } from '../launcher/log.mjs'
import { startPostgres } from '../launcher/postgres.mjs'
import { generateClient, migrate } from '../launcher/prisma.mjs'
import { Processes } from '../launcher/processes.mjs'
import { claimRun, clearLeftovers } from '../launcher/run-record.mjs'
import { startSandbox } from '../launcher/sandbox.mjs'

/** The migrated database that every test's own is a copy of. */
export const TEMPLATE = 'mandate_template'

const RUNS = path.resolve(inRoot(), process.env.DATA_DIR || '.data', 'test-runs')
// Nothing here has to survive a power cut.
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200']

/** The files that tests leave their programs' output in. */
export function testLog() {
  return createLog({ folder: inRoot('artifacts/logs'), level: 'warn' })
}

/**
 * Programs of a test run, recorded, so that the next run can stop what a killed one has left behind.
 * @param {string} name
 */
export async function recordedProcesses(name) {
  const run = await recordRun(name)
  return new Processes(run.update)
}

/** @param {string} name @param {string[]} [folders] removed with the run, should it be killed */
export async function recordRun(name, folders) {
  prepareDataFolder(RUNS)
  const run = await claimRun(path.join(RUNS, `${name}-${process.pid}.json`), `A test run (${name})`, folders)
  process.on('exit', run.release)
  return run
}

/**
 * Starts what all tests share, beside and apart from any `npm start`: PostgreSQL with a migrated template, the sandbox.
 * Answers the variables that tell tests where it is.
 * @param {Processes} processes
 */
export async function startInfrastructure(processes) {
  prepareDataFolder(RUNS)
  await clearLeftovers(RUNS)
  await generateClient(processes)
  await buildBundles()
  const log = testLog()
  const folder = temporaryFolder()
  const postgres = await startPostgres(processes, {
    folder: path.join(folder, 'postgres'),
    settings: FAST,
    onLine: log.of('postgres'),
  })
  // PostgreSQL's is elsewhere when the system's temporary folder is closed to its user.
  const folders = [folder, postgres.folder]
  await removedWithRun('folders', folders)
  await migrate(processes, postgres.url(TEMPLATE))
  const sandbox = await startSandbox(processes, {
    folder: path.join(folder, 'sandbox'),
    port: 0,
    onLine: log.of('sandbox'),
  })
  return { TEST_POSTGRES_URL: postgres.url('postgres'), TEST_SANDBOX_URL: sandbox.origin }
}

/** Stops what test programs that were killed have left behind. */
export async function clearTestLeftovers() {
  mkdirSync(RUNS, { recursive: true })
  await clearLeftovers(RUNS)
}

/**
 * Has folders removed when this process ends, or by the next run should it be killed.
 * @param {string} name of the record
 * @param {string[]} folders
 */
export async function removedWithRun(name, folders) {
  await recordRun(name, folders)
  process.on('exit', () => folders.forEach(remove))
}

/** One that PostgreSQL's user may enter. */
export function temporaryFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'mandate-test-'))
  chmodSync(folder, 0o755)
  return folder
}

/** @param {string} folder */
function remove(folder) {
  // A server that was just killed may still be writing its last file.
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
