import { describe, expect, it } from 'vitest'
import { startWith } from '../support/environment'

const OWN = 'http://localhost:3000'

type Sent = { origin?: string; site?: string; cookie?: string; authorization?: string }

async function isOurs({ origin, site, cookie, authorization }: Sent): Promise<true | string> {
  startWith()
  const { requireOwnOrigin } = await import('@/lib/server/http/origin')
  const given = { origin, 'sec-fetch-site': site, cookie, authorization }
  const headers = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  )
  return outcome(() => requireOwnOrigin(new Request(OWN, { method: 'POST', headers })))
}

async function scheduler(secret: string | undefined, authorization: string | undefined): Promise<true | string> {
  startWith({ CRON_SECRET: secret })
  const { requireCronSecret } = await import('@/lib/server/http/cron-secret')
  return outcome(() => requireCronSecret(new Request(OWN, { headers: authorization ? { authorization } : {} })))
}

function outcome(check: () => void): true | string {
  try {
    check()
    return true
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('a request that changes something', () => {
  it.each<[string, Sent]>([
    ['from a page of ours', { origin: OWN, site: 'same-origin', cookie: 'session=x' }],
    ['from a page of ours in an old browser', { origin: OWN }],
  ])('is taken %s', async (_from, sent) => expect(await isOurs(sent)).toBe(true))

  it.each<[string, Sent]>([
    ['without an origin', {}],
    ['from a page with an opaque origin', { origin: 'null' }],
    ['from another site', { origin: 'https://evil.test', site: 'cross-site' }],
    ['from a subdomain', { origin: 'http://evil.localhost:3000', site: 'same-site' }],
    ['from another port', { origin: 'http://localhost:3001', site: 'same-site' }],
    ['from https when we are http', { origin: 'https://localhost:3000' }],
    ['from a name that starts as ours does', { origin: `${OWN}.evil.test` }],
    ['with our origin and another site', { origin: OWN, site: 'cross-site' }],
    ['typed into the address bar', { origin: OWN, site: 'none' }],
  ])('is refused %s', async (_from, sent) => expect(await isOurs(sent)).toBe('foreign_origin'))

  it('is refused with a cookie and a bearer token, whoever sent it', async () => {
    expect(await isOurs({ origin: OWN, cookie: 'session=x', authorization: 'Bearer y' })).toBe('ambiguous_credentials')
  })
})

describe('the scheduler', () => {
  it('is let in with its secret', async () =>
    expect(await scheduler('sixteen-characters', 'Bearer sixteen-characters')).toBe(true))

  it.each([
    undefined,
    'Bearer',
    'Bearer ',
    'Bearer sixteen-character',
    'Bearer Sixteen-characters',
    'sixteen-characters',
  ])('is not anybody with %j', async (authorization) =>
    expect(await scheduler('sixteen-characters', authorization)).toBe('unauthenticated'),
  )

  it.each([undefined, 'Bearer ', 'Bearer undefined'])(
    'is nobody where no secret is set, not even with %j',
    async (given) => expect(await scheduler(undefined, given)).toBe('unauthenticated'),
  )
})
