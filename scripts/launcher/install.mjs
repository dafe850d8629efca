import { existsSync, readFileSync } from 'node:fs'
import { inRoot } from './folders.mjs'
import { Problem } from './problem.mjs'
import { withProgress } from './progress.mjs'

/** @import { Processes } from './processes.mjs' */

/**
 * Runs `npm ci` when what is installed is not what package-lock.json says.
 * @param {Processes} processes
 */
export async function installMissing(processes) {
  if (isInstalled()) return
  // Development packages too, whatever NODE_ENV says: building needs them.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const program = { name: 'npm', ...npm(args), cwd: inRoot() }
  const run = await withProgress('Installing packages, about a minute', () => processes.run(program)).catch(
    () => undefined,
  )
  if (!run) throw new Problem('npm was not found: it comes with Node, and has to be on the PATH.')
  if (!run.ok) throw new Problem(['The packages could not be installed. npm says:', ...run.lastLines].join('\n  '))
}

/** The npm that started us, else the one on the PATH. @param {string[]} args */
function npm(args) {
  const script = process.env.npm_execpath
  return script?.endsWith('.js') && /npm-cli/.test(script)
    ? { command: process.execPath, args: [script, ...args] }
    : { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args }
}

/** npm records what it has installed, as its last step, in the same format as the lock file. */
function isInstalled() {
  const installed = readPackages('node_modules/.package-lock.json')
  if (!installed) return false
  const { '': root, ...locked } = readPackages('package-lock.json') ?? {}
  const direct = Object.keys({ ...root?.dependencies, ...root?.devDependencies })
  return (
    direct.every((name) => existsSync(inRoot('node_modules', name, 'package.json'))) &&
    Object.entries(locked).every(([place, { version, optional }]) =>
      installed[place] ? installed[place].version === version : optional,
    ) &&
    Object.entries(installed).every(([place, { os }]) => place in locked && (!os || os.includes(process.platform)))
  )
}

/**
 * @typedef {{ version?: string, optional?: boolean, os?: string[], dependencies?: object, devDependencies?: object }} Package
 * @param {string} file
 * @returns {Record<string, Package> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(inRoot(file), 'utf8')).packages
  } catch {
    return undefined
  }
}
