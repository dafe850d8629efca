import './quiet'
import { createHmac, randomBytes } from 'node:crypto'
import { workAsyncStorage } from 'next/dist/server/app-render/work-async-storage.external'
import { workUnitAsyncStorage } from 'next/dist/server/app-render/work-unit-async-storage.external'
import { NextRequest } from 'next/server'
import { backend } from './backend'
import { db } from '@/lib/server/db'

type Route = (request: NextRequest, context: { params: Promise<unknown> }) => Promise<Response>
export type Sent = {
  method?: string
  path?: string
  params?: Record<string, string>
  /** The cookie of `signedIn`; without it nobody is signed in. */
  cookie?: string | undefined
  json?: unknown
  form?: Record<string, string>
  /** On top of Origin; null leaves a header out. */
  headers?: Record<string, string | null>
}

/** A session of this user, as the cookie that a browser sends. */
export async function signedIn({ userId }: { userId: string }): Promise<string> {
  const token = randomBytes(24).toString('hex')
  const now = new Date()
  const expiresAt = new Date(now.getTime() + 3600_000)
  await db().session.create({ data: { userId, token, expiresAt, createdAt: now, updatedAt: now } })
  const signature = createHmac('sha256', String(backend.env.AUTH_SECRET)).update(token).digest('base64')
  return `session-${backend.port}=${encodeURIComponent(`${token}.${signature}`)}`
}

/** Sends one of our own pages' requests to a route handler, within a request as Next makes it: `headers()` works. */
export async function send(route: Route, sent: Sent = {}): Promise<Response> {
  const { method = 'POST', path = '/api', params = {} } = sent
  const headers = headersOf(sent)
  const body = sent.form ? new URLSearchParams(sent.form).toString() : bodyOf(sent.json)
  const request = new NextRequest(new URL(path, backend.origin), { method, headers, ...(body && { body }) })
  // Of these stores only what `headers()` reads is there.
  const work = { route: path } as never
  const unit = { type: 'request', phase: 'action', headers } as never
  return workAsyncStorage.run(work, () =>
    workUnitAsyncStorage.run(unit, () => route(request, { params: Promise.resolve(params) })),
  )
}

/** A string is sent as it is. */
function bodyOf(json: unknown): string | undefined {
  return typeof json === 'string' || json === undefined ? json : JSON.stringify(json)
}

function headersOf({ cookie, json, form, headers = {} }: Sent): Headers {
  const all = new Headers({ origin: backend.origin, ...(cookie && { cookie }) })
  if (json !== undefined) all.set('content-type', 'application/json')
  if (form) all.set('content-type', 'application/x-www-form-urlencoded')
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) all.delete(name)
    else all.set(name, value)
  }
  return all
}
