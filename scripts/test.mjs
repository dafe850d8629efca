import { requireNode } from './launcher/node-version.mjs'

requireNode()
const { test } = await import('./testing/test.mjs')
await test(process.argv.slice(2))
