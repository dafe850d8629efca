import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/**
 * A text that belongs to this process and to no other that ever has the same pid (the moment it was started), or
 * undefined when it is gone. A zombie is gone: only its parent has not heard yet.
 * @param {number} pid
 */
export function identify(pid) {
  const [state, started] = existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid, 'stat=,lstart=')
  return !state || !started || state.startsWith('Z') ? undefined : started
}

/** The command a process was started with, '' when it is gone. @param {number} pid */
export function commandOf(pid) {
  if (!existsSync('/proc/self/stat')) return fromPs(pid, 'command=').join(' ')
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
}

/** @param {number} pid */
function fromProc(pid) {
  // The second field is the program's name in brackets and may hold anything, so counting starts behind it.
  const fields = read(`/proc/${pid}/stat`).split(') ').pop()?.split(' ') ?? []
  const boot = read('/proc/sys/kernel/random/boot_id').trim()
  return [fields[0], fields[19] && `${boot}/${fields[19]}`]
}

/** @param {number} pid @param {string} columns */
function fromPs(pid, columns) {
  try {
    const [first, ...rest] = execFileSync('ps', ['-o', columns, '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/)
    return [first, rest.join(' ')]
  } catch {
    return []
  }
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
