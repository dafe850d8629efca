import { createMiddleware } from 'hono/factory'
import { isLoopbackName } from './loopback'

/** Refuses a page that reached this machine through a name of its own making (DNS rebinding). */
export const loopbackHost = createMiddleware(async (context, next): Promise<Response | void> => {
  const host = context.req.header('host') ?? new URL(context.req.url).host
  const name = host.replace(/:\d+$/, '')
  if (!isLoopbackName(name)) {
    return context.json(
      { error: { message: 'The sandbox shows this only under a loopback name, such as 127.0.0.1.' } },
      403,
    )
  }
  return next()
})
