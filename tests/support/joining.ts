import { backend } from './backend'
import { workOff } from './charging'
import { placed } from './checkout'
import { newCustomer } from './saving'
import { send, signedIn } from './requests'
import { POST as joinRoute } from '@/app/api/auth/join-guest/route'
import { POST as mailRoute } from '@/app/api/auth/send-verification/route'
import { POST as verifyRoute } from '@/app/api/auth/verify-email/route'
import type { SignedInCustomer } from '@/lib/server/auth/session'
import { db } from '@/lib/server/db'

/** Somebody with an account, as the cookie of their browser says. */
export type Owner = SignedInCustomer & { cookie: string }

/** A customer who is signed in, with an address that is verified unless told otherwise. */
export async function newOwner({ isVerified = true } = {}): Promise<Owner> {
  const customer = await newCustomer()
  if (isVerified) await db().user.update({ where: { id: customer.userId }, data: { emailVerified: true } })
  return { ...customer, cookie: await signedIn(customer) }
}

/** A guest with one order, whose receipt goes to this address. */
export async function newGuest(email = 'guest@example.com') {
  const { id: orderId, cookie, customerId, buyer } = await placed('orbit-hop', undefined, email)
  return { orderId, cookie, customerId, buyer }
}

export const both = (...cookies: string[]): string => cookies.join('; ')

/** POST /api/auth/join-guest, as the button on the page sends it. */
export const join = (cookie: string | undefined, headers: Record<string, string | null> = {}) =>
  send(joinRoute, { path: '/api/auth/join-guest', cookie, headers })

/** POST /api/auth/send-verification. */
export const askForMail = (cookie: string) => send(mailRoute, { path: '/api/auth/send-verification', cookie })

/** POST /api/auth/verify-email, as its page's form sends it. */
export const verify = (token: string, cookie?: string, headers: Record<string, string | null> = {}) =>
  send(verifyRoute, {
    path: '/api/auth/verify-email',
    cookie,
    form: { token },
    headers: { referer: `${backend.origin}/verify-email/${token}`, ...headers },
  })

/** The secret in the link of the latest verification mail to an address. */
export async function mailedToken(email: string): Promise<string> {
  await workOff()
  const mail = await db().notification.findFirst({
    where: { recipient: email, kind: 'verify_email', sentAt: { not: null } },
    orderBy: { createdAt: 'desc' },
  })
  const token = mail?.text?.match(/\/verify-email\/([\w-]{43})$/m)?.[1]
  if (!token) throw new Error(`No link was sent to ${email}.`)
  return token
}

/** Whose a customer is now: nobody's account but the guest's, or the user's who joined it. */
export async function ownerOf(customerId: string): Promise<string | null> {
  return (await db().customer.findUniqueOrThrow({ where: { id: customerId } })).userId
}
