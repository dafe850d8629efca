import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inRoot } from './folders.mjs'

const CONFIGURATION = ['package-lock.json', 'tsconfig.json', 'scripts/launcher/build.mjs']
const GENERATED = inRoot('lib/server/generated')

/**
 * Everything that is made from sources: the files and folders it is made from, and the variables that change it.
 * @type {Record<'client' | 'sandbox' | 'sandboxTypes' | 'bundles' | 'web', { from: string[], variables?: string[] }>}
 */
const ARTIFACTS = {
  client: { from: ['prisma/schema.prisma', 'package-lock.json'] },
  sandbox: { from: ['sandbox', ...CONFIGURATION] },
  sandboxTypes: { from: ['sandbox', ...CONFIGURATION, 'scripts/launcher/prepare-sandbox.mjs'] },
  bundles: { from: ['lib', 'prisma', 'scripts/worker.ts', ...CONFIGURATION] },
  web: {
    from: [
      'app',
      'components',
      'lib',
      'prisma/schema.prisma',
      'proxy.ts',
      'instrumentation.ts',
      'next.config.mjs',
      'postcss.config.mjs',
      ...CONFIGURATION,
    ],
    variables: ['NEXT_OUTPUT'],
  },
}

/** @typedef {keyof typeof ARTIFACTS} Artifact */

/** Whether all of it is there and its sources are still those it was made from. @param {Artifact} artifact */
export function isCurrent(artifact) {
  const stamp = stampOf(artifact)
  if (!existsSync(stamp)) return false
  const [sources, ...made] = readFileSync(stamp, 'utf8').split('\n')
  return made.length > 0 && made.every((file) => existsSync(inRoot(file))) && sources === fingerprint(artifact)
}

/**
 * Makes it with `make` unless it is current. The stamp is written last, so that whatever was interrupted is made again.
 * @param {Artifact} artifact
 * @param {() => Promise<string[]>} make answers what can be seen of it: files, by their paths in the repository
 */
export async function makeUnlessCurrent(artifact, make) {
  if (isCurrent(artifact)) return
  const stamp = stampOf(artifact)
  // Taken before making: an edit that arrives meanwhile counts as not built yet.
  const sources = fingerprint(artifact)
  rmSync(stamp, { force: true })
  const made = await make()
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, [sources, ...made].join('\n'))
}

/** @param {Artifact} artifact */
function stampOf(artifact) {
  return inRoot('dist/stamps', artifact)
}

/** @param {Artifact} artifact */
function fingerprint(artifact) {
  const { from, variables = [] } = ARTIFACTS[artifact]
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '')
  for (const name of variables) hash.update(`${name}=${process.env[name] ?? ''}\0`)
  for (const name of from)
    for (const file of filesUnder(inRoot(name))) hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

/** @param {string} entry @returns {string[]} */
function filesUnder(entry) {
  if (entry === GENERATED || !existsSync(entry)) return []
  if (!statSync(entry).isDirectory()) return [entry]
  return readdirSync(entry)
    .sort()
    .flatMap((name) => filesUnder(path.join(entry, name)))
}
