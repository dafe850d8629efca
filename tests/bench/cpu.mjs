import { readdirSync, readFileSync } from 'node:fs'

const TICKS_PER_SECOND = 100

/**
 * The processor time, in milliseconds, that a program has used with everything it has started. NaN where the system does
 * not tell (it is read from Linux's /proc).
 * @param {number} pid
 */
export function cpuOf(pid) {
  const all = processes()
  const family = new Set([pid])
  // Parents are started before their children, but pids wrap around.
  for (let grown = true; grown;) {
    const more = all.filter((one) => family.has(one.parent) && !family.has(one.pid))
    more.forEach((one) => family.add(one.pid))
    grown = more.length > 0
  }
  const ticks = all.filter((one) => family.has(one.pid)).reduce((sum, one) => sum + one.ticks, 0)
  return all.length > 0 ? (ticks * 1000) / TICKS_PER_SECOND : NaN
}

function processes() {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    return pids.flatMap((pid) => read(pid) ?? [])
  } catch {
    return []
  }
}

/** @param {string} pid */
function read(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // A program's name may have blanks and brackets in it: what follows the last one is numbers.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // Its own time and that of the children it has waited for.
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0)
    return { pid: Number(pid), parent: Number(fields[1]), ticks }
  } catch {
    return undefined
  }
}
