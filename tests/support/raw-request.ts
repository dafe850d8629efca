import { Agent, type IncomingHttpHeaders, request } from 'node:http'

/** A request as it goes over the wire: nothing is added, corrected or followed, as browsers and `fetch` do. */
export type RawRequest = {
  method: string
  path: string
  /** In this order; a name may be there twice. */
  headers: [name: string, value: string][]
  body: string | null
  /** Ends the connection in the middle of the body. */
  hangsUp?: boolean
}
export type RawAnswer = { status: number; headers: IncomingHttpHeaders; text: string }

const TIMEOUT_MS = 30_000

/** Connections to one origin on this machine, kept open from request to request. */
export function rawClient(origin: string) {
  const { port, host } = new URL(origin)
  const agent = new Agent({ keepAlive: true })
  return {
    /** Null when the connection ended without an answer. */
    send: (raw: RawRequest) => send({ agent, port, host }, raw),
    close: () => agent.destroy(),
  }
}

type Way = { agent: Agent; port: string; host: string }

function send({ agent, port, host }: Way, { method, path, headers, body, hangsUp }: RawRequest) {
  const length = Buffer.byteLength(body ?? '') + (hangsUp ? 1000 : 0)
  const all = [['host', host], ...headers, ...(body === null ? [] : [['content-length', String(length)]])]
  return new Promise<RawAnswer | null>((resolve, reject) => {
    const sent = request({ agent, host: '127.0.0.1', port, method, path, headers: all.flat() }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', () => resolve(null))
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text })
      })
    })
    sent.setTimeout(TIMEOUT_MS, () => reject(new Error(`${method} ${path} was not answered.`)))
    sent.on('error', () => resolve(null))
    if (body !== null) sent.write(body)
    if (hangsUp) return void setImmediate(() => sent.destroy())
    sent.end()
  })
}
