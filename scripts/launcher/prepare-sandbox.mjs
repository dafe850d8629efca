import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buildSandbox, isSandboxBuilt } from './build.mjs'
import { inRoot } from './folders.mjs'
import { installMissing } from './install.mjs'
import { withProgress } from './progress.mjs'
import { makeUnlessCurrent } from './sources.mjs'

/** @import { Processes } from './processes.mjs' */

const LIBRARY = 'dist/sandbox-library.cjs'
const TYPES = 'dist/sandbox-types'

/** Installs and builds what the sandbox is made of, unless that was done before. @param {Processes} processes */
export async function prepareSandbox(processes) {
  if (isSandboxBuilt()) return touchLibrary()
  await installMissing(processes)
  await withProgress('Building the sandbox', async () => {
    await buildSandbox()
    await prepareSandboxTypes()
  })
}

/** Whoever imports the library compares its age with that of the sources. */
function touchLibrary() {
  utimesSync(inRoot(LIBRARY), new Date(), new Date())
}

/** Writes the types of the library into dist/, without those that it has no use for. */
export function prepareSandboxTypes() {
  return makeUnlessCurrent('sandboxTypes', async () => {
    const { default: ts } = await import('typescript')
    const options = { ...compilerOptions(ts), declaration: true, emitDeclarationOnly: true, noCheck: true }
    const program = ts.createProgram([inRoot('sandbox/library.ts')], options)
    rmSync(inRoot(TYPES), { recursive: true, force: true })
    mkdirSync(inRoot(TYPES), { recursive: true })
    const written = new Set()
    const write = (/** @type {string} */ name) => {
      if (written.has(name)) return
      written.add(name)
      program.emit(program.getSourceFile(inRoot('sandbox', `${name}.ts`)), (_file, text) => {
        const { wanted, declarations } = linked(text, path.dirname(name))
        mkdirSync(path.dirname(inRoot(TYPES, name)), { recursive: true })
        writeFileSync(inRoot(TYPES, `${name}.d.cts`), declarations)
        wanted.forEach(write)
      })
    }
    write('library')
    return [...written].map((name) => `${TYPES}/${name}.d.cts`)
  })
}

/** @param {import('typescript')} ts */
function compilerOptions(ts) {
  const { config } = ts.parseConfigFileTextToJson('tsconfig.json', readFileSync(inRoot('tsconfig.json'), 'utf8'))
  const shared = { ...config.compilerOptions, plugins: [], noEmit: false, incremental: false }
  const { options } = ts.convertCompilerOptionsFromJson(shared, inRoot())
  return options
}

/** Has relative imports name files as every resolution finds them, and says which those are. @param {string} text @param {string} folder */
function linked(text, folder) {
  /** @type {string[]} */
  const wanted = []
  const declarations = text.replace(/(?<=(?:from |import\()['"])\.{1,2}\/[^'"]+/g, (target) => {
    wanted.push(path.posix.join(folder, target))
    return `${target}.cjs`
  })
  return { wanted, declarations }
}
