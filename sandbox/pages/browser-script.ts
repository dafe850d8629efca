import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const scripts = new Map<string, string>()

/**
 * A script for the browser, as text. The built sandbox reads `<name>.js` beside itself (scripts/build.mjs puts it
 * there); run from the sources, as the tests do, it bundles `entry` once, on first use. Throws one sentence when
 * neither is possible.
 */
export function browserScript(name: string, entry: URL): string {
  const script = scripts.get(name) ?? readBuilt(name) ?? bundle(entry)
  scripts.set(name, script)
  return script
}

function readBuilt(name: string): string | undefined {
  const built = new URL(`./${name}.js`, import.meta.url)
  return existsSync(built) ? readFileSync(built, 'utf8') : undefined
}

function bundle(entry: URL): string {
  if (!existsSync(entry)) throw new Error('The sandbox was built without its browser scripts: run npm run build.')
  // Loaded here and not above: esbuild is a tool of the repository, absent from an installation for production.
  const esbuild = createRequire(import.meta.url)('esbuild') as typeof import('esbuild')
  const result = esbuild.buildSync({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    format: 'iife',
    target: 'es2020',
    write: false,
    logLevel: 'silent',
  })
  return result.outputFiles[0]?.text ?? ''
}
