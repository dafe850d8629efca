import type { Context } from 'hono'
import { invalid, notImitated } from './errors'

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

/** The body of a form, urlencoded also when it came in parts, as PHP's curl sends an array. @throws StripeError 400 */
export async function readFormBody(context: Context): Promise<string> {
  if (!context.req.header('content-type')?.startsWith('multipart/form-data')) return readBody(context)
  const parts = await context.req.formData().catch(() => null)
  if (parts === null) throw invalid('Invalid request: the body is not a form in parts.')
  const fields = [...parts].map(([name, value]) => {
    if (typeof value !== 'string') throw notImitated('uploading files', name)
    return [name, value]
  })
  return new URLSearchParams(fields).toString()
}
