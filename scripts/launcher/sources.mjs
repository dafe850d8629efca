import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inRoot } from './folders.mjs'

const CONFIGURATION = ['package-lock.json', 'tsconfig.json', 'scripts/build.mjs']
const GENERATED = inRoot('lib/server/generated')

/** Everything that is made from sources: where it can be seen to exist, and what it is made from. */
const ARTIFACTS = {
  client: { proof: 'lib/server/generated/client.ts', from: ['prisma/schema.prisma', 'package-lock.json'] },
  bundles: { proof: 'dist/sandbox.mjs', from: ['lib', 'prisma', 'sandbox', 'scripts/worker.ts', ...CONFIGURATION] },
  web: {
    proof: '.next/BUILD_ID',
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
  },
}

/** @typedef {keyof typeof ARTIFACTS} Artifact */

/** Whether it exists and its sources are still those it was made from. @param {Artifact} artifact */
export function isCurrent(artifact) {
  const stamp = stampOf(artifact)
  const { proof, from } = ARTIFACTS[artifact]
  return existsSync(inRoot(proof)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(from)
}

/**
 * Makes it with `make` unless it is current. The stamp is written last, so that whatever was interrupted is made again.
 * @param {Artifact} artifact
 * @param {() => Promise<unknown>} make
 */
export async function makeUnlessCurrent(artifact, make) {
  if (isCurrent(artifact)) return
  const stamp = stampOf(artifact)
  // Taken before making: an edit that arrives meanwhile counts as not built yet.
  const sources = fingerprint(ARTIFACTS[artifact].from)
  rmSync(stamp, { force: true })
  await make()
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, sources)
}

/** @param {Artifact} artifact */
function stampOf(artifact) {
  return inRoot('dist/stamps', artifact)
}

/** @param {string[]} names */
function fingerprint(names) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '')
  for (const name of names)
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
