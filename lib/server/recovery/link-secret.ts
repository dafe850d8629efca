import 'server-only'
import { createHash, createHmac } from 'node:crypto'
import { env } from '../env'

/** What secrets of links and cookies look like: 256 bits in base64url. */
export const SECRET = /^[\w-]{43}$/

/**
 * The secret in the link of one mail. It is made from the mail's id and AUTH_SECRET whenever it is needed, so that a mail that
 * has to be sent a second time carries the same link, and no row or backup has it: the database knows its hash alone.
 */
export function linkSecret(notificationId: string): string {
  return createHmac('sha256', env().AUTH_SECRET).update(`recover:${notificationId}`).digest('base64url')
}

/** What is kept of a secret: SHA-256, hex. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
