import { setTimeout as delay } from 'node:timers/promises'
import { inRoot } from './folders.mjs'
import { listen } from './ports.mjs'
import { Problem } from './problem.mjs'

/** @import { Processes, Running } from './processes.mjs' */

const READY_MS = 120_000
// Above the 60 s for which proxies usually keep a connection: whoever reuses one must not find it closed by us.
const KEEP_ALIVE_MS = 70_000

/** Makes sure that the web's port can be had, before minutes go into the rest. @param {import('./settings.mjs').Settings} settings */
export async function requirePort({ port, onThisMachine, variables }) {
  const refused = await listen(port)
  const other = refused === 'EADDRINUSE' ? port + 1 : 3000
  const way = onThisMachine && variables.APP_ORIGIN ? `APP_ORIGIN=http://localhost:${other}` : `PORT=${other}`
  if (refused === 'EADDRINUSE')
    throw new Problem(
      `Port ${port} is taken by another program: stop that, or choose another port, as in ${way} npm start.`,
    )
  if (refused)
    throw new Problem(`Port ${port} cannot be used (${refused}): choose another port, as in ${way} npm start.`)
}

/**
 * Starts Next.js on the build, or on the sources.
 * @param {Processes} processes
 * @param {{ port: number, hostname: string | undefined, dev?: boolean, env: NodeJS.ProcessEnv, onLine?: (line: string) => void }} options
 */
export function startWeb(processes, { port, hostname, dev = false, env, onLine }) {
  const where = ['--port', String(port), ...(hostname ? ['--hostname', hostname] : [])]
  return processes.start({
    name: 'web',
    command: process.execPath,
    args: [
      inRoot('node_modules/next/dist/bin/next'),
      ...(dev ? ['dev'] : ['start', '--keepAliveTimeout', String(KEEP_ALIVE_MS)]),
      ...where,
    ],
    env: { ...env, NODE_ENV: dev ? 'development' : 'production', PORT: String(port) },
    cwd: inRoot(),
    ...(onLine && { onLine }),
  })
}

/** @param {Processes} processes @param {{ env: NodeJS.ProcessEnv, onLine?: (line: string) => void }} options */
export function startWorker(processes, { env, onLine }) {
  const args = ['--enable-source-maps', inRoot('dist/worker.mjs')]
  return processes.start({
    name: 'worker',
    command: process.execPath,
    args,
    env,
    cwd: inRoot(),
    ...(onLine && { onLine }),
  })
}

/** Resolves when the web says that it and all it depends on can serve. @param {number} port */
export async function webReady(port) {
  let last = 'no answer'
  for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await delay(100)) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(30_000) })
      if (response.ok) return
      last = `/readyz answers ${response.status}: ${(await response.text()).slice(0, 300)}`
    } catch {
      // Not listening yet.
    }
  }
  throw new Problem(`The web is not ready after ${READY_MS / 1000} s (${last}).`)
}

/** Rejects as soon as this program ends, however it ends: it was meant to go on. @param {Running} running */
export async function untilEnd(running) {
  const how = await running.ended
  const lines = running.lastLines().slice(-12)
  throw new Problem([`[${running.name}] ended (${how}), so everything else is stopped.`, ...lines].join('\n  '))
}
