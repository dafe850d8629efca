import { inRoot } from './folders.mjs'
import { Problem } from './problem.mjs'

/**
 * Fills an embedded database with the demo, as far as that has not been done. Answers who can sign in.
 * @param {import('./processes.mjs').Processes} processes
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('./summary.mjs').Account[]>}
 */
export async function seed(processes, env) {
  /** @type {import('./summary.mjs').Account[]} */
  let accounts = []
  const run = await processes.run({
    name: 'seed',
    command: process.execPath,
    args: ['--enable-source-maps', inRoot('dist/seed.mjs')],
    env,
    cwd: inRoot(),
    onLine: (line) => {
      if (line.startsWith('{"accounts"')) accounts = JSON.parse(line).accounts
    },
  })
  if (!run.ok) throw new Problem(['The demo data could not be written.', ...run.lastLines].join('\n  '))
  return accounts
}
