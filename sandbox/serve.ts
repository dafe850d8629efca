import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { type Sandbox, type SandboxOptions, createSandbox } from './create-sandbox'

export type RunningSandbox = { origin: string; close: () => Promise<void> }
/** Sees every request with a copy of its answer, before that goes out. */
export type Watcher = (request: Request, answer: Response) => void | Promise<void>
type ServeOptions = SandboxOptions & { port: number; host?: string; onAnswer?: Watcher }

/**
 * Listens on this machine only. Port 0 takes a free one. Rejects with Node's error when the port is taken, before it has
 * looked at the data, and with DataProblem when that cannot be used.
 */
export function startSandbox(options: ServeOptions): Promise<RunningSandbox> {
  const { port, host = '127.0.0.1', onAnswer, ...rest } = options
  let sandbox: Sandbox | undefined
  return new Promise((resolve, reject) => {
    const answer: Fetch = (...call) => sandbox?.app.fetch(...call) ?? new Response(null, { status: 503 })
    const fetch = onAnswer ? watched(answer, onAnswer) : answer
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

type Fetch = Sandbox['app']['fetch']

function watched(answer: Fetch, onAnswer: Watcher): Fetch {
  return async (request, ...more) => {
    const response = await answer(request, ...more)
    await onAnswer(request, response.clone())
    return response
  }
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
