import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { clusterFolder, removeForgotten } from './postgres-folder.mjs'
import { postgresProgram, postgresUser } from './postgres-program.mjs'
import { ADVICE, Problem } from './problem.mjs'

/** @import { User } from './postgres-program.mjs' */
/** @typedef {{ folder: string, password: string, user: User | undefined, postgres: string }} Cluster */

export const ROLE = 'mandate'
const MAJOR = '18'
const PASSWORD = 'mandate-password'

/**
 * The cluster in this folder, made when there is none. For root in a folder that nobody else may enter it lives outside
 * of it instead, under a name that ends in `id`: with another id it is another cluster, and the former one is removed.
 * @param {import('./processes.mjs').Processes} processes
 * @param {{ folder: string, id?: string }} wanted
 * @returns {Promise<Cluster>}
 */
export async function openCluster(processes, { folder: wanted, id = 'once' }) {
  const user = postgresUser(wanted)
  const folder = clusterFolder({ wanted, id, user })
  const { initdb, postgres } = await postgresProgram(user)
  if (isMissing(folder)) {
    if (user) await removeForgotten(wanted, user)
    await createCluster(processes, { folder, initdb, user })
  }
  return { folder, user, postgres, password: readPassword(folder) }
}

/** An empty folder, such as a fresh volume, is as good as none. @param {string} folder */
function isMissing(folder) {
  return !existsSync(folder) || (statSync(folder).isDirectory() && isEmpty(folder))
}

/** @param {string} folder */
function isEmpty(folder) {
  try {
    return readdirSync(folder).length === 0
  } catch {
    // Not ours to read; why is found out below.
    return false
  }
}

/** @param {import('./processes.mjs').Processes} processes @param {{ folder: string, initdb: string, user: User | undefined }} cluster */
async function createCluster(processes, { folder, initdb, user }) {
  const password = randomBytes(24).toString('hex')
  // Made aside and moved into place when complete: a start that was killed half way leaves nothing half made.
  const draft = `${folder}.draft`
  const passwordFile = `${folder}.password`
  for (const leftover of [draft, passwordFile]) rmSync(leftover, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' })
  if (user) for (const file of [draft, passwordFile]) chownSync(file, user.uid, user.gid)

  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = ['--username', ROLE, '--auth=scram-sha-256', '--pwfile', passwordFile]
  const args = ['-D', draft, ...access, ...locale, '--no-sync', '--no-instructions']
  const made = await processes.run({
    name: 'initdb',
    command: initdb,
    args,
    cwd: '/',
    env: postgresEnvironment(),
    ...(user && { user }),
  })
  rmSync(passwordFile)
  if (!made.ok) {
    rmSync(draft, { recursive: true, force: true })
    const why = made.lastLines.findLast((line) => /error|fatal/i.test(line)) ?? made.lastLines.at(-1) ?? made.ended
    throw new Problem(
      `PostgreSQL could not set up ${folder} (${why}): put that right, or set DATABASE_URL to a database of your own.`,
    )
  }
  writeFileSync(path.join(draft, PASSWORD), password, { mode: 0o600 })
  renameSync(draft, folder)
}

/** @param {string} folder */
function readPassword(folder) {
  if (!statSync(folder).isDirectory())
    throw new Problem(`${folder} should be PostgreSQL's data folder but is a file: ${ADVICE}`)
  const version = readText(folder, 'PG_VERSION')
  const password = readText(folder, PASSWORD)
  if (!version || !password) throw new Problem(`${folder} is damaged: ${ADVICE}`)
  if (version !== MAJOR) throw new Problem(`${folder} was made by PostgreSQL ${version}, this is ${MAJOR}: ${ADVICE}`)
  return password
}

/** @param {string} folder @param {string} name */
function readText(folder, name) {
  try {
    return readFileSync(path.join(folder, name), 'utf8').trim()
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error)
    if (code === 'EACCES') throw new Problem(`${folder} belongs to another user: start as that user, or ${ADVICE}`)
    return ''
  }
}

/** PostgreSQL's own variables (PGDATA, PGPORT, …) of whoever starts us must not reach the embedded one. */
export function postgresEnvironment() {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'))
  return { ...Object.fromEntries(own), LC_ALL: 'C', HOME: '/' }
}
