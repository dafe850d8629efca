import { once } from 'node:events'
import { createServer } from 'node:net'

/** Whether nobody listens on this port, on any address of this machine. @param {number} port */
export async function isFree(port) {
  return (await listen(port)) === undefined
}

/** A free port: the preferred one, or any. @param {number} [preferred] */
export async function freePort(preferred = 0) {
  if (preferred && (await isFree(preferred))) return preferred
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  server.close()
  await once(server, 'close')
  return port
}

/** Why this port cannot be had, undefined when it can. @param {number} port @returns {Promise<string | undefined>} */
export async function listen(port) {
  // Without an address Node asks for all of them, which also meets those who listen on one only.
  const server = createServer().listen({ port, exclusive: true })
  try {
    await once(server, 'listening')
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code ?? 'unknown'
  }
  server.close()
  await once(server, 'close')
  return undefined
}
