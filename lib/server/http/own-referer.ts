import 'server-only'
import { env } from '../env'

/** The page of ours that a request came from, as the browser names it; null for any other or none. */
export function ownReferer(request: Request): URL | null {
  const referer = request.headers.get('referer')
  if (!referer || !URL.canParse(referer)) return null
  const url = new URL(referer)
  return url.origin === env().APP_ORIGIN ? url : null
}
