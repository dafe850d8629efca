import { createMiddleware } from 'hono/factory'

const POLICY = [
  "default-src 'none'",
  "base-uri 'none'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  'img-src data:',
  "script-src 'self'",
  "style-src 'unsafe-inline'",
].join('; ')

/** For pages people see: never from a cache (a decided setup must not offer its links again), never in a frame. */
export const pageHeaders = createMiddleware(async (context, next) => {
  await next()
  context.res.headers.set('Cache-Control', 'no-store')
  context.res.headers.set('Content-Security-Policy', POLICY)
  context.res.headers.set('X-Content-Type-Options', 'nosniff')
})
