import 'server-only'
import { createHash } from 'node:crypto'

/** What is kept of a secret that a browser or a mail carries: SHA-256, hex. Enough to know it again, and it opens nothing. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
