import 'server-only'
import { isIP } from 'node:net'
import { env } from '../env'

/**
 * The caller's address as the outermost trusted proxy saw it: the n-th entry from the right of X-Forwarded-For, where n is
 * TRUSTED_PROXY_HOPS. Null with 0 hops, because a client can send that header itself, and for anything that is no address.
 */
export function clientAddress(headers: Headers): string | null {
  const hops = env().TRUSTED_PROXY_HOPS
  if (hops === 0) return null
  const entry = headers.get('x-forwarded-for')?.split(',').at(-hops)?.trim()
  // A zone (fe80::1%eth0) is valid to Node, but says nothing about the caller and is refused by an inet column.
  return entry !== undefined && isIP(entry) !== 0 && !entry.includes('%') ? entry : null
}
