import { requireNode } from './launcher/node-version.mjs'

// Everything else is loaded afterwards: an old Node could not even parse it.
requireNode()
const { start } = await import('./launcher/start.mjs')
await start(process.argv.slice(2))
