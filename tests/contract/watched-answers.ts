import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { Watcher } from '../../sandbox/serve'
import { misfits } from '../support/sdk-types/conformity'
import { modelOf, readModels } from '../support/sdk-types/model-of'
import { noteRoute, writeRoutesCalled } from './routes-called'

const NEWEST = '2026-10-28.endive'
// Stripe documents neither these addresses nor what they answer.
const UNDOCUMENTED = '/v1/elements/'

/** What does not fit, of answers and deliveries since the last test. Tests of one process run one after the other. */
const found = new Set<string>()

/**
 * Checks everything that a sandbox answers during the tests of one file against the types of Stripe's own SDK. A test
 * fails with what does not fit in the answers it got, also when it looked at none of them. Notes which routes were called.
 */
export function answersLikeTheSdkTypes(): Watcher {
  beforeAll(readModels)
  afterEach(() => {
    const wrong = [...found]
    found.clear()
    expect(wrong, "what the sandbox answered, beside the SDK's types").toEqual([])
  })
  afterAll(writeRoutesCalled)
  return async (request, answer) => {
    noteRoute(request, answer.status)
    const { pathname, searchParams } = new URL(request.url)
    if (!/^\/v[12]\//.test(pathname) || pathname.startsWith(UNDOCUMENTED)) return
    const version = pathname.startsWith('/v2/') ? null : answer.headers.get('stripe-version')
    const key = request.headers.get('authorization') ?? searchParams.get('key') ?? 'pk_'
    for (const [body, of] of parts(await answer.text(), version ?? NEWEST)) {
      const model = modelOf(of)
      const how = { whole: !key.includes('pk_'), additions: of !== NEWEST }
      if (model) note(`${request.method} ${pathname}`, misfits(model, body, how))
    }
  }
}

/** What a delivery carries is an event, rendered for its endpoint's version. */
export function checkDelivery(body: string): void {
  // Verified by the SDK before, which parses it as well.
  const event = JSON.parse(body) as { type: string; api_version: string | null }
  const version = event.api_version ?? NEWEST
  const model = modelOf(version)
  if (model) note(`the delivery of ${event.type}`, misfits(model, event, { additions: version !== NEWEST }))
}

function note(where: string, wrong: string[]): void {
  for (const each of wrong) found.add(`${where}: ${each}`)
}

type Body = { object?: string; api_version?: string | null; data?: unknown }

/** An answer, or its events one by one: each stays at the version it was made with. Nothing of what a fault has cut short. */
function parts(text: string, version: string): [Body, string][] {
  let body: Body
  try {
    body = JSON.parse(text) as Body
  } catch {
    return []
  }
  const events = (Array.isArray(body.data) ? (body.data as Body[]) : [body]).filter(({ object }) => object === 'event')
  const own = events.map((event): [Body, string] => [event, event.api_version ?? version])
  if (events.length === 0) return [[body, version]]
  return body.object === 'event' ? own : [[{ ...body, data: [] }, version], ...own]
}
