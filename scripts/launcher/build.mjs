import { existsSync, readdirSync } from 'node:fs'
import { inRoot } from './folders.mjs'
import { generateClient } from './prisma.mjs'
import { Problem } from './problem.mjs'
import { isCurrent, makeUnlessCurrent } from './sources.mjs'

/** @import { Processes } from './processes.mjs' */

const PROGRAMS = { worker: 'scripts/worker.ts', seed: 'prisma/seed.ts' }
const SANDBOX_PAGES = 'sandbox/pages/browser'
const SHARED = {
  bundle: true,
  outdir: 'dist',
  metafile: /** @type {const} */ (true),
  sourcemap: /** @type {const} */ ('linked'),
}

/**
 * Builds what `npm start` runs, as far as its sources have changed: Prisma's client, the bundles, the web.
 * @param {Processes} processes
 * @param {{ onLine?: (line: string) => void }} [options]
 */
export async function build(processes, { onLine } = {}) {
  await generateClient(processes)
  await buildBundles()
  await makeUnlessCurrent('web', () => buildWeb(processes, onLine))
}

/** Whether `build` would have nothing to do. */
export function isBuilt() {
  return isCurrent('client') && isCurrent('sandbox') && isCurrent('bundles') && isCurrent('web')
}

/** Bundles what runs beside the web into dist/. */
export async function buildBundles() {
  await Promise.all([buildSandbox(), makeUnlessCurrent('bundles', () => bundle([forNode()]))])
}

/** Bundles the sandbox, as a program and as a library, and the scripts it serves to browsers, into dist/. */
export function buildSandbox() {
  return makeUnlessCurrent('sandbox', () => bundle([forSandbox(), forLibrary(), forBrowsers()]))
}

export function isSandboxBuilt() {
  return isCurrent('sandbox')
}

/** @param {import('esbuild').BuildOptions[]} parts */
async function bundle(parts) {
  const { build: esbuild } = await import('esbuild')
  try {
    const made = await Promise.all(parts.map((part) => esbuild({ ...SHARED, absWorkingDir: inRoot(), ...part })))
    return made.flatMap(({ metafile }) => Object.keys(metafile?.outputs ?? {}))
  } catch (error) {
    // esbuild has printed each error with its place already.
    throw new Problem('The bundles could not be built: see above.', { cause: error })
  }
}

const NODE = { platform: /** @type {const} */ ('node'), target: 'node20.19' }

function forNode() {
  return {
    ...NODE,
    entryPoints: present(PROGRAMS),
    format: /** @type {const} */ ('esm'),
    packages: /** @type {const} */ ('external'),
    // `server-only` throws outside of Next; these programs are servers too.
    alias: { 'server-only': inRoot('node_modules/server-only/empty.js') },
    outExtension: { '.js': '.mjs' },
  }
}

/** With the packages it needs: one file loads faster than theirs. */
function forSandbox() {
  return {
    ...NODE,
    entryPoints: { sandbox: 'sandbox/main.ts' },
    format: /** @type {const} */ ('esm'),
    // Packages written before modules look for Node's own with `require`.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url)",
    },
    outExtension: { '.js': '.mjs' },
  }
}

/** For other projects, where our packages are not installed; in the form that both `import` and `require` take. */
function forLibrary() {
  return {
    ...NODE,
    entryPoints: { 'sandbox-library': 'sandbox/library.ts' },
    format: /** @type {const} */ ('cjs'),
    define: { 'import.meta.url': 'addressOfThisFile' },
    banner: { js: "const addressOfThisFile = require('node:url').pathToFileURL(__filename).href" },
    outExtension: { '.js': '.cjs' },
  }
}

function forBrowsers() {
  const pages = existsSync(inRoot(SANDBOX_PAGES)) ? readdirSync(inRoot(SANDBOX_PAGES)) : []
  const scripts = pages
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name.slice(0, -3), `${SANDBOX_PAGES}/${name}`])
  return {
    entryPoints: present({ stripe: 'sandbox/stripe-js/browser/main.ts', ...Object.fromEntries(scripts) }),
    format: /** @type {const} */ ('iife'),
    target: 'es2020',
  }
}

/** @param {Record<string, string>} entries */
function present(entries) {
  return Object.fromEntries(Object.entries(entries).filter(([, source]) => existsSync(inRoot(source))))
}

/** @param {Processes} processes @param {(line: string) => void} [onLine] @returns {Promise<string[]>} */
async function buildWeb(processes, onLine) {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  const args = [inRoot('node_modules/next/dist/bin/next'), 'build']
  const program = { name: 'build', command: process.execPath, args, env, cwd: inRoot(), ...(onLine && { onLine }) }
  const run = await processes.run(program)
  // With `onLine` everything has been shown already.
  if (!run.ok) throw new Problem(['The web could not be built.', ...(onLine ? [] : run.lastLines)].join('\n  '))
  return ['.next/BUILD_ID']
}
