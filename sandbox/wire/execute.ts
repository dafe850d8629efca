import type { JournalEntry } from '../control-types'
import { type Fault, spare } from '../faults'
import { faultHeaders, serverError, turnedAway } from '../faults-answers'
import { writeJournal } from '../journal'
import { publicMethod } from '../resources/public-method'
import { OBJECT_TABLES, type TableName } from '../tables'
import type { World } from '../world'
import { secretKeyRequired } from './auth'
import { type Call, type Route, isV2, mayCall } from './call'
import { StripeError, invalid, unrecognizedUrl } from './errors'
import { expanded, readExpand } from './expand'
import { redacted } from './form'
import { forgetAnswer, saveAnswer, savedAnswer } from './idempotency'
import { lookupsIn } from './older-lookups'
import { atVersion } from './older-versions'
import { isShadowed, unimitatedAddress } from './not-imitated'
import { requirePermission } from './permissions'

export type ApiRequest = Call & {
  id: string
  method: string
  route: Route | null
  idempotencyKey: string | null
  fault: Fault | null
  /** The answer of another account, when that is the fault. */
  elsewhere: ApiAnswer | null
}
export type ApiAnswer = {
  status: number
  body: string
  originalRequest: string | null
  replayed: boolean
  /** Those that only a fault adds. */
  headers?: Record<string, string>
}

/**
 * Answers one request as a whole: its changes, events, saved answer and journal entry reach the disk together, before
 * the response goes out. Null when the connection is to be dropped with nothing done.
 */
export function execute(request: ApiRequest): ApiAnswer | null {
  const { world, fault } = request
  return world.transaction(() => {
    const result = fault?.is.kind === 'drop_before' ? nothing() : answerOnce(request)
    const struck = fault !== null && comesToPass(fault, result)
    if (fault && !struck) spare(world, fault)
    writeJournal(world, entryFor(request, result, struck ? fault.is.kind : null))
    return result.answer && struck ? { ...result.answer, headers: faultHeaders(fault) } : result.answer
  })
}

type Effects = JournalEntry['effects']
type Result = { answer: ApiAnswer | null; errorCode: string | null; effects: Effects }

function nothing(): Result {
  return { answer: null, errorCode: null, effects: { objects: [], events: [] } }
}

/** Stripe fails with 500 only what it began to execute; what it refuses at once it refuses all the same. */
function comesToPass({ is }: Fault, { answer }: Result): boolean {
  return !is.kind.startsWith('error_500') || answer?.status === 500
}

function answerOnce(request: ApiRequest): Result {
  const { world, key, route, fault } = request
  try {
    const refusal = fault && turnedAway(fault, request.idempotencyKey)
    if (refusal) throw refusal
    if (request.elsewhere) return { ...nothing(), answer: request.elsewhere }
    if (!mayCall(key, route)) throw secretKeyRequired(world.settings.publishableKeyRefusedWith)
    requirePermission(request)
    if (fault?.is.kind === 'forget_key') forgetAnswer(request)
    const saved = savedAnswer(request)
    if (saved) return { answer: replay(saved), errorCode: null, effects: { objects: [], events: [] } }
    const { body, effects } = run(request)
    if (fault?.is.kind === 'error_500_with_effect') {
      // What a 500 has made in the v2 namespace is what the same request gets when it is repeated.
      if (isV2(request.path)) saveAnswer(request, { status: 200, body: json(body) })
      return declined(request, serverError(), effects)
    }
    if (body instanceof StripeError) return declined(request, body, effects)
    return { answer: remember(request, 200, json(body)), errorCode: null, effects }
  } catch (error) {
    return refused(request, error)
  }
}

/** Unlike a refusal, a declined payment leaves everything it did behind: a charge that failed, an intent that waits. */
function declined(request: ApiRequest, error: StripeError, effects: Effects): Result {
  const body = errorBody(request, error)
  return { answer: remember(request, error.status, body), errorCode: codeOf(error), effects }
}

/** A refused request changes nothing, but its answer has to be repeated, a 500 too (docs.stripe.com/api/idempotent_requests). */
function refused(request: ApiRequest, error: unknown): Result {
  const known = error instanceof StripeError ? error : unexpected(error)
  const { status, validation } = known
  const body = errorBody(request, known)
  const answer = validation ? plain(request, status, body) : remember(request, status, body)
  return { answer, errorCode: codeOf(known), effects: { objects: [], events: [] } }
}

function errorBody(request: ApiRequest, error: StripeError): string {
  const body = shownTo(request, error).envelope(requestLogUrl(request), isV2(request.path))
  return json(atVersion(body, request.version, lookupsIn(request.world)))
}

function codeOf({ fields }: StripeError): string {
  return fields.code ?? fields.type ?? 'invalid_request_error'
}

/** An error carries the whole object; a browser gets as little of it here as anywhere else. */
function shownTo({ key, route }: ApiRequest, error: StripeError): StripeError {
  if (key === 'secret') return error
  const { setup_intent, payment_intent, payment_method, ...fields } = error.fields
  const shown = (object: object | undefined) => object && route?.publishable?.(object)
  return new StripeError(
    error.status,
    {
      ...fields,
      ...(setup_intent && { setup_intent: shown(setup_intent) }),
      ...(payment_intent && { payment_intent: shown(payment_intent) }),
      ...(payment_method && { payment_method: publicMethod(payment_method) }),
    },
    error.validation,
  )
}

function run(request: ApiRequest): { body: unknown; effects: Effects } {
  const { world, route } = request
  if (!route || isShadowed(request.path)) {
    const { method, path } = request
    throw unimitatedAddress(method, path) ?? unrecognizedUrl(method, path)
  }
  const paths = expandPaths(request)
  const before = world.store.written().length
  return world.store.transaction(() => {
    world.cause = { requestId: request.id, idempotencyKey: request.idempotencyKey }
    try {
      const answer = route.handle(request)
      // Thrown after everything was done, so that everything is undone.
      if (request.fault?.is.kind === 'error_500_no_effect') throw serverError()
      const effects = effectsOf(world.store.written().slice(before))
      if (answer instanceof StripeError) return { body: answer, effects }
      const full = expanded(request, answer, paths)
      const body = request.key === 'publishable' ? route.publishable?.(full as object) : full
      return { body, effects }
    } finally {
      world.cause = null
    }
  })
}

/** A browser may look at the method it is saving, and at nothing else behind an id. */
function expandPaths(request: ApiRequest): string[] {
  if (isV2(request.path)) return []
  const paths = readExpand(request.form['expand'])
  const hidden = request.key === 'publishable' ? paths.find((path) => path !== 'payment_method') : undefined
  if (hidden !== undefined) throw invalid(`This property cannot be expanded (${hidden}).`, { param: 'expand' })
  return paths
}

function effectsOf(written: { table: TableName; id: string }[]): Effects {
  const ids = (tables: readonly TableName[]) => [
    ...new Set(written.filter(({ table }) => tables.includes(table)).map(({ id }) => id)),
  ]
  return { objects: ids(OBJECT_TABLES), events: ids(['events']) }
}

/** In the v2 namespace a failed request is carried out again when it is repeated (docs.stripe.com/api-v2-overview). */
function remember(request: ApiRequest, status: number, body: string): ApiAnswer {
  if (status < 400 || !isV2(request.path)) saveAnswer(request, { status, body })
  return plain(request, status, body)
}

function plain(request: ApiRequest, status: number, body: string): ApiAnswer {
  return { status, body, originalRequest: request.method === 'POST' ? request.id : null, replayed: false }
}

function replay({ status, body, requestId }: { status: number; body: string; requestId: string }): ApiAnswer {
  return { status, body, originalRequest: requestId, replayed: true }
}

function entryFor(
  request: ApiRequest,
  { answer, errorCode, effects }: Result,
  fault: JournalEntry['fault'],
): JournalEntry {
  const { id, method, path, key, version, idempotencyKey } = request
  return {
    id,
    at: request.world.now(),
    method,
    path,
    params: redacted(request.form),
    key,
    apiVersion: version,
    idempotencyKey,
    replayed: answer?.replayed ?? false,
    status: answer?.status ?? null,
    errorCode,
    fault,
    effects,
  }
}

/** A defect of the sandbox itself: Stripe's words for the caller, the reason on the terminal. */
export function unexpected(error: unknown): StripeError {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return new StripeError(500, { type: 'api_error', message: 'An unknown error occurred in the sandbox.' })
}

/**
 * The request on the page of its world; of a request that opened none, the page. Errors are logged and shown, so it names
 * the account: the world's name is all there is to its secret key.
 */
export function requestLogUrl({ origin, id, world }: { origin: string; id: string; world?: World }): string {
  return world ? `${origin}/#${world.accountId}/requests/${id}` : `${origin}/`
}

function json(body: unknown): string {
  return `${JSON.stringify(body, null, 2)}\n`
}
