import 'server-only'
import { AppError } from '@/lib/domain/errors'

const LIMIT = 64 * 1024

/** Reads a request's body as text, refusing one that is larger than `limit` bytes before it is all in memory. */
export async function readText(request: Request, limit: number): Promise<string> {
  return (await readBytes(request, limit)).toString('utf8')
}

async function readBytes(request: Request, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.length
      if (size > limit) throw new AppError('payload_too_large', `The body is larger than ${limit} bytes.`)
      chunks.push(chunk)
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    // The caller hung up: nobody reads the answer, and it is no failure of ours.
    throw new AppError('malformed_request', 'The request ended before its body was complete.', { cause })
  }
  return Buffer.concat(chunks)
}

/** Whether the request comes from a plain HTML form, which is answered with pages instead of JSON. */
export function isForm(request: Request): boolean {
  return request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false
}

/** Whether it comes from a form that sends a file along. */
export function isUpload(request: Request): boolean {
  return request.headers.get('content-type')?.startsWith('multipart/form-data') ?? false
}

/** The fields of a form with files, each of them at most once. `limit` is in bytes; the rest of the form has 64 KB besides. */
export async function readUpload(request: Request, limit: number): Promise<Record<string, string | File>> {
  const body = await readBytes(request, limit + LIMIT).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'payload_too_large') throw error
    throw new AppError('file_too_large', `The file is larger than ${limit} bytes.`)
  })
  const type = request.headers.get('content-type') ?? ''
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch((cause: unknown) => {
      throw new AppError('malformed_request', 'The form could not be read.', { cause })
    })
  const fields = [...form]
  if (new Set(fields.map(([name]) => name)).size !== fields.length)
    throw new AppError('malformed_request', 'A field was sent twice.')
  return Object.fromEntries(fields)
}

/** A JSON body of at most 64 KB. */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new AppError('unsupported_media_type', 'Send application/json.')
  const text = await readText(request, LIMIT)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError('malformed_request', 'The request body is not JSON.', { cause })
  }
}

/** The fields of a form of at most 64 KB. */
export async function readForm(request: Request): Promise<Record<string, string>> {
  const fields = [...new URLSearchParams(await readText(request, LIMIT))]
  const names = new Set(fields.map(([name]) => name))
  if (names.size !== fields.length) throw new AppError('malformed_request', 'A field was sent twice.')
  return Object.fromEntries(fields)
}
