import type { JournalEntry } from '../control-types'
import { writeJournal } from '../journal'
import { OBJECT_TABLES, type TableName } from '../tables'
import { secretKeyRequired } from './auth'
import { type Call, type Route, mayCall } from './call'
import { StripeError, invalid, unrecognizedUrl } from './errors'
import { expanded, readExpand } from './expand'
import { redacted } from './form'
import { saveAnswer, savedAnswer } from './idempotency'

export type ApiRequest = Call & { id: string; method: string; route: Route | null; idempotencyKey: string | null }
export type ApiAnswer = { status: number; body: string; originalRequest: string | null; replayed: boolean }

/**
 * Answers one request as a whole: its changes, events, saved answer and journal entry reach the disk together, before
 * the response goes out.
 */
export function execute(request: ApiRequest): ApiAnswer {
  const { world } = request
  return world.transaction(() => {
    const result = answerOnce(request)
    writeJournal(world, entryFor(request, result))
    return result.answer
  })
}

type Effects = JournalEntry['effects']
type Result = { answer: ApiAnswer; errorCode: string | null; effects: Effects }

function answerOnce(request: ApiRequest): Result {
  const { world, key, route } = request
  try {
    if (!mayCall(key, route)) throw secretKeyRequired(world.settings.publishableKeyRefusedWith)
    const saved = savedAnswer(request)
    if (saved) return { answer: replay(saved), errorCode: null, effects: { objects: [], events: [] } }
    const { body, effects } = run(request)
    return { answer: remember(request, 200, json(body)), errorCode: null, effects }
  } catch (error) {
    return refused(request, error)
  }
}

/** A refused request changes nothing, but its answer has to be repeated, a 500 too (docs.stripe.com/api/idempotent_requests). */
function refused(request: ApiRequest, error: unknown): Result {
  const known = error instanceof StripeError ? error : unexpected(error)
  const { status, validation } = known
  const body = json(shownTo(request, known).envelope(requestLogUrl(request)))
  const answer = validation ? plain(request, status, body) : remember(request, status, body)
  const errorCode = known.fields.code ?? known.fields.type ?? 'invalid_request_error'
  return { answer, errorCode, effects: { objects: [], events: [] } }
}

/** An error carries the whole object; a browser gets as little of it here as anywhere else. */
function shownTo({ key, route }: ApiRequest, error: StripeError): StripeError {
  const { setup_intent: setupIntent } = error.fields
  if (key === 'secret' || !setupIntent) return error
  const setup_intent = route?.publishable?.(setupIntent)
  return new StripeError(error.status, { ...error.fields, setup_intent }, error.validation)
}

function run(request: ApiRequest): { body: unknown; effects: Effects } {
  const { world, route } = request
  if (!route) throw unrecognizedUrl(request.method, request.path)
  const paths = expandPaths(request)
  const before = world.store.written().length
  return world.store.transaction(() => {
    world.cause = { requestId: request.id, idempotencyKey: request.idempotencyKey }
    try {
      const full = expanded(world, route.handle(request), paths)
      const body = request.key === 'publishable' ? route.publishable?.(full as object) : full
      return { body, effects: effectsOf(world.store.written().slice(before)) }
    } finally {
      world.cause = null
    }
  })
}

/** A browser may look at the method it is saving, and at nothing else behind an id. */
function expandPaths(request: ApiRequest): string[] {
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

function remember(request: ApiRequest, status: number, body: string): ApiAnswer {
  saveAnswer(request, { status, body })
  return plain(request, status, body)
}

function plain(request: ApiRequest, status: number, body: string): ApiAnswer {
  return { status, body, originalRequest: request.method === 'POST' ? request.id : null, replayed: false }
}

function replay({ status, body, requestId }: { status: number; body: string; requestId: string }): ApiAnswer {
  return { status, body, originalRequest: requestId, replayed: true }
}

function entryFor(request: ApiRequest, { answer, errorCode, effects }: Result): JournalEntry {
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
    replayed: answer.replayed,
    status: answer.status,
    errorCode,
    effects,
  }
}

/** A defect of the sandbox itself: Stripe's words for the caller, the reason on the terminal. */
export function unexpected(error: unknown): StripeError {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return new StripeError(500, { type: 'api_error', message: 'An unknown error occurred in the sandbox.' })
}

export function requestLogUrl({ origin, id }: { origin: string; id: string }): string {
  return `${origin}/#${id}`
}

function json(body: unknown): string {
  return `${JSON.stringify(body, null, 2)}\n`
}
