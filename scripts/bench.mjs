import { requireNode } from './launcher/node-version.mjs'

requireNode()
const { bench } = await import('../tests/bench/bench.mjs')
await bench(process.argv.slice(2))
