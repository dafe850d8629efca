import {
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  accessSync,
  constants,
  existsSync,
} from 'node:fs'
import path from 'node:path'
import { Problem, reason } from './problem.mjs'

/** Makes the folder that everything of ours is kept in, and makes sure that we can write to it. @param {string} folder */
export function prepareDataFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    const kind = existsSync(folder) && !statSync(folder).isDirectory() ? 'is a file' : 'cannot be written'
    throw new Problem(`The data folder ${folder} ${kind}: make it writable, or set DATA_DIR to another folder.`, {
      cause: error,
    })
  }
}

/**
 * A JSON file that survives being killed at any moment. Only its owner may read it: such files hold secrets.
 * @template {object} T
 * @param {string} file
 * @returns {Partial<T>} empty when there is none
 */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return {}
    throw new Problem(`${file} cannot be read (${reason(error)}): repair or remove it and start again.`)
  }
}

/** @param {string} file @param {object} value */
export function writeJson(file, value) {
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, file)
}
