import 'server-only'
import { randomBytes } from 'node:crypto'
import { headers } from 'next/headers'
import { env } from '../env'
import { findGuest, insertGuest } from './store'
import { tokenHash } from './token-hash'

// As long as browsers keep a cookie at most.
const MAX_AGE_SECONDS = 400 * 24 * 3600
const TOKEN = /^[\w-]{43}$/

/** The customer behind this browser's guest cookie, or null. The cookie is a 256-bit secret; we keep its hash alone. */
export async function currentGuest(): Promise<string | null> {
  const guestTokenHash = guestTokenHashIn(await headers())
  return guestTokenHash === null ? null : findGuest(guestTokenHash)
}

/** The hash of the guest cookie in a request; null without one. */
export function guestTokenHashIn(headers: Headers): string | null {
  const prefix = `${cookieName()}=`
  const token = (headers.get('cookie') ?? '')
    .split(/; ?/)
    .find((one) => one.startsWith(prefix))
    ?.slice(prefix.length)
  return token && TOKEN.test(token) ? tokenHash(token) : null
}

/** Makes a guest and gives the Set-Cookie header by which this browser is known from now on. */
export async function newGuest(): Promise<{ id: string; cookie: string }> {
  const token = randomBytes(32).toString('base64url')
  return { id: await insertGuest(tokenHash(token)), cookie: cookieOf(token, MAX_AGE_SECONDS) }
}

/** The Set-Cookie header by which a browser forgets that it was a guest's. */
export function forgetGuest(): string {
  return cookieOf('', 0)
}

function cookieOf(token: string, maxAge: number): string {
  const secure = isSecure() ? '; Secure' : ''
  return `${cookieName()}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secure}`
}

// Plain http cannot carry a __Host- cookie, and its cookies know no port.
function cookieName(): string {
  return isSecure() ? '__Host-guest' : `guest-${new URL(env().APP_ORIGIN).port}`
}

function isSecure(): boolean {
  return env().APP_ORIGIN.startsWith('https://')
}
