import { createMiddleware } from 'hono/factory'

/** For pages people see: never from a cache (a decided setup must not offer its links again), under their own policy. */
export function pageHeaders(policy: string) {
  return createMiddleware(async (context, next) => {
    await next()
    context.res.headers.set('Cache-Control', 'no-store')
    context.res.headers.set('Content-Security-Policy', policy)
    context.res.headers.set('X-Content-Type-Options', 'nosniff')
  })
}
