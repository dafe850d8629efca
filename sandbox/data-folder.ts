import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DataProblem } from './log-file'
import { identityOf } from './process-identity'

export type DataFolder = { release: () => void; readonly released: boolean }

/**
 * Takes a folder for this process alone, making it if need be: two sandboxes would rewrite each other's files. What a
 * killed process has left locked is free again.
 * @throws DataProblem when the folder cannot be used or another sandbox uses it.
 */
export function claimDataFolder(dataDir: string): DataFolder {
  const file = join(dataDir, 'sandbox.lock')
  const own = JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) })
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    while (!createWhole(file, own)) {
      const found = read(file)
      const pid = livingOwner(found)
      if (pid !== null) throw inUse(dataDir, pid)
      if (found !== null) removeExactly(file, found)
    }
  } catch (error) {
    if (error instanceof DataProblem) throw error
    throw new DataProblem(`The sandbox cannot use ${dataDir} as its data folder (${(error as Error).message}).`)
  }
  let released = false
  return {
    get released() {
      return released
    },
    release: () => {
      released = true
      if (read(file) === own) rmSync(file, { force: true })
    },
  }
}

function inUse(dataDir: string, pid: number): DataProblem {
  return new DataProblem(
    `The sandbox cannot start: process ${pid} already runs one over ${dataDir}. Choose another folder with SANDBOX_DATA_DIR.`,
  )
}

/** Creates the file with all of its content at once, or answers false because it exists. */
function createWhole(file: string, content: string): boolean {
  const draft = `${file}.${process.pid}`
  try {
    writeFileSync(draft, content, { mode: 0o600 })
    linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function livingOwner(content: string | null): number | null {
  try {
    const { pid, identity } = JSON.parse(content ?? '') as { pid?: unknown; identity?: unknown }
    return typeof pid === 'number' && typeof identity === 'string' && identityOf(pid) === identity ? pid : null
  } catch {
    // Damaged: nobody can be living behind it.
    return null
  }
}

/** Moved aside first: between a look and a removal somebody else may have put a lock of their own there. */
function removeExactly(file: string, content: string): void {
  const aside = `${file}.${process.pid}.old`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (read(aside) !== content) createWhole(file, read(aside) ?? '')
  rmSync(aside, { force: true })
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
