import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/**
 * A text that belongs to this process and to no other that is ever given the same pid: the moment it was started.
 * Null when it is gone; a zombie is gone, only its parent has not heard yet.
 */
export function identityOf(pid: number): string | null {
  const [state, started] = existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid)
  return !state || !started || state.startsWith('Z') ? null : started
}

function fromProc(pid: number): (string | undefined)[] {
  try {
    // The second field is the program's name in brackets and may hold anything, so counting starts behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ') ?? []
    return [fields[0], `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`]
  } catch {
    return []
  }
}

function fromPs(pid: number): (string | undefined)[] {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' })
    const [state, ...started] = line.trim().split(/\s+/)
    return [state, started.join(' ')]
  } catch {
    return []
  }
}
