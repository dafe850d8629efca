import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { canEnter, outsidePath } from './postgres-program.mjs'
import { endStaleServer } from './postgres-stale.mjs'
import { ADVICE, Problem } from './problem.mjs'

/** @import { User } from './postgres-program.mjs' */

/**
 * Where the cluster lies that is wanted in a folder: there, or outside when its user cannot get there. One that lies
 * outside stays there, whatever becomes of the rights.
 * @param {{ wanted: string, id: string, user: User | undefined }} cluster
 */
export function clusterFolder({ wanted, id, user }) {
  if (!user) return wanted
  const outside = `${outsideNames(wanted)}${id}`
  if (existsSync(outside)) return outside
  if (canEnter(path.dirname(wanted), user)) return wanted
  if (existsSync(wanted)) throw new Problem(`PostgreSQL's user ${user.uid} cannot reach ${wanted}: ${ADVICE}`)
  return outside
}

/**
 * Removes clusters that lie outside for a data folder that has been removed since: nothing knows their names any more.
 * @param {string} wanted
 * @param {User} user
 */
export async function removeForgotten(wanted, user) {
  const names = outsideNames(wanted)
  for (const name of readdirSync(path.dirname(names))) {
    const folder = path.join(path.dirname(names), name)
    // That place is open to everybody: what another user has put there is not ours.
    if (!folder.startsWith(names) || lstatSync(folder).uid !== user.uid) continue
    await endStaleServer(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** What the names of all clusters begin with that were ever outside for this folder. @param {string} wanted */
function outsideNames(wanted) {
  return outsidePath(`mandate-${createHash('sha256').update(wanted).digest('hex').slice(0, 16)}-`)
}
