import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { env } from '../env'

/**
 * Refuses a mutation that a page of ours did not send. Next lets a missing Origin through; we do not, nor `null`. Browsers
 * say where a request comes from in two headers that scripts cannot set; the Lax cookie is the third wall.
 */
export function requireOwnOrigin(request: Request): void {
  const { headers } = request
  if (headers.has('authorization') && headers.has('cookie'))
    throw new AppError('ambiguous_credentials', 'Send either a cookie or a bearer token.')
  const site = headers.get('sec-fetch-site')
  if (headers.get('origin') !== env().APP_ORIGIN || (site !== null && site !== 'same-origin'))
    throw new AppError('foreign_origin', 'This request did not come from a page of ours.')
}
