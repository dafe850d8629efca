import { requireNode } from './launcher/node-version.mjs'

requireNode()
const { prepareSandbox, prepareSandboxTypes } = await import('./launcher/prepare-sandbox.mjs')
const { inSession } = await import('./launcher/session.mjs')

await inSession(
  async (processes) => {
    await prepareSandbox(processes)
    await prepareSandboxTypes()
    return 0
  },
  { interrupted: 130 },
)
