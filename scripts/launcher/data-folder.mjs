import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { Problem, reason } from './problem.mjs'

/** Makes the folder that everything of ours is kept in, and makes sure that we can write to it. @param {string} folder */
export function prepareDataFolder(folder) {
  const known = existsSync(folder)
  try {
    makeFolder(folder)
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    const why = known && !statSync(folder).isDirectory() ? 'is a file' : `cannot be ${known ? 'written' : 'made'}`
    throw new Problem(
      `The data folder ${folder} ${why} (${reason(error)}): put that right, or set DATA_DIR to another.`,
    )
  }
}

/** One level at a time: below /proc, where nothing can be made, Node's own `recursive` never ends. @param {string} folder */
function makeFolder(folder) {
  if (existsSync(folder) && statSync(folder).isDirectory()) return
  if (path.dirname(folder) !== folder) makeFolder(path.dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    // Somebody else may have been quicker.
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw error
  }
}

/** The parsed content of a JSON file, undefined when there is none. @param {string} file @returns {unknown} */
export function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

/**
 * Writes a JSON file that survives being killed at any moment. Only its owner may read it: such files hold secrets.
 * @param {string} file
 * @param {object} value
 */
export function writeJson(file, value) {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, file)
}
