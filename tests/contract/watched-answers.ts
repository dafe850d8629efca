import { afterAll, afterEach, expect } from 'vitest'
import type { Watcher } from '../../sandbox/serve'
import { misfits } from '../support/sdk-types/conformity'
import { modelOf } from '../support/sdk-types/model-of'
import { noteRoute, writeRoutesCalled } from './routes-called'

const NEWEST = '2026-10-28.endive'
// Stripe documents neither this address nor what it answers.
const UNDOCUMENTED = '/v1/elements/sessions'

/** What does not fit, of answers and deliveries since the last test. Tests of one process run one after the other. */
const found = new Set<string>()

/**
 * Checks everything that a sandbox answers during the tests of one file against the types of Stripe's own SDK. A test
 * fails with what does not fit in the answers it got, also when it looked at none of them. Notes which routes were called.
 */
export function answersLikeTheSdkTypes(): Watcher {
  afterEach(() => {
    const wrong = [...found]
    found.clear()
    expect(wrong, "what the sandbox answered, beside the SDK's types").toEqual([])
  })
  afterAll(writeRoutesCalled)
  return async (request, answer) => {
    noteRoute(request, answer.status)
    const { pathname, searchParams } = new URL(request.url)
    if (!/^\/v[12]\//.test(pathname) || pathname === UNDOCUMENTED) return
    const version = pathname.startsWith('/v2/') ? null : answer.headers.get('stripe-version')
    const model = modelOf(version ?? NEWEST)
    const body = model && parsed(await answer.text())
    if (!model || body === undefined) return
    const key = request.headers.get('authorization') ?? searchParams.get('key') ?? 'pk_'
    note(`${request.method} ${pathname}`, misfits(model, body, { whole: !key.includes('pk_') }))
  }
}

/** What a delivery carries is an event, rendered for its endpoint's version. */
export function checkDelivery(body: string): void {
  // Verified by the SDK before, which parses it as well.
  const event = JSON.parse(body) as { type: string; api_version: string | null }
  const model = modelOf(event.api_version ?? NEWEST)
  if (model) note(`the delivery of ${event.type}`, misfits(model, event))
}

function note(where: string, wrong: string[]): void {
  for (const each of wrong) found.add(`${where}: ${each}`)
}

/** Undefined for what a fault has cut short. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
