import { accessSync, constants, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { inRoot } from '../launcher/folders.mjs'
import { Problem } from '../launcher/problem.mjs'

/** @import { Processes } from '../launcher/processes.mjs' */

// The shell is Chromium without windows, which takes a fifth less of the processor for the same tests; it is what Playwright
// itself installs for running without any. To watch a test, name a browser that has windows in PLAYWRIGHT_CHROMIUM_PATH.
const SHELL = 'chromium-headless-shell'
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const IS_ROOT = process.getuid?.() === 0

/** What Chromium is started with. Its own sandbox does not work for root, and nothing may call out of the machine. */
export const CHROMIUM_FLAGS = [
  ...(IS_ROOT ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * How to start a Chromium for many tests: without what it prepares for people alone. Where there is no shell to say so
 * with, it starts as it is.
 * @param {string} chromium
 */
export function leanChromium(chromium) {
  if (process.platform === 'win32') return { executablePath: chromium }
  return { executablePath: inRoot('scripts/testing/chromium.sh'), env: { ...process.env, CHROMIUM: chromium } }
}

/** Where a Chromium is: the one named in PLAYWRIGHT_CHROMIUM_PATH, Playwright's own, or the system's, the shell first. */
export function findChromium() {
  return chosen() ?? onPath([SHELL, ...NAMES])
}

/** Where one with everything is: the shell does not keep pages as people's browsers do. */
export function findWholeChromium() {
  return chosen() ?? onPath(NAMES)
}

function chosen() {
  const named = process.env.PLAYWRIGHT_CHROMIUM_PATH
  if (named && !existsSync(named)) throw new Problem(`PLAYWRIGHT_CHROMIUM_PATH names ${named}, which does not exist.`)
  const { chromium } = createRequire(import.meta.url)('playwright')
  const own = chromium.executablePath()
  return named || (own && existsSync(own) ? own : undefined)
}

/** Installs a Chromium when there is none. Never asks for rights that we do not have. @param {Processes} processes */
export async function ensureChromium(processes) {
  return (
    findWholeChromium() ??
    (await install(processes, process.execPath, [inRoot('node_modules/playwright/cli.js'), 'install', 'chromium'])) ??
    (IS_ROOT ? await installFromDistribution(processes) : undefined) ??
    cannot()
  )
}

/** @returns {never} */
function cannot() {
  throw new Problem('The tests need a browser: install Chromium (or Chrome), or name one in PLAYWRIGHT_CHROMIUM_PATH.')
}

/** @param {Processes} processes */
async function installFromDistribution(processes) {
  await install(processes, 'apt-get', ['update'])
  const options = ['install', '--yes', '--no-install-recommends', 'chromium']
  return (await install(processes, 'apt-get', [...options, SHELL])) ?? (await install(processes, 'apt-get', options))
}

/** @param {Processes} processes @param {string} command @param {string[]} args */
async function install(processes, command, args) {
  console.log(`No browser found, trying: ${[path.basename(command), ...args].join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = await processes.run({ name: 'browser', command, args, env, onLine: console.log }).catch(() => undefined)
  return run?.ok ? findWholeChromium() : undefined
}

/** @param {string[]} names */
function onPath(names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable)
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
