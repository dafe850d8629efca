import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** One request that went to Stripe, and what came back. */
export type Recorded = { method: string; url: string; headers: IncomingHttpHeaders; body: string; answer: string }
export type Recorder = { origin: string; recorded: Recorded[]; close: () => void }

/** Stands between everybody and the sandbox at `target`, and keeps what it passes on. */
export async function openRecorder(target: string): Promise<Recorder> {
  const recorded: Recorded[] = []
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming
    void buffer(incoming).then((body) => {
      const entry = { method, url, headers, body: body.toString('utf8'), answer: '' }
      recorded.push(entry)
      const onward = request(new URL(url, target), { method, headers }, (answer) => {
        void buffer(answer).then((text) => {
          entry.answer = text.toString('utf8')
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(text)
        })
      })
      onward.on('error', () => outgoing.destroy())
      onward.end(body)
    })
    incoming.on('error', () => outgoing.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    recorded,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
