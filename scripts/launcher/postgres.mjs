import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from './ports.mjs'
import { openCluster, postgresEnvironment, ROLE } from './postgres-cluster.mjs'
import { endStaleServer } from './postgres-stale.mjs'
import { ADVICE, Problem, reason } from './problem.mjs'

/** @import { Processes, Running } from './processes.mjs' */
/** @import { Cluster } from './postgres-cluster.mjs' */
/** @typedef {{ folder: string, id?: string, port?: number, settings?: string[], onLine?: (line: string) => void }} Wanted */

const START_MS = 60_000
const TRIES = 3

/**
 * Starts the embedded PostgreSQL over a data folder, on the preferred port or any free one, for this machine only.
 * @param {Processes} processes
 * @param {Wanted} wanted `settings` are `name=value` as in postgresql.conf; `id` see openCluster
 */
export async function startPostgres(processes, wanted) {
  const { port: preferred, settings = [], onLine = () => {} } = wanted
  const cluster = await openCluster(processes, wanted)
  await endStaleServer(cluster.folder)
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(attempt === 1 ? preferred : 0)
    const running = await processes.start(program(cluster, { port, settings, onLine }))
    const url = (/** @type {string} */ database) =>
      `postgresql://${ROLE}:${cluster.password}@127.0.0.1:${port}/${database}`
    const failure = await readiness(running, url('postgres'))
    if (!failure) return { ...running, port, url, folder: cluster.folder }
    await running.stop()
    // Between finding the port free and taking it, somebody else may have taken it.
    const portLost = running.lastLines().some((line) => line.includes('Address already in use'))
    if (!portLost || attempt === TRIES)
      throw new Problem(`PostgreSQL could not start (${failure}); ${cluster.folder} may be damaged: ${ADVICE}`)
  }
}

/** @param {Cluster} cluster @param {{ port: number, settings: string[], onLine: (line: string) => void }} options */
function program({ postgres, folder, user }, { port, settings, onLine }) {
  const all = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', ...settings]
  return {
    name: 'postgres',
    command: postgres,
    args: ['-D', folder, ...all.flatMap((setting) => ['-c', setting])],
    cwd: '/',
    env: postgresEnvironment(),
    // SIGINT is its "fast" shutdown: it does not wait for clients that stay connected.
    stopSignal: /** @type {const} */ ('SIGINT'),
    onLine,
    ...(user && { user }),
  }
}

/** @param {Running} running @param {string} url @returns {Promise<string | undefined>} why it is not ready */
async function readiness(running, url) {
  const { default: pg } = await import('pg')
  let ended = ''
  void running.ended.then((how) => (ended = how))
  let last = ''
  for (const deadline = Date.now() + START_MS; Date.now() < deadline; await delay(30)) {
    if (ended) return complaint(running.lastLines()) ?? `it ended with ${ended}.`
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    try {
      await client.connect()
      return undefined
    } catch (error) {
      last = reason(error)
      // A refused password means that the folder and its password do not belong together: waiting will not help.
      if (/** @type {{ code?: string }} */ (error).code === '28P01') return last
    } finally {
      await client.end().catch(() => {})
    }
  }
  return `no answer within ${START_MS / 1000} s (${last})`
}

/** The line that says why, without its time and process. @param {string[]} lines */
function complaint(lines) {
  const line = lines.find((each) => /FATAL|PANIC/.test(each)) ?? lines.find((each) => each.includes('could not'))
  return line?.replace(/^.*?(FATAL|PANIC): +/, '')
}
