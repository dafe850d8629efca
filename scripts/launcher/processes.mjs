import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { identify } from './identity.mjs'

/**
 * @typedef {object} Program
 * @property {string} name
 * @property {string} command
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} [env] the whole environment, ours when absent
 * @property {string} [cwd]
 * @property {{ uid?: number, gid?: number }} [user]
 * @property {NodeJS.Signals} [stopSignal] what asks it to end in good order; SIGTERM when absent
 * @property {(line: string) => void} [onLine] each line of its output
 *
 * @typedef {object} Running
 * @property {string} name
 * @property {number} pid
 * @property {Promise<string>} ended resolves with '0', another exit code, or the signal that ended it
 * @property {() => string[]} lastLines
 * @property {() => Promise<void>} stop
 */

const GRACE_MS = 10_000
const KEPT_LINES = 25
const KEPT_WIDTH = 300

/**
 * The programs one launcher has started. Each gets a process group of its own: Ctrl-C reaches only the launcher,
 * which then stops them in order, and whatever a program has started itself goes with it.
 */
export class Processes {
  /** @type {Map<number, Running & { identity: string | undefined, stopSignal: NodeJS.Signals }>} */
  #running = new Map()
  #onChange
  stopping = false

  /** @param {(running: { name: string, pid: number, identity: string | undefined, stopSignal: string }[]) => void} [onChange] */
  constructor(onChange = () => {}) {
    this.#onChange = onChange
    // The last resort, when our own process ends without having stopped them.
    process.on('exit', () => this.killAll())
  }

  /** Starts a program that is meant to keep running. @param {Program} program @returns {Promise<Running>} */
  async start(program) {
    if (this.stopping) return new Promise(() => {})
    const child = spawnInGroup(program)
    await once(child, 'spawn')
    const pid = /** @type {number} */ (child.pid)
    const lastLines = follow(child, program.onLine)
    const stopSignal = program.stopSignal ?? 'SIGTERM'
    // What the program leaves behind would hold its output open, so it goes before the output can close.
    child.once('exit', () => signalGroup(pid, 'SIGKILL'))
    const ended = once(child, 'close').then(([code, signal]) => {
      this.#running.delete(pid)
      this.#changed()
      return String(signal ?? code)
    })
    const stop = async () => {
      // Afterwards the pid may be somebody else's.
      if (this.#running.has(pid)) await stopChild({ pid, ended, stopSignal })
    }
    const running = { name: program.name, pid, ended, lastLines, stop, stopSignal, identity: identify(pid) }
    this.#running.set(pid, running)
    this.#changed()
    return running
  }

  /**
   * Runs a program to its end.
   * @param {Program} program
   * @returns {Promise<{ ok: boolean, ended: string, lastLines: string[] }>}
   */
  async run(program) {
    const running = await this.start(program)
    const ended = await running.ended
    // Whoever is stopping everything has the last word; nothing may go on from here.
    if (this.stopping) return new Promise(() => {})
    return { ok: ended === '0', ended, lastLines: running.lastLines() }
  }

  /** Stops all, the last started first, so that nobody loses what it works with. */
  async stopAll() {
    this.stopping = true
    for (const running of [...this.#running.values()].reverse()) await running.stop()
  }

  /** Ends all at once. PostgreSQL recovers from this by itself. */
  killAll() {
    this.stopping = true
    for (const { pid } of this.#running.values()) signalGroup(pid, 'SIGKILL')
  }

  #changed() {
    this.#onChange(
      [...this.#running.values()].map(({ name, pid, identity, stopSignal }) => ({ name, pid, identity, stopSignal })),
    )
  }
}

/** @param {Program} program */
function spawnInGroup({ command, args, env, cwd, user }) {
  const stdio = /** @type {['ignore', 'pipe', 'pipe']} */ (['ignore', 'pipe', 'pipe'])
  return spawn(command, args, { stdio, detached: true, env: env ?? process.env, ...(cwd && { cwd }), ...user })
}

/** @param {import('node:child_process').ChildProcess} child @param {(line: string) => void} [onLine] */
function follow(child, onLine = () => {}) {
  /** @type {string[]} */
  const kept = []
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (line) => {
      kept.push(line.slice(0, KEPT_WIDTH))
      if (kept.length > KEPT_LINES) kept.shift()
      onLine(line)
    })
  }
  return () => [...kept]
}

/** @param {{ pid: number, ended: Promise<string>, stopSignal: NodeJS.Signals }} child */
async function stopChild({ pid, ended, stopSignal }) {
  signal(pid, stopSignal)
  const patience = new AbortController()
  const tooLong = delay(GRACE_MS, 'too long', { signal: patience.signal }).catch(() => '')
  if ((await Promise.race([ended, tooLong])) === 'too long') signalGroup(pid, 'SIGKILL')
  patience.abort()
  await ended
}

/** @param {number} pid @param {NodeJS.Signals} name */
export function signalGroup(pid, name) {
  signal(-pid, name)
}

/** @param {number} pid @param {NodeJS.Signals} name */
export function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch (error) {
    // Gone already (ESRCH), or a group whose last member is a zombie of another user (EPERM on macOS).
    if (!['ESRCH', 'EPERM'].includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? '')) throw error
  }
}
