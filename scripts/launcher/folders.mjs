import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository. Every path of the launcher is derived from here, never from the folder somebody happens to be in. */
export const ROOT = path.resolve(fileURLToPath(new URL('../..', import.meta.url)))

/** A path inside the repository. @param {string[]} parts */
export function inRoot(...parts) {
  return path.join(ROOT, ...parts)
}
