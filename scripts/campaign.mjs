import { requireNode } from './launcher/node-version.mjs'

requireNode()
const { campaign } = await import('./testing/campaign.mjs')
await campaign(process.argv.slice(2))
