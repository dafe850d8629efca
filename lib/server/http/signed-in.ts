import 'server-only'
import { nextPath } from '@/lib/domain/next-path'
import { seeOther } from './see-other'

/** The answer to a successful sign-in or sign-up: a form goes on to one of our pages, JSON is told where that is. */
export function signedIn(cookies: Headers, { next, isForm }: { next: string | undefined; isForm: boolean }): Response {
  const path = nextPath(next)
  return withCookies(isForm ? seeOther(path) : Response.json({ next: path }), cookies)
}

/** Adds the cookies that the session layer wants to set. */
export function withCookies(response: Response, cookies: Headers): Response {
  for (const cookie of cookies.getSetCookie()) response.headers.append('set-cookie', cookie)
  return response
}
