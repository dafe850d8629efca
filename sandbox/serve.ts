import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { type Sandbox, type SandboxOptions, createSandbox } from './create-sandbox'

export type RunningSandbox = { origin: string; close: () => Promise<void> }

/**
 * Listens on this machine only. Port 0 takes a free one. Rejects with Node's error when the port is taken, before it has
 * looked at the data, and with DataProblem when that cannot be used.
 */
export function startSandbox(options: SandboxOptions & { port: number; host?: string }): Promise<RunningSandbox> {
  const { port, host = '127.0.0.1', ...rest } = options
  let sandbox: Sandbox | undefined
  return new Promise((resolve, reject) => {
    const fetch: Sandbox['app']['fetch'] = (...request) =>
      sandbox?.app.fetch(...request) ?? new Response(null, { status: 503 })
    // Without TLS options @hono/node-server makes a plain HTTP server.
    const server = serve({ fetch, port, hostname: host }, (info) => {
      try {
        // Worlds deliver and expire as soon as they are open, so they are opened only where they can be reached.
        const { close } = (sandbox = createSandbox(rest))
        resolve({ origin: originOf(info), close: () => stop(server, close) })
      } catch (error) {
        void stop(server, () => reject(error as Error))
      }
    }) as Server
    server.once('error', reject)
  })
}

/** The folder is given back last: until then a request may still be writing. */
function stop(server: Server, closeSandbox: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      closeSandbox()
      resolve()
    })
    // Idle keep-alive connections would hold the process; every acknowledged change is on disk already.
    server.closeAllConnections()
  })
}

function originOf({ address, family, port }: AddressInfo): string {
  return family === 'IPv6' ? `http://[${address}]:${port}` : `http://${address}:${port}`
}
