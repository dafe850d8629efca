import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { headers } from 'next/headers'
import { env } from '../env'
import { findGuest, insertGuest } from './store'

// As long as browsers keep a cookie at most.
const MAX_AGE_SECONDS = 400 * 24 * 3600
const TOKEN = /^[\w-]{43}$/

/** The customer behind this browser's guest cookie, or null. The cookie is a 256-bit secret; we keep its hash alone. */
export async function currentGuest(): Promise<string | null> {
  const sent = (await headers()).get('cookie') ?? ''
  const prefix = `${cookieName()}=`
  const token = sent
    .split(/; ?/)
    .find((one) => one.startsWith(prefix))
    ?.slice(prefix.length)
  return token && TOKEN.test(token) ? findGuest(hashOf(token)) : null
}

/** Makes a guest and gives the Set-Cookie header by which this browser is known from now on. */
export async function newGuest(): Promise<{ id: string; cookie: string }> {
  const token = randomBytes(32).toString('base64url')
  const id = await insertGuest(hashOf(token))
  const secure = isSecure() ? '; Secure' : ''
  const cookie = `${cookieName()}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${MAX_AGE_SECONDS}${secure}`
  return { id, cookie }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

// Plain http cannot carry a __Host- cookie, and its cookies know no port.
function cookieName(): string {
  return isSecure() ? '__Host-guest' : `guest-${new URL(env().APP_ORIGIN).port}`
}

function isSecure(): boolean {
  return env().APP_ORIGIN.startsWith('https://')
}
