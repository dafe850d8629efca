import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { commandOf, identify } from './identity.mjs'
import { signal } from './processes.mjs'

const STOP_MS = 10_000

/** Ends a server that an earlier launcher left behind on this folder, and forgets one that is long gone. @param {string} folder */
export async function endStaleServer(folder) {
  const file = path.join(folder, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  const isServer = () => Boolean(identify(pid)) && commandOf(pid).includes(`-D ${folder}`)
  if (isServer()) signal(pid, 'SIGINT')
  for (const deadline = Date.now() + STOP_MS; isServer() && Date.now() < deadline;) await delay(20)
  if (isServer()) signal(pid, 'SIGKILL')
  // Another program may have been given that pid since, and PostgreSQL would refuse to start for its sake.
  else rmSync(file, { force: true })
}
