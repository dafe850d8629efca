import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextPath } from '@/lib/domain/next-path'

const ID = '0193f2a4-7a31-7c1e-9d5e-2f6a1b3c4d5e'
const OURS = [
  ...['/', '/wallet', '/wallet/add', '/console', '/console/holds', '/console/disputes', '/console/payments'],
  ...['/subscriptions', '/console/charges', '/console/charges/choose', `/console/charges/${ID}`],
  ...[`/wallet/add/${ID}`, `/checkout/${ID}`, `/return/${ID}`, `/mandates/${ID}`],
]
const FOREIGN = [
  ...['//evil.test', '///evil.test', '/\\evil.test', '\\\\evil.test', '/\\/evil.test', 'https:evil.test'],
  ...['https://evil.test', 'HTTPS://EVIL.TEST', 'http:\\\\evil.test', 'javascript:alert(1)', 'data:text/html,x'],
  ...['@evil.test', '/@evil.test', '/wallet@evil.test', '//evil.test/wallet', '/wallet//evil.test', '.evil.test'],
  ...['/\tevil.test', '/\n/evil.test', '/wallet\r\nLocation: //evil.test', '/wallet\n', '\n/wallet', ' /wallet'],
  ...['/%2f%2fevil.test', '/%5cevil.test', '/wallet%0d%0a', '/wallet?next=//evil.test', '/wallet#//evil.test'],
  ...['／／evil.test', '/／evil.test', '/wallet\u0000', '/wallet\u2028', '', 'wallet', './wallet', '/../wallet'],
  ...[
    `/return/${ID}/..//evil.test`,
    `/return/${ID.toUpperCase()}`,
    `/return/${ID}x`,
    `/return/`,
    '/checkout',
    `/checkout/${ID}/x`,
    '/api/auth/sign-out',
  ],
]

describe('where a person goes after signing in', () => {
  it.each(OURS)('may be our own page %s', (path) => expect(nextPath(path)).toBe(path))

  it.each(FOREIGN)('is the wallet instead of %j', (path) => expect(nextPath(path)).toBe('/wallet'))

  it('is the wallet when nothing was asked for', () => expect(nextPath(undefined)).toBe('/wallet'))

  it('stays on our origin for every mixture of the tricks above', { timeout: 60_000 }, () => {
    const piece = fc.constantFrom(
      ...OURS,
      ...FOREIGN,
      '/',
      '\\',
      '@',
      ':',
      '%2f',
      'evil.test',
      '\t',
      '\r\n',
      '＠',
      '..',
    )
    const payload = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(fc.oneof(payload, fc.string({ unit: 'binary' }), fc.webUrl()), (wanted) => {
        const path = nextPath(wanted)
        expect(new URL(path, 'https://shop.test').origin).toBe('https://shop.test')
        expect(path === '/wallet' || path === wanted).toBe(true)
        expect(path).toMatch(/^\/[a-z0-9/-]*$/)
      }),
      { numRuns: 1000 },
    )
  })
})
