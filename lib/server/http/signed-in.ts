import 'server-only'
import { nextPath } from '@/lib/domain/next-path'
import { seeOther } from './see-other'

export type SignedIn = { cookies: Headers; role: 'customer' | 'merchant' }
type Wish = { next: string | undefined; isForm: boolean }

/** The answer to a successful sign-in or sign-up: a form goes on to one of our pages, JSON is told where that is. */
export function signedIn({ cookies, role }: SignedIn, { next, isForm }: Wish): Response {
  const path = next === undefined && role === 'merchant' ? '/console' : nextPath(next)
  return withCookies(isForm ? seeOther(path) : Response.json({ next: path }), cookies)
}

/** Adds the cookies that the session layer wants to set. */
export function withCookies(response: Response, cookies: Headers): Response {
  for (const cookie of cookies.getSetCookie()) response.headers.append('set-cookie', cookie)
  return response
}
