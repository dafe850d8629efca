import 'server-only'
import { clientAddress } from './client-address'
import { ownReferer } from './own-referer'

/** What is known about the browser that sent a request, and which page of ours it was on: evidence of an agreement. */
export function browserOf(request: Request): { page: string | null; ip: string | null; userAgent: string | null } {
  const { headers } = request
  return {
    page: ownReferer(request)?.pathname ?? null,
    ip: clientAddress(headers),
    userAgent: headers.get('user-agent'),
  }
}
