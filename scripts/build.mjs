import { requireNode } from './launcher/node-version.mjs'

requireNode()
const { build } = await import('./launcher/build.mjs')
const { inSession } = await import('./launcher/session.mjs')
const { installMissing } = await import('./launcher/install.mjs')

await inSession(
  async (processes) => {
    await installMissing(processes)
    await build(processes, { onLine: console.log })
    return 0
  },
  { interrupted: 130 },
)
