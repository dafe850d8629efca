import type { Context } from 'hono'

/** The other end of the socket. X-Forwarded-For is anybody's claim and is not looked at. */
export function clientOf(context: Context): { ip: string; userAgent: string } {
  // With @hono/node-server the environment holds Node's request; called in-process there is none.
  const incoming = (context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming
  const ip = (incoming?.socket?.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '')
  return { ip, userAgent: context.req.header('user-agent') ?? '' }
}
