import { randomFor } from '../campaign/random'
import { digests } from '../support/all-rows'
import { inBatches } from '../support/in-batches'
import { type RawAnswer, rawClient, type RawRequest } from '../support/raw-request'
import type { ShopRoute } from '../support/shop-route'
import { shopRoutes } from '../support/shop-routes'
import { rightRequest, wildRequest, type WildRequest } from '../support/wild-requests'
import { ERROR_CODES } from '../../lib/domain/errors'
import { openFuzzedShop } from './fuzzed-shop'
import { expect, test } from './fixtures'

const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 1000)
const ROUND = 50
const AT_ONCE = 8
// Each run makes up others; the seed of one that failed makes up the same again.
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)
// Wrong passwords are counted, so that nobody can go on guessing.
const MAY_CHANGE = ['rate_limits']

type Client = ReturnType<typeof rawClient>

test(`${REQUESTS} requests that are wrong in one way each change nothing and are told so`, async ({
  stack,
  database,
  rider,
  sandbox,
}) => {
  test.setTimeout(180_000)
  console.log(`FUZZ_SEED=${SEED}`)
  const client = rawClient(stack.origin)
  const { cookies, things, isQuiet } = await openFuzzedShop({ stack, database, rider })
  await expect.poll(isQuiet, { timeout: 30_000 }).toBe(true)
  // From now on nothing but these requests writes.
  await sandbox.dropWebhooks(true)
  await stack.stopWorker()
  const setting = { origin: stack.origin, cookies, seed: SEED }
  const routes = shopRoutes(things)

  const random = randomFor(SEED, 'wild requests')
  const repeatable = routes.filter(({ repeats }) => repeats)
  const heard: string[] = []
  let before = await digests(database, MAY_CHANGE)
  for (let sent = 0; sent < REQUESTS; sent += ROUND) {
    const round = Array.from({ length: ROUND }, () => wildRequest(routes, setting, random))
    await inBatches(round, AT_ONCE, async (wild) => heard.push(...complaintsAbout(wild, await client.send(wild))))
    expect(heard, `with FUZZ_SEED=${SEED}`).toEqual([])
    expect(await digests(database, MAY_CHANGE), `with FUZZ_SEED=${SEED}`).toEqual(before)
    // What is refused is refused for what is wrong with it: the same request without that is taken.
    const route = repeatable[(sent / ROUND) % repeatable.length]
    if (route) await expectTaken(client, route, rightRequest(route, setting, route.form !== null && random() < 0.5))
    before = await digests(database, MAY_CHANGE)
  }
  for (const route of routes) {
    if (route.answers !== null) await expectTaken(client, route, rightRequest(route, setting))
  }
  expect(await digests(database, MAY_CHANGE)).not.toEqual(before)
  client.close()
})

async function expectTaken(client: Client, { name, answers }: ShopRoute, request: RawRequest & { isForm: boolean }) {
  const answer = await client.send(request)
  expect(answer?.status, `${name}: ${answer?.text}`).toBe(request.isForm ? 303 : answers)
  expect(answer?.headers.location ?? '', name).not.toContain('problem=')
  // And whoever judges the refusals would not let this pass for one.
  expect(complaintsAbout({ ...request, wrong: 'nothing', code: null }, answer)).toHaveLength(1)
}

const NO_BODY = /^$/
const INTERNALS =
  /prisma|postgres|stripe(error|\.js|-node)|sk_test|whsec_|node_modules|\bat .+:\d+:\d+|zod|econn|<html|\b(pi|cus|pm|seti|ch|req|acct)_\w{6}/i

/** What is wrong with an answer; nothing when it is as it should be. */
function complaintsAbout(wild: WildRequest, answer: RawAnswer | null): string[] {
  const { wrong, code, method, path, hangsUp } = wild
  const complain = (what: string) => [`${wrong}: ${what} (${method} ${path} ${JSON.stringify(wild)})`]
  if (answer === null) return hangsUp ? [] : complain('no answer')
  const { status, text, headers } = answer
  if (status >= 500 || status < 300) {
    const isAsking = method === 'OPTIONS' && status === 204
    return isAsking ? [] : complain(`status ${status} ${text.slice(0, 200)}`)
  }
  if (INTERNALS.test(text)) return complain(`tells too much: ${text}`)
  if (status === 303) {
    const [, told] =
      /^\/[^/].*?[?&]problem=(\w+)$|^\/\?problem=(\w+)$/.exec(headers.location ?? '')?.filter(Boolean) ?? []
    return told === code ? [] : complain(`goes to ${headers.location}`)
  }
  if (code === null) return NO_BODY.test(text) || isProblem(answer) ? [] : complain(`status ${status} says ${text}`)
  if (!isProblem(answer)) return complain(`no problem document: ${status} ${text}`)
  const told = (JSON.parse(text) as { code: string }).code
  return told === code ? [] : complain(`says ${told} and not ${code}`)
}

/** RFC 9457, with the code, the sentence and the id that every error of ours has, and nothing else. */
function isProblem({ status, headers, text }: RawAnswer): boolean {
  if (headers['content-type'] !== 'application/problem+json' || headers['cache-control'] !== 'no-store') return false
  const {
    type,
    title,
    status: said,
    code,
    detail,
    requestId,
    issues,
    ...more
  } = JSON.parse(text) as Record<string, unknown>
  const isKnown = (ERROR_CODES as readonly unknown[]).includes(code)
  const isSentence = typeof detail === 'string' && /^[A-Z].*\.$/su.test(detail)
  const isNamed = requestId === headers['x-request-id'] && String(requestId).length === 36
  const hasIssues = issues === undefined || (Array.isArray(issues) && issues.length > 0)
  const isRight = type === 'about:blank' && typeof title === 'string' && said === status
  return isRight && isKnown && isSentence && isNamed && hasIssues && Object.keys(more).length === 0
}
