import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream'

/** The wire between the app and the sandbox, so that a test can cut it. Browsers reach Stripe.js by the same wire. */
export type Line = {
  origin: string
  /** From now on every connection is dropped without an answer. */
  cut: () => void
  /** From now on requests wait on the way, until the line is mended. */
  hold: () => void
  /** Lets everything through, and whatever was waiting. */
  mend: () => void
  close: () => void
}

/** Opens a line to `target`, an http origin on this machine. */
export async function openLine(target: string): Promise<Line> {
  let isCut = false
  let gate: Gate | undefined
  const server = createServer((incoming, outgoing) => {
    if (isCut) return void incoming.socket.destroy()
    void Promise.resolve(gate?.opened).then(() => forward(target, incoming, outgoing))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    cut: () => {
      isCut = true
      server.closeAllConnections()
    },
    hold: () => void (gate ??= closedGate()),
    mend: () => {
      isCut = false
      gate?.open()
      gate = undefined
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function forward(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, headers, url = '/' } = incoming
  const onward = request(new URL(url, target), { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    pipeline(answer, outgoing, () => undefined)
  })
  pipeline(incoming, onward, (error) => error && outgoing.destroy())
}

type Gate = { opened: Promise<void>; open: () => void }

function closedGate(): Gate {
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open: () => open() }
}
