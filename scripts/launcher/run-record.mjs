import { linkSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { writeJson } from './data-folder.mjs'
import { identify } from './identity.mjs'
import { Problem, reason } from './problem.mjs'
import { signal, signalGroup } from './processes.mjs'

/**
 * @typedef {{ name: string, pid: number, identity: string | undefined, stopSignal: string }} Started
 * @typedef {{ pid: number, identity: string, what: string, started: Started[], folders?: string[] }} Run
 */

const PATIENCE_MS = 10_000
const TURN_MS = 20

/**
 * Claims a file for this process, so that one launcher runs in a folder at a time. What a launcher that was killed has
 * left running is stopped first.
 * @param {string} file
 * @param {string} what what is running, and where, for whoever tries a second time
 * @param {string[]} [folders] what is of no use to anybody once this process is gone
 */
export async function claimRun(file, what, folders = []) {
  /** @type {Run} */
  const run = { pid: process.pid, identity: identify(process.pid) ?? '', what, started: [], folders }
  await claim(file, run, (other) => {
    throw new Problem(`${other.what} (process ${other.pid}).`)
  })
  const write = () => writeJson(file, run)
  return {
    /** Keeps the record current. @param {Started[]} started */
    update: (started) => {
      run.started = started
      write()
    },
    /** Says more exactly what is running. @param {string} known */
    is: (known) => {
      run.what = known
      write()
    },
    release: () => rmSync(file, { force: true }),
  }
}

/**
 * Makes the file ours as soon as whoever made it before is gone.
 * @param {string} file
 * @param {Run} run
 * @param {(other: Run) => unknown} meet what to do about one who is still there
 */
async function claim(file, run, meet) {
  while (!createOnce(file, run)) {
    const found = readText(file)
    const other = parseRun(found)
    if (other && identify(other.pid) === other.identity) {
      await meet(other)
      continue
    }
    if (other) await stopLeftovers(other.started)
    if (found !== undefined) await removeStale(file, found, run)
  }
}

/**
 * Of several who have found the same stale record only one at a time may remove it, having looked again: the slower would
 * remove what the faster has put in its place. Whoever is killed holding that turn has left a stale record in turn.
 * @param {string} file
 * @param {string} found
 * @param {Run} run
 */
async function removeStale(file, found, run) {
  const turn = `${file}.turn`
  await claim(turn, { ...run, started: [] }, () => delay(TURN_MS))
  if (readText(file) === found) rmSync(file, { force: true })
  rmSync(turn)
}

/** Stops and removes what killed launchers have left behind, for all records in a folder. @param {string} folder */
export async function clearLeftovers(folder) {
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith('.json'))) {
    const file = path.join(folder, name)
    const run = parseRun(readText(file))
    if (run && identify(run.pid) === run.identity) continue
    if (run) await stopLeftovers(run.started)
    for (const leftover of run?.folders ?? []) rmSync(leftover, { recursive: true, force: true })
    rmSync(file, { force: true })
  }
}

/** Creates the file with all of its content at once, or answers false because it exists. @param {string} file @param {Run} run */
function createOnce(file, run) {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, JSON.stringify(run), { mode: 0o600 })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined
    throw new Problem(`${file} cannot be read (${reason(error)}): remove it and start again.`)
  }
}

/** @param {string | undefined} text */
function parseRun(text) {
  try {
    const run = /** @type {Partial<Run>} */ (JSON.parse(text ?? ''))
    const sound = run.pid && run.what && typeof run.identity === 'string' && Array.isArray(run.started)
    return sound ? /** @type {Run} */ (run) : undefined
  } catch {
    // Damaged: nothing can be learned from it.
    return undefined
  }
}

/** @param {Started[]} started */
async function stopLeftovers(started) {
  for (const { pid, identity, stopSignal } of [...started].reverse()) {
    // Without the same moment of start it is another program that was given the pid since.
    const isOurs = () => identity !== undefined && identify(pid) === identity
    if (!isOurs()) continue
    signal(pid, /** @type {NodeJS.Signals} */ (stopSignal))
    for (const deadline = Date.now() + PATIENCE_MS; isOurs() && Date.now() < deadline;) await delay(20)
    if (isOurs()) signalGroup(pid, 'SIGKILL')
  }
}
