import 'server-only'
import { randomBytes } from 'node:crypto'
import { headers } from 'next/headers'
import { env } from '../env'
import { hashOf, SECRET } from '../recovery/link-secret'
import { findOpenedOrders, keepKey } from '../recovery/store'

/** How long a browser that has opened a mail's link may pay and see what came of it, in seconds of real time. */
const MAX_AGE_SECONDS = 2 * 3600

// More payments than anybody opens within that time.
const MOST = 10

/** Orders that this browser may pay because it has opened a link to them; nothing else of their customer's is open to it. */
export async function openedOrders(): Promise<string[]> {
  const sent = (await headers()).get('cookie') ?? ''
  const secrets = sent.split(/; ?/).flatMap((one) => {
    const [name = '', secret = ''] = one.split('=')
    return name.startsWith(prefix()) && SECRET.test(secret) ? [secret] : []
  })
  return secrets.length > 0 ? findOpenedOrders(secrets.slice(0, MOST).map(hashOf)) : []
}

/** Keeps a new key to one payment and gives the Set-Cookie header by which this browser has it. The link itself stays where it is. */
export async function newRecoveryCookie(paymentId: string): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.now() + MAX_AGE_SECONDS * 1000)
  await keepKey({ hash: hashOf(secret), kind: 'cookie', paymentId, expiresAt })
  const secure = isSecure() ? '; Secure' : ''
  return `${prefix()}${paymentId}=${secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${MAX_AGE_SECONDS}${secure}`
}

// Plain http cannot carry a __Host- cookie, and its cookies know no port.
function prefix(): string {
  return isSecure() ? '__Host-recovery-' : `recovery-${new URL(env().APP_ORIGIN).port}-`
}

function isSecure(): boolean {
  return env().APP_ORIGIN.startsWith('https://')
}
