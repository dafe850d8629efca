import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { readJson, writeJson } from './data-folder.mjs'
import { Problem, reason } from './problem.mjs'

/**
 * What is made up once and has to be the same at every start.
 * @typedef {object} Kept
 * @property {string} authSecret signs the sessions; another one signs everybody out
 * @property {string} cronSecret
 * @property {string} webhookSecret of the endpoint that Stripe itself cannot reach on a laptop
 * @property {string} sandboxKeys the suffix both sandbox keys share
 * @property {string} clusterId names the database's folder when that has to lie elsewhere, so that it is not found
 * again once this folder has been removed
 * @property {number} [databasePort]
 * @property {number} [sandboxPort]
 * @property {{ id: string, secret: string }} [endpoint] our webhook endpoint at the sandbox
 */

const isText = (/** @type {unknown} */ value) => typeof value === 'string' && value !== ''
const isPort = (/** @type {unknown} */ value) => Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536
const isEndpoint = (/** @type {any} */ value) => isText(value?.id) && isText(value?.secret)
const optional = (/** @type {(value: unknown) => boolean} */ fits) => (/** @type {unknown} */ value) =>
  value === undefined || fits(value)

/** @type {Record<keyof Kept, (value: unknown) => boolean>} */
const MEMBERS = {
  authSecret: isText,
  cronSecret: isText,
  webhookSecret: isText,
  sandboxKeys: isText,
  clusterId: optional(isText),
  databasePort: optional(isPort),
  sandboxPort: optional(isPort),
  endpoint: optional(isEndpoint),
}

/** Reads them, making up those that are missing. Throws a Problem when the file is damaged. @param {string} dataDir @returns {Kept} */
export function readKept(dataDir) {
  const random = (/** @type {number} */ bytes) => randomBytes(bytes).toString('hex')
  const kept = {
    authSecret: random(32),
    cronSecret: random(32),
    webhookSecret: `whsec_${random(24)}`,
    sandboxKeys: random(12),
    clusterId: random(8),
    ...readStored(dataDir),
  }
  writeJson(fileIn(dataDir), kept)
  return kept
}

/** @param {string} dataDir @param {Partial<Kept>} changes */
export function keep(dataDir, changes) {
  writeJson(fileIn(dataDir), { ...readKept(dataDir), ...changes })
}

/**
 * What a damaged file still says would be of no use: with other sandbox keys, what the database knows belongs to another
 * Stripe account.
 * @param {string} dataDir
 * @returns {Partial<Kept>}
 */
function readStored(dataDir) {
  const file = fileIn(dataDir)
  try {
    const stored = readJson(file)
    if (stored === undefined) return {}
    const members = /** @type {Record<string, unknown>} */ (stored ?? {})
    const wrong = Object.entries(MEMBERS).find(([name, fits]) => !fits(members[name]))
    if (wrong) throw new Error(`${wrong[0]} is missing or damaged`)
    return members
  } catch (error) {
    const why = `${file} cannot be used (${reason(error)})`
    throw new Problem(`${why}: move the whole folder ${dataDir} away and start again, a new one is made.`)
  }
}

/** @param {string} dataDir */
function fileIn(dataDir) {
  return path.join(dataDir, 'launcher.json')
}
