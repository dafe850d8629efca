import { explain } from './problem.mjs'
import { Processes } from './processes.mjs'

// npm passes on the Ctrl-C that the terminal has given us already: what follows this closely is the same keystroke.
const SAME_KEYSTROKE_MS = 400
const PARENT_MS = 500

/**
 * Runs a command of ours with everything it starts, and leaves nothing running however it ends: well (its result is the
 * exit code, 0 when it has none), by a problem (1), by Ctrl-C, SIGTERM or a closed terminal (0, or `interrupted`; a second time forces).
 * @param {(processes: Processes) => Promise<number | void>} command
 * @param {{ onChange?: ConstructorParameters<typeof Processes>[0], atEnd?: () => void, interrupted?: number }} [options]
 */
export async function inSession(command, { onChange, atEnd = () => {}, interrupted = 0 } = {}) {
  const processes = new Processes(onChange)
  process.on('exit', atEnd)
  stopOnSignals(processes, interrupted)
  // Whoever read our output may leave first (`npm start | head`); that is no reason to leave programs behind.
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
  try {
    const code = await command(processes)
    await processes.stopAll()
    process.exit(code ?? 0)
  } catch (error) {
    if (processes.stopping) return
    console.error()
    console.error(explain(error))
    await processes.stopAll()
    process.exit(1)
  }
}

/** @param {Processes} processes @param {number} code */
function stopOnSignals(processes, code) {
  let first = 0
  const stop = async () => {
    if (first && Date.now() - first < SAME_KEYSTROKE_MS) return
    if (first) process.exit(1)
    first = Date.now()
    if (process.stdout.isTTY) process.stdout.write('\n')
    console.log('Stopping …')
    await processes.stopAll()
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop())
  // A signal to npm may end npm and its shell without reaching us.
  const parent = process.ppid
  const watch = () => {
    if (process.ppid !== parent && !first) void stop()
  }
  if (process.env.npm_lifecycle_event) setInterval(watch, PARENT_MS).unref()
}
