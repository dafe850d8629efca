import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { inRoot } from '../launcher/folders.mjs'

const FOLDER = inRoot('artifacts/routes-called')

/** Forgets what an earlier run has called. */
export function forgetRoutesCalled() {
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
}

/**
 * The routes of the sandbox that no contract test has called with Stripe's SDK and got an answer, and those where none
 * was refused, in words. It is measured rather than listed, so that a list can't promise what no test does.
 */
export function routesNotCalled() {
  /** @type {Record<string, { succeeded: number, refused: number }>} */
  const sums = {}
  for (const name of readdirSync(FOLDER))
    for (const [route, calls] of Object.entries(JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')))) {
      const sum = (sums[route] ??= { succeeded: 0, refused: 0 })
      sum.succeeded += calls.succeeded
      sum.refused += calls.refused
    }
  const routes = Object.entries(sums)
  if (routes.length === 0) return ['No contract test called any route of the sandbox.']
  return routes.flatMap(([route, { succeeded, refused }]) => [
    ...(succeeded ? [] : [`No contract test called ${route} with the SDK and succeeded.`]),
    ...(refused ? [] : [`No contract test called ${route} with the SDK and was refused.`]),
  ])
}
