import type { ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'

/** Ends the connection without a word. */
export function hangUp(context: Context): Response {
  responseOf(context).socket?.destroy()
  return RESPONSE_ALREADY_SENT
}

/** Sends the headers and half of the body, then ends the connection. */
export async function hangUpHalfWay(context: Context, answer: Response): Promise<Response> {
  const response = responseOf(context)
  const body = Buffer.from(await answer.arrayBuffer())
  const headers = { ...Object.fromEntries(answer.headers), 'Content-Length': body.length }
  response.writeHead(answer.status, headers)
  await new Promise<void>((resolve) => {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => resolve())
  })
  return hangUp(context)
}

function responseOf(context: Context): ServerResponse {
  // With @hono/node-server the environment holds Node's objects; called in-process there is no connection to end.
  const { outgoing } = (context.env ?? {}) as { outgoing?: ServerResponse }
  if (outgoing) return outgoing
  throw new Error('A dropped connection needs a server that listens.')
}
