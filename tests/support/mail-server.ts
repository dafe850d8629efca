import type { AddressInfo, Socket } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** What the server does with the next mails: takes them, loses the answer, waits with it, or says no with this code. */
export type Manner = 'take' | 'drop_answer' | 'hold_answer' | number

/** A mail server on this machine that keeps what it takes, and fails as real ones do. */
export async function startMailServer() {
  const mails: Email[] = []
  const held: (() => void)[] = []
  let manner: Manner = 'take'
  let running = await listen()
  const { port } = running.server.server.address() as AddressInfo // A TCP server has one.

  async function listen(at = 0) {
    const sockets = new Set<Socket>()
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: (_address, _session, done) => {
        done(typeof manner === 'number' ? Object.assign(new Error('No.'), { responseCode: manner }) : null)
      },
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const asIs = manner
          void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
            mails.push(mail)
            if (asIs === 'hold_answer') held.push(done)
            else if (asIs === 'drop_answer') sockets.forEach((socket) => socket.destroy())
            else done()
          })
        })
      },
    })
    // Clients that hang up are what these tests are about.
    server.on('error', () => {})
    server.server.on('connection', (socket) => sockets.add(socket))
    await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve))
    return { server, sockets }
  }

  async function stop() {
    const closed = new Promise<void>((resolve) => running.server.close(resolve))
    running.sockets.forEach((socket) => socket.destroy())
    await closed
  }

  return {
    url: `smtp://127.0.0.1:${port}`,
    /** Everything it took, the oldest first. */
    mails,
    behave: (next: Manner) => void (manner = next),
    /** Lets the answers go that were held back. */
    release: () => held.splice(0).forEach((done) => done()),
    stop,
    /** Back at the same address after a stop. */
    restart: async () => void (running = await listen(port)),
  }
}
