import { once } from 'node:events'
import { createServer as createHttpServer, request } from 'node:http'
import { connect, createServer } from 'node:net'
import { performance } from 'node:perf_hooks'

/**
 * A span of time, by performance.now(): a call that was under way, and what it was.
 * @typedef {{ from: number, to: number, what: string }} Span
 * @typedef {{ port: number, spans: Span[], close: () => void }} Tap
 */

const READY_FOR_QUERY = 'Z'.charCodeAt(0)

/**
 * Stands in front of PostgreSQL and notes every round trip: from what a client sends until the server is ready for more.
 * @param {number} target its port
 * @returns {Promise<Tap>}
 */
export async function tapDatabase(target) {
  /** @type {Span[]} */
  const spans = []
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1')
    for (const socket of [client, upstream]) socket.setNoDelay(true)
    /** @type {{ from: number, what: string } | undefined} */
    let asked
    client.on('data', (bytes) => {
      asked ??= { from: performance.now(), what: '' }
      asked.what ||= statementIn(bytes)
      upstream.write(bytes)
    })
    const messages = reader((type) => {
      if (type !== READY_FOR_QUERY || !asked) return
      spans.push({ ...asked, to: performance.now() })
      asked = undefined
    })
    upstream.on('data', (bytes) => {
      messages(bytes)
      client.write(bytes)
    })
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ]) {
      one?.on('close', () => other?.destroy())
      one?.on('error', () => other?.destroy())
    }
  })
  return { ...(await listening(server)), spans }
}

/**
 * Stands in front of the sandbox and notes every call.
 * @param {string} target its origin
 * @returns {Promise<Tap>}
 */
export async function tapStripe(target) {
  /** @type {Span[]} */
  const spans = []
  const server = createHttpServer((incoming, outgoing) => {
    const { method, url = '/', headers } = incoming
    const from = performance.now()
    const onward = request(new URL(url, target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
      answer.on('end', () => spans.push({ from, to: performance.now(), what: `${method} ${url.split('?')[0]}` }))
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  return { ...(await listening(server)), spans }
}

/** How long at least one of the spans was under way between two moments. @param {Span[]} spans @param {Omit<Span, 'what'>} within */
export function timeIn(spans, within) {
  const cut = spans
    .map(({ from, to }) => ({ from: Math.max(from, within.from), to: Math.min(to, within.to) }))
    .filter(({ from, to }) => to > from)
    .sort((one, other) => one.from - other.from)
  let [total, until] = [0, -Infinity]
  for (const { from, to } of cut) {
    total += Math.max(0, to - Math.max(from, until))
    until = Math.max(until, to)
  }
  return total
}

/** @param {import('node:net').Server | import('node:http').Server} server */
async function listening(server) {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return { port, close: () => void server.close() }
}

/** Calls back with the type of each message a PostgreSQL server sends. @param {(type: number) => void} onMessage */
function reader(onMessage) {
  let [kept, skip] = [Buffer.alloc(0), 0]
  return (/** @type {Buffer} */ bytes) => {
    const skipped = Math.min(skip, bytes.length)
    skip -= skipped
    kept = Buffer.concat([kept, bytes.subarray(skipped)])
    while (kept.length >= 5) {
      const length = kept.readUInt32BE(1) + 1
      onMessage(kept[0] ?? 0)
      skip = Math.max(0, length - kept.length)
      kept = kept.subarray(Math.min(length, kept.length))
    }
  }
}

/** The beginning of the statement in what a client sends (messages Parse and Query), if there is one. @param {Buffer} bytes */
function statementIn(bytes) {
  const text = bytes.toString('latin1')
  return (
    /\b(SELECT|INSERT|UPDATE|DELETE|BEGIN|COMMIT|ROLLBACK)\b[^\0]{0,60}/i.exec(text)?.[0].replaceAll(/\s+/g, ' ') ?? ''
  )
}
