import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { type SandboxOptions, createSandbox } from './create-sandbox'

export type RunningSandbox = { origin: string; close: () => Promise<void> }

/** Listens on this machine only. Port 0 takes a free one. Rejects with Node's error when the port is taken. */
export function startSandbox(options: SandboxOptions & { port: number; host?: string }): Promise<RunningSandbox> {
  const { port, host = '127.0.0.1', ...rest } = options
  const sandbox = createSandbox(rest)
  return new Promise((resolve, reject) => {
    // Without TLS options @hono/node-server makes a plain HTTP server.
    const server = serve({ fetch: sandbox.app.fetch, port, hostname: host }, (info) => {
      resolve({ origin: originOf(info), close: () => stop(server, sandbox.close) })
    }) as Server
    server.once('error', (error) => {
      sandbox.close()
      reject(error)
    })
  })
}

function stop(server: Server, closeSandbox: () => void): Promise<void> {
  closeSandbox()
  return new Promise((resolve) => {
    server.close(() => resolve())
    // Idle keep-alive connections would hold the process; every acknowledged change is on disk already.
    server.closeAllConnections()
  })
}

function originOf({ address, family, port }: AddressInfo): string {
  return family === 'IPv6' ? `http://[${address}]:${port}` : `http://${address}:${port}`
}
