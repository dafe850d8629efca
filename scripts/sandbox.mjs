#!/usr/bin/env node
import { requireNode } from './launcher/node-version.mjs'

requireNode()
const { runSandbox } = await import('./launcher/run-sandbox.mjs')
await runSandbox(process.argv.slice(2))
