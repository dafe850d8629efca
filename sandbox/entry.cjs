// What other projects get from `mandate/sandbox`, by `import` and by `require`. They have none of our packages, so it is
// one built file; this repository builds it when it is missing or older than what it is made of.
const { execFileSync } = require('node:child_process')
const { existsSync, readdirSync, statSync } = require('node:fs')
const { join } = require('node:path')

const LIBRARY = join(__dirname, '../dist/sandbox-library.cjs')

if (!isCurrent()) {
  const build = join(__dirname, '../scripts/build-sandbox.mjs')
  // What it says while it works is nothing that the program which imports this has to say.
  execFileSync(process.execPath, [build], { stdio: ['ignore', 2, 2] })
}
const { sandboxControl, startSandbox } = require(LIBRARY)

exports.sandboxControl = sandboxControl
exports.startSandbox = startSandbox

function isCurrent() {
  if (!existsSync(LIBRARY)) return false
  const built = statSync(LIBRARY).mtimeMs
  const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  return sources.every((name) => statSync(join(__dirname, name)).mtimeMs <= built)
}
