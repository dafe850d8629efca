import 'server-only'
import { createHmac } from 'node:crypto'
import { env } from '../env'

/**
 * The secret in the link of one verification mail, 43 characters for 256 bits. It follows from AUTH_SECRET and the row's id,
 * so that it can be written into the mail when that is sent, and no table has to keep it until then.
 */
export function verificationToken(verificationId: string): string {
  return createHmac('sha256', env().AUTH_SECRET).update(`verify-email:${verificationId}`).digest('base64url')
}
