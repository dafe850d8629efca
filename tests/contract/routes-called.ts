import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiRoutes } from '../../sandbox/create-sandbox'

// A runner may load this file more than once in a process.
const FOLDER = 'artifacts/routes-called'
const FILE = `${process.pid}-${crypto.randomUUID()}.json`

/** Asked by Stripe.js alone, and a cancellation that the sandbox always refuses, as its README says. */
const EXEMPT = / \/v1\/elements\/|^POST \/v1\/confirmation_tokens$/
const NEVER_SUCCEEDS = 'POST /v1/refunds/:id/cancel'

/** What of this process's tests called a route with Stripe's SDK: how often it succeeded, and how often it was refused. */
const called = new Map(
  apiRoutes
    .map(({ method, path }) => `${method} ${path}`)
    .filter((route) => !EXEMPT.test(route))
    .map((route) => [route, { succeeded: route === NEVER_SUCCEEDS ? 1 : 0, refused: 0 }]),
)

const patterns = apiRoutes
  .map(({ method, path }) => ({
    method,
    name: `${method} ${path}`,
    pattern: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`),
  }))
  // `…/search` is no id.
  .sort((one, other) => other.name.replace(/:\w+/g, '').length - one.name.replace(/:\w+/g, '').length)

/** Notes a request. Only the SDK counts: a request made by hand proves nothing about programs that use it. */
export function noteRoute({ method, url, headers }: Request, status: number): void {
  if (!headers.get('user-agent')?.match(/^Stripe\/v[12] NodeBindings\//)) return
  const { pathname } = new URL(url)
  const route = patterns.find((each) => each.method === method && each.pattern.test(pathname))
  const calls = called.get(route?.name ?? '')
  if (calls) calls[status < 400 ? 'succeeded' : 'refused'] += 1
}

/** Leaves it to the runner, which adds up what all processes have called (scripts/testing/routes-called.mjs). */
export function writeRoutesCalled(): void {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, FILE), JSON.stringify(Object.fromEntries(called)))
}
