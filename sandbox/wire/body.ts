import type { Context } from 'hono'
import { invalid } from './errors'

/**
 * The body as text.
 * @throws StripeError 400 when the client hung up before it was complete: nobody will read the answer, and it is no
 * defect of ours.
 */
export async function readBody(context: Context): Promise<string> {
  try {
    return await context.req.text()
  } catch {
    throw invalid('The request ended before its body was complete.')
  }
}
