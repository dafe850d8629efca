import { createMiddleware } from 'hono/factory'

/**
 * For pages people see: never from a cache (a decided setup must not offer its links again), under their own policy,
 * which a page may have set already.
 */
export function pageHeaders(policy: string) {
  return createMiddleware(async (context, next) => {
    await next()
    context.res.headers.set('Cache-Control', 'no-store')
    if (!context.res.headers.has('Content-Security-Policy')) context.res.headers.set('Content-Security-Policy', policy)
    context.res.headers.set('X-Content-Type-Options', 'nosniff')
  })
}
