import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { inRoot } from '../../scripts/launcher/folders.mjs'

/** The built sandbox, and beside it a port that tells what memory it holds once everything dispensable is gone. */
const { startSandbox } = createRequire(import.meta.url)(inRoot('dist/sandbox-library.cjs'))
const { PORT, MEMORY_PORT, DATA, KEYS } = process.env
await startSandbox({ port: Number(PORT), dataDir: DATA, keys: KEYS })

createServer((_request, response) => {
  // Twice: what the first run finds dead has finalizers and caches that the second one frees.
  global.gc?.()
  global.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  response.end(JSON.stringify({ rss, heapUsed }))
}).listen(Number(MEMORY_PORT), '127.0.0.1')
