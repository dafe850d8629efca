import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * lost_before: Stripe never hears of it. lost_after: Stripe acts, and its answer is lost. A number: that status, unheard.
 * stored_500: what Stripe repeats for a day once a create has ended in a 500. held: Stripe hears of it after `heal`.
 * chargeless: Stripe acts, and its answer does not show the charge yet.
 */
export type Fault = 'lost_before' | 'lost_after' | 'stored_500' | 'held' | 'chargeless' | number

export type StripeProxy = Awaited<ReturnType<typeof startStripeProxy>>

/** A line to Stripe at `target` that a test can break, by request (`POST /v1/setup_intents`). */
export async function startStripeProxy(target: string) {
  let broken: { request: RegExp; fault: Fault } | undefined
  const held: (() => void)[] = []
  const seen: string[] = []
  const server = createServer((request, response) => {
    const name = `${request.method} ${request.url?.split('?')[0]}`
    seen.push(name)
    const fault = broken?.request.test(name) ? broken.fault : undefined
    const healed = fault === 'held' ? new Promise<void>((resolve) => held.push(resolve)) : undefined
    answer(request, response, { target, fault, healed }).catch(() => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    /** Every request so far, also those that were lost. */
    seen,
    /** From now on every request that fits fails like this, until `heal`. The SDK repeats one that was cut off once. */
    breaks: (request: RegExp, fault: Fault) => void (broken = { request, fault }),
    heal: () => {
      broken = undefined
      for (const release of held.splice(0)) release()
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

type Line = { target: string; fault: Fault | undefined; healed: Promise<void> | undefined }

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { target, fault, healed }: Line,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  await healed
  if (fault === 'lost_before') return void request.socket.destroy()
  if (fault === 'stored_500') return refuse(response.setHeader('Idempotent-Replayed', 'true'), 500)
  if (typeof fault === 'number') return refuse(response, fault)
  // Those that belong to one connection are for fetch to write.
  const own = /^(host|connection|content-length)$/
  const headers = Object.entries(request.headers).filter(([name]) => !own.test(name))
  const forwarded = await fetch(new URL(request.url ?? '/', target), {
    method: request.method ?? 'GET',
    headers: headers.map(([name, value]) => [name, String(value)] as [string, string]),
    redirect: 'manual',
    ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
  })
  const body = Buffer.from(await forwarded.arrayBuffer())
  if (fault === 'lost_after') return void request.socket.destroy()
  const kept = [...forwarded.headers].filter(
    ([name]) => !/^(content-(length|encoding)|transfer-encoding|connection)$/.test(name),
  )
  const shown = fault === 'chargeless' ? JSON.stringify({ ...JSON.parse(String(body)), latest_charge: null }) : body
  response.writeHead(forwarded.status, Object.fromEntries(kept)).end(shown)
}

function refuse(response: ServerResponse, status: number): void {
  const error = { type: status === 429 ? 'invalid_request_error' : 'api_error', message: 'The line is broken.' }
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error }))
}
