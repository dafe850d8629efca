import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { readJson, writeJson } from './data-folder.mjs'

/**
 * What is made up once and has to be the same at every start.
 * @typedef {object} Kept
 * @property {string} authSecret signs the sessions; another one signs everybody out
 * @property {string} cronSecret
 * @property {string} webhookSecret of the endpoint that Stripe itself cannot reach on a laptop
 * @property {string} sandboxKeys the suffix both sandbox keys share
 * @property {number} [databasePort]
 * @property {number} [sandboxPort]
 * @property {{ id: string, secret: string }} [endpoint] our webhook endpoint at the sandbox
 */

/** @param {string} dataDir @returns {Kept} */
export function readKept(dataDir) {
  const random = (/** @type {number} */ bytes) => randomBytes(bytes).toString('hex')
  const kept = {
    authSecret: random(32),
    cronSecret: random(32),
    webhookSecret: `whsec_${random(24)}`,
    sandboxKeys: random(12),
    .../** @type {Partial<Kept>} */ (readJson(fileIn(dataDir))),
  }
  writeJson(fileIn(dataDir), kept)
  return kept
}

/** @param {string} dataDir @param {Partial<Kept>} changes */
export function keep(dataDir, changes) {
  writeJson(fileIn(dataDir), { ...readJson(fileIn(dataDir)), ...changes })
}

/** @param {string} dataDir */
function fileIn(dataDir) {
  return path.join(dataDir, 'launcher.json')
}
