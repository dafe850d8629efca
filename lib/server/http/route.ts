import 'server-only'
import type { NextRequest } from 'next/server'
import type { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { type Payer, requirePayer } from '../auth/payer'
import {
  requireCustomer,
  requireMerchantViewer,
  requireViewer,
  type SignedInCustomer,
  type Viewer,
} from '../auth/session'
import { log } from '../logger'
import { isForm, isUpload, readForm, readJson, readUpload } from './body'
import { requireOwnOrigin } from './origin'
import { ownReferer } from './own-referer'
import { asAppError, problem } from './problem'
import { seeOther } from './see-other'

type Answer = (request: NextRequest, params: Promise<unknown>, requestId: string) => Promise<Response>
type Context = { params: Promise<unknown> }

type Declared<Params, Body> = {
  params?: z.ZodType<Params>
  body?: z.ZodType<Body>
  /** Turns a form's fields into the shape of `body`; without it the route takes JSON alone. */
  form?: (fields: Record<string, string>) => unknown
  /** The same for a form that sends a file of at most so many bytes; without it the route takes no files. */
  upload?: { limit: number; read: (fields: Record<string, string | File>) => Promise<unknown> }
  /** The page that shows what a form got wrong, as `?problem=<code>`; a RegExp when it has an id in its path. */
  formPage?: string | RegExp
}

export type Input<Params, Body> = {
  request: NextRequest
  requestId: string
  params: Params
  body: Body
  /** Whether a plain form asked, which wants a page and not JSON. */
  isForm: boolean
}

/** An endpoint for signed-in customers. Its handler sees parsed input and a customer, whatever the caller sent. */
export function route<Params = undefined, Body = undefined>(
  declared: Declared<Params, Body>,
  handle: (input: Input<Params, Body> & { customer: SignedInCustomer }) => Promise<Response>,
) {
  return declaredRoute(declared, requireCustomer, ({ who: customer, ...input }) => handle({ ...input, customer }))
}

/** An endpoint for the merchant's people. */
export function merchantRoute<Params = undefined, Body = undefined>(
  declared: Declared<Params, Body>,
  handle: (input: Input<Params, Body> & { merchant: Viewer }) => Promise<Response>,
) {
  return declaredRoute(declared, requireMerchantViewer, ({ who: merchant, ...input }) => handle({ ...input, merchant }))
}

/** An endpoint for whoever is signed in, where the data decides who may see what. */
export function viewerRoute<Params = undefined, Body = undefined>(
  declared: Declared<Params, Body>,
  handle: (input: Input<Params, Body> & { viewer: Viewer }) => Promise<Response>,
) {
  return declaredRoute(declared, requireViewer, ({ who: viewer, ...input }) => handle({ ...input, viewer }))
}

/** An endpoint for whoever pays: signed in, as a guest, or by the link in a mail. */
export function payerRoute<Params = undefined, Body = undefined>(
  declared: Declared<Params, Body>,
  handle: (input: Input<Params, Body> & { payer: Payer }) => Promise<Response>,
) {
  return declaredRoute(declared, requirePayer, ({ who: payer, ...input }) => handle({ ...input, payer }))
}

/** An endpoint anybody may call, such as signing in: the origin and the schemas are checked all the same. */
export function openRoute<Params = undefined, Body = undefined>(
  declared: Declared<Params, Body>,
  handle: (input: Input<Params, Body>) => Promise<Response>,
) {
  return declaredRoute(declared, async () => null, handle)
}

/** An endpoint that knows its callers some other way, such as by a webhook's signature. */
export function publicRoute(answer: Answer) {
  return answering(answer)
}

function declaredRoute<Params, Body, Who>(
  declared: Declared<Params, Body>,
  identify: () => Promise<Who>,
  handle: (input: Input<Params, Body> & { who: Who }) => Promise<Response>,
) {
  return answering(async (request, rawParams, requestId) => {
    try {
      if (!['GET', 'HEAD'].includes(request.method)) requireOwnOrigin(request)
      const who = await identify()
      const params = parse(declared.params, await rawParams)
      const body = parse(declared.body, declared.body && (await readDeclared(request, declared)))
      return await handle({ request, requestId, who, params, body, isForm: isPage(request, declared) })
    } catch (error) {
      if (!isPage(request, declared) || !declared.formPage) throw error
      const page = pageOf(request, declared.formPage)
      if (page === null) throw error
      return seeOther(page, { problem: asAppError(error, requestId).code })
    }
  })
}

// The form's own page keeps its query, such as where to go after signing in: the browser names it in Referer. Null when a
// page with an id in its path was not named.
function pageOf(request: Request, formPage: string | RegExp): string | null {
  const page = ownReferer(request)
  const isIt = page && (typeof formPage === 'string' ? page.pathname === formPage : formPage.test(page.pathname))
  if (!isIt) return typeof formPage === 'string' ? formPage : null
  page.searchParams.delete('problem')
  return page.pathname + page.search
}

function answering(answer: Answer) {
  return async (request: NextRequest, context: Context): Promise<Response> => {
    const requestId = crypto.randomUUID()
    const startedAt = performance.now()
    const response = await answer(request, context.params, requestId).catch((error: unknown) =>
      problem(asAppError(error, requestId), requestId),
    )
    response.headers.set('x-request-id', requestId)
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store')
    // The path alone: Stripe puts client secrets into query strings.
    const { pathname: path } = request.nextUrl
    const ms = Math.round(performance.now() - startedAt)
    log.info({ requestId, method: request.method, path, status: response.status, ms }, 'request.answered')
    return response
  }
}

type Forms = Pick<Declared<unknown, unknown>, 'form' | 'upload'>

// Whether it was sent by a page that waits for the next one.
function isPage(request: Request, { upload }: Forms): boolean {
  return isForm(request) || (upload !== undefined && isUpload(request))
}

async function readDeclared(request: Request, { form, upload }: Forms): Promise<unknown> {
  if (upload && isUpload(request)) return upload.read(await readUpload(request, upload.limit))
  if (!isForm(request)) return readJson(request)
  if (!form) throw new AppError('unsupported_media_type', 'Send application/json.')
  return form(await readForm(request))
}

// Only what the caller sent may fail as a 422. A ZodError from anywhere else is our bug, and stays a 500.
function parse<T>(schema: z.ZodType<T> | undefined, value: unknown): T {
  if (!schema) return undefined as T
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issues = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  throw new AppError('validation_failed', 'Some fields are missing or wrong.', { issues })
}
